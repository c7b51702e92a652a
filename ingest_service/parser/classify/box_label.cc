#include "ingest_service/parser/classify/box_label.h"

#include <re2/re2.h>

#include <string>

#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {

bool IsBoxLabel(std::string_view line) {
  constexpr size_t kLongest = 48;  // bytes
  if (line.size() > kLongest) return false;
  std::string text;
  for (size_t at = 0; at < line.size();) {
    const char32_t c = NextCharacter(line, at);
    if (!IsSpace(c)) AppendCharacter(Simplify(c), text);
  }
  static const RE2* const pattern = new RE2(
      "[■□◆◇●○◎▲△★☆▶>\\[【（(]*(?:编者(?:按|的话|注)|编辑手记|编后(?:语)?|按语|核心(?:提示|阅读)|阅读(?:提示|链接)|"
      "内容(?:提要|摘要)|"
      "(?:相关|新闻|背景|知识|延伸)?链接|延伸阅读|(?:新闻|相关)背景|(?:相关)?新闻(?:回顾|链接)|名词解释|知识点|小贴士|"
      "(?:专家|记者|网友|律师|委员|代表)?(?:观点|点评|说法|手记|提醒|快评|连线)|(?:人物|嘉宾|作者|专家)(?:简介|名片|"
      "档案)|档案|"
      "声音|对话|数读|数说|速览|微评|短评|短评论|图解|大事记|时间轴)[\\]】）)：:]*");
  return RE2::FullMatch(text, *pattern);
}

}  // namespace broadsheet::ingest
