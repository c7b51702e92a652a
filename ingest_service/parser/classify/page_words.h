// What papers print at the edges of their pages. In simplified characters and
// small letters, as folding leaves them.
#pragma once

#include <string_view>

namespace broadsheet::ingest {

// Before a name: who made the page or the paper.
inline constexpr std::string_view kStaffLabels[] = {
    "责编",     "责任编辑", "编辑",   "图编",     "图文编辑", "美编",   "美术编辑", "美术设计", "版式",
    "版式设计", "版面设计", "版面",   "设计",     "校对",     "责校",   "责任校对", "检校",     "审校",
    "审读",     "审核",     "签发",   "统筹",     "策划",     "主编",   "副主编",   "编审",     "排版",
    "组版",     "组稿",     "制图",   "制作",     "终审",     "监制",   "值班主任", "值班编委", "值班总编",
    "值班社委", "社长",     "总编辑", "副总编辑", "总编",     "副总编", "视觉设计", "视觉",
};
// Before such a label.
inline constexpr std::string_view kStaffPrefixes[] = {
    "本版", "本期", "今日", "值班", "首席", "执行", "视觉", "图片", "文字", "新媒体",
};

// Before digits, an address of the net or a price.
inline constexpr std::string_view kContactLabels[] = {
    "热线",   "电话",   "传真",     "邮编",     "邮政编码", "邮箱",   "信箱",   "投稿", "来稿", "投诉", "总编室",
    "编辑部", "广告部", "发行部",   "网址",     "微信",     "微信号", "公众号", "微博", "qq",   "qq群", "e-mail",
    "email",  "许可证", "许可证号", "邮发代号", "定价",     "售价",   "零售价", "零售", "每份", "每月", "刊号",
};
// Before anything.
inline constexpr std::string_view kPublisherLabels[] = {
    "社址", "地址", "通讯地址", "通信地址", "印刷", "承印", "法律顾问", "主办", "承办", "协办", "主办单位", "承办单位",
};
// How publishers' names end, and what stands behind them.
inline constexpr std::string_view kPublishers[] = {"社", "厂", "公司", "集团", "部", "局", "委"};
inline constexpr std::string_view kPublisherWords[] = {"出版", "主办", "主管", "承办", "印刷", "承印"};

// What sections are called beside the names that furniture is known by.
inline constexpr std::string_view kSectionWords[] = {
    "本港", "澳闻", "港闻", "两岸", "本市", "城区", "县域", "今日聚焦", "特别策划", "本地新闻", "国内新闻", "周末",
};

// In a line about the page as a whole.
inline constexpr std::string_view kPageRemarks[] = {
    "版权所有",   "copyright",  "all rights reserved",
    "仅代表作者", "不代表本报", "文责自负",
    "除署名外",   "未经授权",   "不得转载",
    "不对广告",   "本版摄影",
};
// At the start of such a line.
inline constexpr std::string_view kPageSubjects[] = {
    "本版图片", "本版照片", "本版稿件", "本版文章", "本版摄影", "本版插图", "本版供图", "本版内容",
};

}  // namespace broadsheet::ingest
