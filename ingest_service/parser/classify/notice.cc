#include "ingest_service/parser/classify/notice.h"

#include <re2/re2.h>

#include <string>

#include "common/text/utf8.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {

bool IsNoticeTitle(std::string_view line) {
  constexpr size_t kLongest = 16;  // characters
  if (line.size() > kLongest * 4) return false;
  static const RE2* const pattern = new RE2(
      "[【\\[]?(?:.{0,12}(?:公告|通告|启事|啟事|告示|公示|公示表|讣告|訃告)|更正|更正启事|更正与致歉|致歉|致歉声明|"
      "勘误|声明|"
      ".{0,8}(?:遗失|作废|注销|免责|严正|郑重)声明|.{0,6}停[水电气]通知|.{0,4}(?:天气|气象)(?:预报|预告)?|今明天气|"
      ".{0,6}(?:开奖|彩票)(?:公告|信息|结果))[】\\]]?");
  // A sentence about a notice: 工信部发布公告.
  static const RE2* const sentence = new RE2("发布|发表|发出|刊登|公布|[“”《》：，、]");
  const std::string text = WithoutSpace(line);
  return CountCharacters(text) <= kLongest && RE2::FullMatch(text, *pattern) && !RE2::PartialMatch(text, *sentence);
}

}  // namespace broadsheet::ingest
