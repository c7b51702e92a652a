#include "ingest_service/parser/classify/line_facts.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/classify/headline_parts.h"
#include "ingest_service/parser/classify/notice.h"
#include "ingest_service/parser/classify/speaker_line.h"
#include "ingest_service/parser/language/paragraph_openings.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kLongestLine = 45;  // wide characters, or two narrow ones each

// Characters that a phrase rarely ends or begins with.
constexpr std::u32string_view kLeansForward =
    U"的在和与及或把被将对从向以为是了着而且但并就由于使让给因如若其该这那每各之等至到";
constexpr std::u32string_view kLeansBack = U"的了着过地得们吗呢吧和与及或而且但并则也都就却等者性化中";

bool Has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Characters without white space.
size_t LengthOf(std::string_view text) {
  size_t length = 0;
  for (size_t at = 0; at < text.size();) length += !IsSpace(NextCharacter(text, at));
  return length;
}

// Commas, but for one at the end.
int CommasIn(std::string_view line) {
  int commas = LastCharacter(line) == U'，' ? -1 : 0;
  for (size_t at = line.find("，"); at != std::string_view::npos; at = line.find("，", at + 1)) ++commas;
  return commas;
}

// （一）…, 二、…, 3．…, （小标题）…: what counts the parts of a text.
bool IsNumbered(std::string_view text) {
  static const RE2* const pattern = new RE2(
      "[（(](?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2}|小标题)[）)]|[一二三四五六七八九十]{1,3}、|[0-9０-９]{1,2}[."
      "．、]\\D|"
      "[①-⑳]|(?:其|之)[一二三四五六七八九]|第[一二三四五六七八九][，、：]|[一二三四五六七八九]是[：，]?");
  re2::StringPiece rest(text.data(), text.size());
  return RE2::Consume(&rest, *pattern);
}

// Ends a sentence and begins another: `… the boats. Several of …`, but not `St. Mary`.
bool HoldsLatinSentence(std::string_view text) {
  static const RE2* const pattern = new RE2("\\p{Ll}{4}[.!?][”’\"')]? [“‘\"'(]?\\p{Lu}");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern);
}

int PlainIn(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; }));
}

}  // namespace

LineFacts::LineFacts(std::string_view line)
    : length(LengthOf(line)),
      characters(CountCharacters(line)),
      columns(ColumnsOf(line)),
      plain(PlainIn(line)),
      commas(CommasIn(line)),
      opening(OpeningOf(line)),
      wording(TitleWording(line)),
      unpaired(UnpairedIn(line)),
      first(FirstCharacter(line)),
      last(LastCharacter(line)),
      ends_sentence(EndsSentence(line)),
      announces_speaker(ReadSpeakerLine(line).has_value()),
      names_column(IsColumnLine(line)),
      is_deck(IsDeckLine(line)),
      is_notice_title(IsNoticeTitle(line)),
      is_numbered(IsNumbered(line)),
      has_title_marks(HasTitleMarks(line)),
      opens_title(OpensTitle(line)),
      leans_forward(LeansForward(line)),
      leans_back(kLeansBack.find(Simplify(first)) != kLeansBack.npos) {}

float OpeningOf(std::string_view text) {
  constexpr size_t kRead = 16;  // bytes
  std::u32string characters;
  text = CutAtCharacter(text, kRead);
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    if (!IsSpace(c)) characters += Simplify(c);
  }
  return std::clamp<float>(ParagraphOpening(characters), -3, 3);
}

bool IsTitleLike(std::string_view text) {
  if (text.size() > kLongestLine * 4) return false;
  const size_t columns = static_cast<size_t>(ColumnsOf(text));
  if (columns < 1 || columns > 2 * kLongestLine || Has(text, "。") || Has(text, "；")) return false;
  return columns <= kLongestLine || !HoldsLatinSentence(text);
}

bool OpensTitle(std::string_view text) {
  constexpr size_t kLongestTopic = 24;  // bytes
  const size_t colon = text.find("：");
  return FirstCharacter(text) == U'【' || (colon != std::string_view::npos && colon <= kLongestTopic);
}

bool HasTitleMarks(std::string_view text) {
  return Has(text, " ") || Has(text, "　") || Has(text, "：") || Has(text, "｜") || Has(text, "|") || Has(text, "【");
}

bool LeansForward(std::string_view text) {
  return kLeansForward.find(Simplify(LastCharacter(text))) != kLeansForward.npos;
}

}  // namespace broadsheet::ingest
