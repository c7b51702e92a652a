#include "ingest_service/parser/classify/speaker_line.h"

#include <re2/re2.h>

#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kLongestLine = 120;  // bytes

#define NAME "(\\p{Han}{2,4}?(?:·\\p{Han}{1,6}){0,3})"

}  // namespace

std::optional<std::string> ReadSpeakerLine(std::string_view line) {
  static const RE2* const kNameFirst =
      new RE2(NAME "(?:代表|委员|院士|教授|博士|研究员|主任|书记|校长|院长|律师|专家|記者|議員|委員)[：:]");
  static const RE2* const kTitleFirst = new RE2(
      "(?:住|在)?\\p{Han}{0,8}(?:人大|政协|党|政協|黨)(?:常委会?)?(?:代表|委员|委員)(?:[、，]\\p{Han}{2,24}[、，])"
      "?" NAME "[：:]");
  if (line.size() > kLongestLine) return std::nullopt;
  const char32_t last = LastCharacter(line);
  if (last != U'：' && last != U':') return std::nullopt;
  const std::string text = WithoutSpace(line);
  std::string name;
  if (RE2::FullMatch(text, *kTitleFirst, &name) || RE2::FullMatch(text, *kNameFirst, &name)) return name;
  return std::nullopt;
}

}  // namespace broadsheet::ingest
