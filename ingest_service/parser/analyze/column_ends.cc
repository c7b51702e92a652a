#include "ingest_service/parser/analyze/column_ends.h"

#include <string_view>
#include <utility>

#include "ingest_service/parser/classify/headline_evidence.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// Nats below which one line does not go on with the other.
constexpr double kLeastContinuation = 0.5;

bool IsColumnEnd(const LanguageModel& model, std::string_view text, size_t at) {
  // Of alphabets the model knows nothing.
  constexpr char32_t kFirstBehindAlphabets = 0x2000;
  const std::string_view before = text.substr(0, at);
  return LastCharacter(before) >= kFirstBehindAlphabets &&
         LineContinuation(model, before, text.substr(at)) < kLeastContinuation;
}

}  // namespace

void DivideAtColumnEnds(std::vector<TextUnit>& units, const std::vector<PageExtent>& pages,
                        const LanguageModel& model) {
  std::vector<TextUnit> divided;
  int added = 0;
  for (TextUnit& unit : units) {
    unit.block += added;
    if (!pages[unit.page].runs_on) {
      divided.push_back(std::move(unit));
      continue;
    }
    size_t from = 0;
    const std::string_view text = unit.passage.text;
    for (size_t i = 1; i < unit.passage.runs.size(); ++i) {
      const size_t at = unit.passage.runs[i].at;
      if (at <= from || !IsColumnEnd(model, text.substr(from), at - from)) continue;
      divided.push_back({unit.passage.Part(from, at), unit.page, unit.block, unit.indented && from == 0});
      from = at;
      ++added, ++unit.block;
    }
    divided.push_back({unit.passage.Part(from, text.size()), unit.page, unit.block, unit.indented && from == 0});
  }
  units = std::move(divided);
}

}  // namespace broadsheet::ingest
