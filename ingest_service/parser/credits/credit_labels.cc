#include "ingest_service/parser/credits/credit_labels.h"

#include <iterator>

#include "ingest_service/parser/language/word_trie.h"
#include "ingest_service/parser/text/word_table.h"

namespace broadsheet::ingest {
namespace {

using record::v1::CREDIT_ROLE_AUTHOR;
using record::v1::CREDIT_ROLE_CORRESPONDENT;
using record::v1::CREDIT_ROLE_EDITOR;
using record::v1::CREDIT_ROLE_INTERN;
using record::v1::CREDIT_ROLE_PHOTOGRAPHER;
using record::v1::CREDIT_ROLE_PROVIDER;
using record::v1::CREDIT_ROLE_REPORTER;
using record::v1::CREDIT_ROLE_TRANSLATOR;
using record::v1::CREDIT_ROLE_UNSPECIFIED;
using enum CreditLabel::Kind;

constexpr CreditLabel kLabels[] = {
    {U"记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"首席记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"高级记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"资深记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"主任记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"特约记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"特派记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"特派员", kPerson, CREDIT_ROLE_REPORTER},
    {U"特稿记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"文字记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"全媒体记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"融媒体记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"融媒记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"全媒体首席记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"见习记者", kPerson, CREDIT_ROLE_INTERN},
    {U"实习记者", kPerson, CREDIT_ROLE_INTERN},
    {U"实习生", kPerson, CREDIT_ROLE_INTERN},
    {U"摄影记者", kPerson, CREDIT_ROLE_PHOTOGRAPHER},
    {U"通讯员", kPerson, CREDIT_ROLE_CORRESPONDENT},
    {U"特约通讯员", kPerson, CREDIT_ROLE_CORRESPONDENT},
    {U"报道员", kPerson, CREDIT_ROLE_CORRESPONDENT},
    {U"特约评论员", kPerson, CREDIT_ROLE_AUTHOR},
    {U"评论员", kPerson, CREDIT_ROLE_AUTHOR},
    {U"特约撰稿人", kPerson, CREDIT_ROLE_AUTHOR},
    {U"特约撰稿", kPerson, CREDIT_ROLE_AUTHOR},
    {U"撰稿人", kPerson, CREDIT_ROLE_AUTHOR},
    {U"主笔", kPerson, CREDIT_ROLE_AUTHOR},
    {U"作者", kPerson, CREDIT_ROLE_AUTHOR},
    {U"撰文", kWork, CREDIT_ROLE_AUTHOR},
    {U"撰稿", kWork, CREDIT_ROLE_AUTHOR},
    {U"执笔", kWork, CREDIT_ROLE_AUTHOR},
    {U"口述", kWork, CREDIT_ROLE_AUTHOR},
    {U"采写", kWork, CREDIT_ROLE_REPORTER},
    {U"采访", kWork, CREDIT_ROLE_REPORTER},
    {U"采访整理", kWork, CREDIT_ROLE_REPORTER},
    {U"编译", kWork, CREDIT_ROLE_TRANSLATOR},
    {U"编译报道", kWork, CREDIT_ROLE_TRANSLATOR},
    {U"翻译", kWork, CREDIT_ROLE_TRANSLATOR},
    {U"整理", kWork, CREDIT_ROLE_EDITOR},
    {U"编辑", kWork, CREDIT_ROLE_EDITOR},
    {U"摄", kWork, CREDIT_ROLE_PHOTOGRAPHER},
    {U"摄影", kWork, CREDIT_ROLE_PHOTOGRAPHER},
    {U"摄影报道", kReport, CREDIT_ROLE_PHOTOGRAPHER},
    {U"摄影报导", kReport, CREDIT_ROLE_PHOTOGRAPHER},
    {U"参与采写", kWork, CREDIT_ROLE_REPORTER},
    {U"参与报道", kWork, CREDIT_ROLE_REPORTER},
    {U"参与记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"参与采写记者", kPerson, CREDIT_ROLE_REPORTER},
    {U"译者", kPerson, CREDIT_ROLE_TRANSLATOR},
    {U"编译者", kPerson, CREDIT_ROLE_TRANSLATOR},
    {U"统筹", kWork, CREDIT_ROLE_EDITOR},
    {U"策划", kWork, CREDIT_ROLE_EDITOR},
    {U"视频", kWork, CREDIT_ROLE_PHOTOGRAPHER},
    {U"制图", kWork, CREDIT_ROLE_PHOTOGRAPHER},
    {U"漫画", kWork, CREDIT_ROLE_PHOTOGRAPHER},
    {U"供图", kSupply, CREDIT_ROLE_PROVIDER},
    {U"供稿", kWork, CREDIT_ROLE_AUTHOR},
    {U"提供", kSupply, CREDIT_ROLE_PROVIDER},
    {U"图片提供", kSupply, CREDIT_ROLE_PROVIDER},
    {U"图文", kWork, CREDIT_ROLE_AUTHOR, false},
    {U"文图", kWork, CREDIT_ROLE_AUTHOR, false},
    {U"图文报道", kReport, CREDIT_ROLE_REPORTER},
    {U"报道", kReport, CREDIT_ROLE_REPORTER},
    {U"报导", kReport, CREDIT_ROLE_REPORTER},
    {U"综合报道", kReport, CREDIT_ROLE_REPORTER},
    {U"综合报导", kReport, CREDIT_ROLE_REPORTER},
    {U"综合", kReport, CREDIT_ROLE_REPORTER},
    {U"专题报导", kReport, CREDIT_ROLE_REPORTER},
    {U"连线报导", kReport, CREDIT_ROLE_REPORTER},
    {U"发自", kPlace, CREDIT_ROLE_UNSPECIFIED},
    {U"资料图片", kNoCredit, CREDIT_ROLE_UNSPECIFIED},
    {U"资料图", kNoCredit, CREDIT_ROLE_UNSPECIFIED},
    {U"资料照片", kNoCredit, CREDIT_ROLE_UNSPECIFIED},
    {U"网络图片", kNoCredit, CREDIT_ROLE_UNSPECIFIED},
    {U"视频截图", kNoCredit, CREDIT_ROLE_UNSPECIFIED},
};

constexpr CreditLabel kShortLabels[] = {
    {U"文", kWork, CREDIT_ROLE_AUTHOR, false},         {U"图", kWork, CREDIT_ROLE_PHOTOGRAPHER, false},
    {U"图片", kWork, CREDIT_ROLE_PHOTOGRAPHER, false}, {U"照片", kWork, CREDIT_ROLE_PHOTOGRAPHER, false},
    {U"摄", kWork, CREDIT_ROLE_PHOTOGRAPHER},          {U"译", kWork, CREDIT_ROLE_TRANSLATOR},
    {U"绘", kWork, CREDIT_ROLE_PHOTOGRAPHER, false},   {U"发", kNoCredit, CREDIT_ROLE_UNSPECIFIED, false},
};

constexpr WordTable kCorporateEndings = {U"编辑部", U"评论部",   U"新闻中心", U"社会中心", U"采访组", U"报道组",
                                         U"工作室", U"采编部",   U"编辑室",   U"记者团",   U"报道团", U"报道部",
                                         U"要闻部", U"国际部",   U"调查组",   U"课题组",   U"编写组", U"中心",
                                         U"资讯组", U"综合报道", U"综合报导", U"综合消息", U"综合",   U"理论部",
                                         U"新闻部", U"摄制组",   U"特稿组",   U"写作组"};
// Pen names under which papers publish their own opinion.
constexpr WordTable kPenNames = {U"任仲平", U"钟声", U"国纪平", U"仲音", U"任平", U"何振华", U"钟才平"};

// Places that reports are sent from and whose names begin like a person's, or
// run on from one.
constexpr WordTable kReportingPlaces = {
    U"北京",   U"上海", U"天津", U"重庆", U"石家庄", U"太原",   U"呼和浩特", U"沈阳", U"长春",     U"哈尔滨", U"南京",
    U"杭州",   U"合肥", U"福州", U"南昌", U"济南",   U"郑州",   U"武汉",     U"长沙", U"广州",     U"南宁",   U"海口",
    U"成都",   U"贵阳", U"昆明", U"拉萨", U"西安",   U"兰州",   U"西宁",     U"银川", U"乌鲁木齐", U"台北",   U"香港",
    U"澳门",   U"高雄", U"台中", U"台南", U"深圳",   U"大连",   U"青岛",     U"宁波", U"厦门",     U"苏州",   U"无锡",
    U"温州",   U"唐山", U"东莞", U"佛山", U"珠海",   U"常州",   U"华盛顿",   U"纽约", U"伦敦",     U"巴黎",   U"东京",
    U"莫斯科", U"柏林", U"首尔", U"曼谷", U"新加坡", U"日内瓦", U"布鲁塞尔", U"江苏", U"安徽",     U"云南"};

constexpr WordTable kNoNames = {
    U"提问", U"观察", U"调查", U"手记",   U"时间",   U"采访",   U"获悉", U"了解", U"发现", U"看到", U"注意到", U"近日",
    U"日前", U"今天", U"昨天", U"今日",   U"昨日",   U"从",     U"会",   U"节",   U"站",   U"团",   U"席",     U"证",
    U"问",   U"走访", U"连线", U"探访",   U"体验",   U"亲历",   U"帮忙", U"视点", U"现场", U"文章", U"来源",   U"来信",
    U"来论", U"札记", U"感言", U"招待会", U"发布会", U"见面会", U"协会", U"之家", U"编辑", U"方面", U"随后",   U"曾",
    U"于",   U"和",   U"及",   U"与",     U"向",     U"对",     U"说",   U"称",   U"表示"};

}  // namespace

const CreditLabel* LabelAt(std::u32string_view text) {
  static const auto* const indices = [] {
    WordTrieBuilder words;
    for (uint32_t i = 0; i < std::size(kLabels); ++i) words.Set(kLabels[i].text, i);
    return new WordTrie(words);
  }();
  static constexpr CharacterFilter kFirsts = [] {
    CharacterFilter firsts;
    for (const CreditLabel& label : kLabels) firsts.Add(label.text[0]);
    return firsts;
  }();
  if (text.empty() || !kFirsts.MayHave(text[0])) return nullptr;
  const CreditLabel* longest = nullptr;
  WordTrie::Prefix prefix = indices->Begin(text[0]);
  for (size_t at = 1;; ++at) {
    if (prefix.value() != WordTrie::kNoWord) longest = &kLabels[prefix.value()];
    if (at == text.size() || !prefix.goes_on()) return longest;
    prefix = indices->Next(prefix, text[at]);
  }
}

const CreditLabel* ShortLabel(std::u32string_view text) {
  for (const CreditLabel& label : kShortLabels) {
    if (label.text == text) return &label;
  }
  return nullptr;
}

bool IsCorporateAuthor(std::u32string_view text) {
  if (text.size() < 3 || text.size() > 14) return kPenNames.Has(text);
  return kPenNames.Has(text) || kCorporateEndings.HasEndingOf(text);
}

bool IsReportingPlace(std::u32string_view text) { return kReportingPlaces.Has(text); }

bool IsNoName(std::u32string_view text) { return kNoNames.Has(text); }

}  // namespace broadsheet::ingest
