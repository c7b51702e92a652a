#include "ingest_service/parser/extract/interview.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ingest_service/parser/credits/chinese_names.h"
#include "ingest_service/parser/extract/text_order.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kLongestLabel = 12;  // characters
constexpr std::u32string_view kAsking[] = {U"问", U"Q", U"记者", U"本报记者", U"主持人", U"网友", U"提问"};
constexpr std::u32string_view kAnswering[] = {U"答", U"A"};

enum class Turn { kNone, kQuestion, kAnswer };

struct Opening {
  Turn turn = Turn::kNone;
  std::u32string_view who;  // 答, or a name
  size_t words_from = 0;
};

bool IsAnyOf(std::u32string_view text, auto& words) {
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

Opening OpeningOf(std::u32string_view text) {
  const size_t colon = text.substr(0, kLongestLabel + 1).find(U':');
  if (colon == text.npos || colon == 0 || colon + 1 == text.size()) return {};
  const std::u32string_view label = text.substr(0, colon);
  // `某报：` asks for the paper.
  if (IsAnyOf(label, kAsking) || (label.size() > 2 && label.ends_with(U"报"))) {
    return {Turn::kQuestion, label, colon + 1};
  }
  if (IsAnyOf(label, kAnswering) || IsPersonName(label)) return {Turn::kAnswer, label, colon + 1};
  return {};
}

// The only person that the headline names; empty: none, or several.
std::string PersonOfHeadline(const Analysis& analysis, const record::v1::Record& record) {
  if (!record.speaker().name().empty()) return record.speaker().name();
  std::string only;
  for (const CharRange& person : analysis.persons) {
    const std::string name = analysis.Printed(person);
    if (name == only || record.headline().text().find(name) == std::string::npos) continue;
    if (!only.empty()) return {};
    only = name;
  }
  return only;
}

// Whether the answer before it goes on with paragraph `p`: no heading and no
// signature.
bool GoesOn(const Analysis& analysis, const record::v1::Record& record, size_t p) {
  const std::u32string_view text = analysis.body[p].text();
  const bool subhead = record.paragraphs(static_cast<int>(p)).kind() == record::v1::PARAGRAPH_KIND_SUBHEAD;
  return !subhead && !(text.starts_with(U'(') && text.ends_with(U')'));
}

}  // namespace

void ExtractAnswers(const Analysis& analysis, record::v1::Record& record) {
  std::vector<Opening> openings;
  openings.reserve(analysis.body.size());
  for (const BodyParagraph& paragraph : analysis.body) openings.push_back(OpeningOf(paragraph.text()));
  const auto has = [&](Turn turn) {
    return std::any_of(openings.begin(), openings.end(), [&](const Opening& o) { return o.turn == turn; });
  };
  if (!has(Turn::kQuestion) || !has(Turn::kAnswer)) return;
  const std::string interviewee = PersonOfHeadline(analysis, record);
  for (size_t p = 0; p < openings.size(); ++p) {
    const Opening& opening = openings[p];
    if (opening.turn != Turn::kAnswer) continue;
    record::v1::Quote& quote = *record.add_quotes();
    quote.set_direct(true);
    const CharRange label{p, 0, opening.who.size()};
    quote.set_speaker(IsAnyOf(opening.who, kAnswering) ? interviewee : analysis.Printed(label));
    for (size_t part = p; part < openings.size(); ++part) {
      if (part > p && (openings[part].turn != Turn::kNone || !GoesOn(analysis, record, part))) break;
      const std::u32string_view text = analysis.body[part].text();
      const CharRange words{part, part == p ? opening.words_from : 0, text.size()};
      if (words.from == words.to) continue;
      quote.mutable_text()->append(part == p ? "" : "\n").append(analysis.Printed(words));
      *quote.add_ranges() = analysis.RangeInBytes(words);
    }
  }
  SortByPlace(*record.mutable_quotes(), [](const auto& quote) { return quote.ranges(0); });
}

}  // namespace broadsheet::ingest
