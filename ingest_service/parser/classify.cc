#include "ingest_service/parser/classify.h"

#include <re2/re2.h>

#include "common/text/utf8.h"
#include "ingest_service/parser/characters.h"
#include "ingest_service/parser/furniture.h"
#include "ingest_service/parser/headline.h"
#include "ingest_service/parser/photo.h"

namespace broadsheet::ingest {
namespace {

// Units at each end of a page among which loose furniture is looked for.
constexpr size_t kEdge = 4;

bool IsBylineLine(std::string_view text) {
  if (text.size() > 150) return false;
  static const RE2* const pattern = new RE2(
      "[■□●◇◎○▲口]?\\s*(?:文[/／｜|:：]?|文图[/"
      "／]|撰文[：:]?)?\\s*\\p{Han}{0,10}(?:记者|通讯员|評論員|评论员|作者|記者)[\\s　：:]\\s*[\\p{Han}\\s　、，·（）()"
      "]{2,40}");
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *pattern);
}

// Whether the unit is among the first or last of its page.
std::vector<bool> EdgesOf(const std::vector<TextUnit>& units) {
  std::vector<bool> edge(units.size());
  for (size_t begin = 0; begin < units.size();) {
    size_t end = begin;
    while (end < units.size() && units[end].page == units[begin].page) ++end;
    for (size_t i = begin; i < end; ++i) edge[i] = i - begin < kEdge || end - i <= kEdge;
    begin = end;
  }
  return edge;
}

}  // namespace

std::vector<Label> Classify(const std::vector<TextUnit>& units, const LanguageModel& model, HeadlineCandidates* seen) {
  std::vector<Label> labels(units.size());
  const std::vector<bool> edge = EdgesOf(units);
  for (size_t i = 0; i < units.size(); ++i) {
    const std::string_view text = units[i].passage.text;
    if (const auto type = FurnitureOf(text, edge[i])) {
      labels[i] = {Role::kFurniture, *type, true};
    } else if (const auto jump = FindJump(text);
               jump &&
               WithoutSpace(text).size() == WithoutSpace(text.substr(jump->start, jump->end - jump->start)).size()) {
      labels[i] = {Role::kJump, record::v1::FURNITURE_TYPE_JUMP, true};
    } else if (IsBylineLine(text)) {
      labels[i].role = Role::kByline;
    }
  }
  LabelPhotos(units, labels);
  for (size_t begin = 0; begin < units.size();) {
    size_t end = begin;
    while (end < units.size() && units[end].page == units[begin].page) ++end;
    LabelHeadlines(units, begin, end, model, labels, seen);
    begin = end;
  }
  // A byline under no headline is a signature: it stays with the text.
  for (size_t i = 0; i < units.size(); ++i) {
    const bool headed = i > 0 && IsHeadRole(labels[i - 1].role);
    if (labels[i].role == Role::kByline && !headed) labels[i].role = Role::kBody;
  }
  return labels;
}

}  // namespace broadsheet::ingest
