#include "ingest_service/parser/classify/page_line.h"

#include <re2/re2.h>

#include <span>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/classify/furniture_parts.h"
#include "ingest_service/parser/classify/page_words.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

using record::v1::FurnitureType;

constexpr size_t kLongest = 90;  // characters

std::string AnyOf(std::span<const std::string_view> words) {
  std::string pattern;
  for (const std::string_view word : words) {
    pattern += pattern.empty() ? "(?:" : "|";
    pattern += word;
  }
  return pattern + ")";
}

// Folded, with one space for each run of white space, without any at its ends.
std::string Folded(std::string_view line) {
  std::string text;
  const std::string folded = Fold(line);
  for (size_t at = 0; at < folded.size();) {
    const size_t begin = at;
    if (!IsSpace(NextCharacter(folded, at))) {
      text.append(folded, begin, at - begin);
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

// One pattern for each kind of what a line may be put together of, and for lines
// that hold at least one thing that nothing else is.
class PageLines {
 public:
  PageLines() {
    const std::string names = "(?:" PADDED_NAME "|\\p{Han}{2,4})(?:[ 、,]\\p{Han} ?\\p{Han}{1,2}){0,3}";
    const std::string role = absl::StrCat(AnyOf(kStaffPrefixes), "{0,2}", AnyOf(kStaffLabels));
    const std::string staff = absl::StrCat("(?:", role, "(?: ?[:/|] ?| )", names, "|", role, "\\p{Han}{2,3})");
    const std::string value = "(?:每[份月年]?|[a-z0-9@._()、/—-])[a-z0-9@._()、/— -]{0,40}元?";
    const std::string contact = absl::StrCat(
        "(?:\\p{Han}{0,6}", AnyOf(kContactLabels), " ?:? ?", value, "|\\p{Han}{0,6}", AnyOf(kPublisherLabels),
        " ?: ?[^:。；]{2,30}|\\p{Han}{2,12}", AnyOf(kPublishers), AnyOf(kPublisherWords),
        "|" URL "|[a-z0-9._-]+@[a-z0-9.-]+|\\p{Han}?icp备[0-9]{4,12}号?(?:-[0-9]{1,2})?)");
    const std::string weather = "[多晴阴雨雪雾云小中大暴阵雷转到间]{1,8}";
    const std::string issue =
        absl::StrCat("(?:" DIGITS "{4}年" DIGITS "{1,2}月|(?:本报)?今日" NUMERAL "{1,3}版|" PAPER_NAME "|第 ?" NUMERAL
                     "{1,6} ?期|cn ?" DIGITS "{2}[—-]" DIGITS "{4}(?:/[a-z]*)?|天气:? ?",
                     weather, "|-?[0-9]{1,2}(?:°c)?[~—-]{1,2}-?[0-9]{1,2}°c|" MASTHEAD_ANCHOR ")");
    const std::string section = absl::StrCat("(?:" SECTION_NAME "|", AnyOf(kSectionWords), ")");
    const std::string loose =
        absl::StrCat("(?:", section, "|", weather, "|[今明]日|[0-9]{1,2}日|[a-z]?[0-9]{1,3}|[a-z][a-z'’&.]*)");
    const std::string gap = "[ ·|,:/—●■◆◇\\[\\]()【】《》-]*";
    const auto line_with = [&](const std::string& certain) {
      const std::string any = absl::StrCat("(?:", loose, "|", issue, "|", contact, "|", staff, ")");
      return absl::StrCat(gap, "(?:", any, gap, ")*?", certain, gap, "(?:", any, gap, ")*(?: \\p{Han}{2,4})?");
    };
    lines_[0] = {record::v1::FURNITURE_TYPE_MASTHEAD, Compiled(line_with(issue))};
    lines_[1] = {record::v1::FURNITURE_TYPE_STAFF, Compiled(line_with(staff))};
    lines_[2] = {record::v1::FURNITURE_TYPE_PROMOTION, Compiled(line_with(contact))};
    lines_[3] = {
        record::v1::FURNITURE_TYPE_SECTION,
        Compiled(absl::StrCat("\\p{Han}{2,4} ", section, gap, "[a-z]?[0-9]{1,3}|", gap, "(?:(?:", loose, gap, ")+",
                              section, gap, "(?:", loose, gap, ")*|", section, gap, "(?:", loose, gap, ")+)"))};
    lines_[4] = {record::v1::FURNITURE_TYPE_STAFF,
                 Compiled(absl::StrCat("[(]?(?:", AnyOf(kPageSubjects), "|[^。；]{0,24}", AnyOf(kPageRemarks),
                                       ")[^。；]{0,30}"))};
  }

  std::optional<FurnitureType> TypeOf(const std::string& text) const {
    for (const Line& line : lines_) {
      if (RE2::FullMatch(text, *line.pattern)) return line.type;
    }
    return std::nullopt;
  }

 private:
  struct Line {
    FurnitureType type;
    const RE2* pattern = nullptr;
  };
  static const RE2* Compiled(const std::string& pattern) {
    RE2::Options options;
    options.set_max_mem(64 << 20);
    return new RE2(pattern, options);
  }

  Line lines_[5];
};

}  // namespace

std::optional<FurnitureType> PageLineOf(std::string_view line) {
  if (line.size() > kLongest * 4 || CountCharacters(line) > kLongest) return std::nullopt;
  static const PageLines* const lines = new PageLines;
  return lines->TypeOf(Folded(line));
}

bool IsPageName(std::string_view line) {
  constexpr size_t kLongestName = 9, kLongestBoth = 30;  // characters
  // Echoes in Latin script are in capitals.
  static const RE2* const name =
      new RE2("[【\\[]?([\\p{Han}\\s]+(?:·\\s?[\\p{Han}\\s]+)?)?[】\\]]?\\s?(?:[0-9A-Z&'’.·-]+\\s?){0,3}");
  re2::StringPiece own;
  if (line.empty() || CountCharacters(line) > kLongestBoth) return false;
  return RE2::FullMatch(re2::StringPiece(line.data(), line.size()), *name, &own) &&
         CountCharacters({own.data(), own.size()}) <= kLongestName;
}

}  // namespace broadsheet::ingest
