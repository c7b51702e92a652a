#include "ingest_service/parser/classify/classify.h"

#include "common/text/utf8.h"
#include "ingest_service/parser/classify/article_end.h"
#include "ingest_service/parser/classify/box_label.h"
#include "ingest_service/parser/classify/furniture.h"
#include "ingest_service/parser/classify/headline.h"
#include "ingest_service/parser/classify/jump.h"
#include "ingest_service/parser/classify/name_line.h"
#include "ingest_service/parser/classify/page_edges.h"
#include "ingest_service/parser/classify/page_stamp.h"
#include "ingest_service/parser/classify/photo.h"
#include "ingest_service/parser/classify/table_line.h"
#include "ingest_service/parser/credits/byline.h"
#include "ingest_service/parser/credits/latin_credits.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kLongestByline = 200;  // bytes
constexpr int kLongestHeadline = 90;    // columns of a fixed-width display

// The line above is none of a text: short, and no sentence ends in it.
bool StandsUnderHeadline(const std::vector<TextUnit>& units, size_t i) {
  if (i == 0 || units[i - 1].page != units[i].page) return false;
  const std::string_view above = units[i - 1].passage.text;
  return ColumnsOf(above) <= kLongestHeadline && !EndsSentence(above) && !IsClauseMark(LastCharacter(above));
}

// A line that says who wrote what stands under it. A bare line of names is one
// only between a headline and its text.
bool IsBylineLine(const std::vector<TextUnit>& units, size_t i) {
  const std::string_view text = units[i].passage.text;
  if (text.size() > kLongestByline) return false;
  const auto byline = ParseByline(text);
  if (!byline) return false;
  if (byline->bracketed) return byline->labelled && StandsUnderHeadline(units, i);
  const bool labelled = byline->marked || byline->labelled;
  if (HasLineUnder(units, i) && !ParseByline(units[i + 1].passage.text)) {
    return labelled && StandsUnderHeadline(units, i);
  }
  if (labelled) return true;
  const auto text_at = [&](size_t k) { return std::string_view(units[k].passage.text); };
  const auto on_page = [&](size_t k) { return k < units.size() && units[k].page == units[i].page; };
  const bool under_line = i > 0 && on_page(i - 1) && units[i - 1].block + 1 == units[i].block &&
                          !EndsSentence(text_at(i - 1)) && text_at(i - 1).size() <= kLongestByline &&
                          text_at(i - 1).size() > text.size();
  return under_line && on_page(i + 1) && EndsSentence(text_at(i + 1)) && IsNameLine(text);
}

// An address or the stamp of a site under a headline's line belongs to the page and
// divides the headline from nothing. Behind a text the stamp says where it is from.
bool IsInHead(const std::vector<TextUnit>& units, size_t i) {
  const std::string_view text = units[i].passage.text;
  return (text.find('@') != text.npos || FirstCharacter(text) == U'《') && StandsUnderHeadline(units, i);
}

// What the reporter named on the line above is: `Staff Writer`.
bool IsPositionLine(const std::vector<TextUnit>& units, const std::vector<Label>& labels, size_t i) {
  return i > 0 && units[i - 1].page == units[i].page && labels[i - 1].role == Role::kByline &&
         IsLatinPosition(units[i].passage.text);
}

// A line that says who wrote the text above it: behind the end of a sentence
// that no headline ends with.
bool IsSignatureLine(const std::vector<TextUnit>& units, size_t i) {
  if (i == 0 || units[i - 1].page != units[i].page) return false;
  const std::string_view text = units[i].passage.text, above = units[i - 1].passage.text;
  if (text.size() > kLongestByline) return false;
  const bool is_text = (EndsSentence(above) || EndsArticle(above)) &&
                       (ColumnsOf(above) > kLongestHeadline || above.find("。") != std::string_view::npos);
  if (!is_text) return false;
  const auto byline = ParseByline(text);
  return byline && (byline->labelled || (!HasLineUnder(units, i) && (byline->marked || byline->bracketed)));
}

// A paper's name over its date at the head of a page, whatever it is called.
bool IsNameOverDate(const std::vector<TextUnit>& units, const std::vector<Label>& labels, size_t i) {
  constexpr size_t kLongestName = 8, kLongestLatinName = 40;
  const bool at_head = i == 0 || units[i - 1].page != units[i].page;
  if (!at_head || i + 1 >= units.size() || units[i + 1].page != units[i].page) return false;
  if (labels[i].role != Role::kBody || labels[i + 1].role != Role::kFurniture) return false;
  PageStamp stamp;
  ReadStamp(units[i + 1].passage.text, stamp);
  const std::string name = WithoutSpace(units[i].passage.text);
  if (stamp.date.empty()) return false;
  bool han = true, latin = true;
  for (size_t at = 0; at < name.size();) {
    const char32_t c = NextCharacter(name, at);
    han &= IsHan(c);
    latin &= IsLatinLetter(c) || c == U'&' || c == U'-' || c == U'’' || c == U'\'';
  }
  return (han && CountCharacters(name) <= kLongestName) || (latin && CountCharacters(name) <= kLongestLatinName);
}

// The headline that a page repeats over a text continued on it: the lines from
// the block's start up to the pointer back.
void LabelContinuedHeads(const std::vector<TextUnit>& units, std::vector<Label>& labels) {
  constexpr size_t kMostLines = 4;
  for (size_t i = 0; i < units.size(); ++i) {
    if (labels[i].role != Role::kContinuation) continue;
    size_t first = i;
    while (first > 0 && i - first < kMostLines && units[first - 1].block == units[i].block &&
           IsTextRole(labels[first - 1].role) && MayBeHeadLine(units[first - 1].passage.text)) {
      --first;
    }
    const bool from_start =
        first == 0 || units[first - 1].block != units[i].block || !IsTextRole(labels[first - 1].role);
    if (first == i || !from_start) continue;
    for (size_t k = first; k < i; ++k) labels[k] = {Role::kTitle, {}, k == first};
  }
}

}  // namespace

std::vector<Label> Classify(const std::vector<TextUnit>& units, const LanguageModel& model, ClueLog* log) {
  std::vector<Label> labels(units.size());
  const std::vector<bool> edge = EdgesOf(units);
  for (size_t i = 0; i < units.size(); ++i) {
    const std::string_view text = units[i].passage.text;
    const bool in_head = IsInHead(units, i);
    if (const auto type = edge[i] ? EdgeFurnitureOf(text) : FurnitureOf(text, in_head)) {
      labels[i] = {Role::kFurniture, *type, true};
      labels[i].in_head = in_head;
    } else if (const auto jump = WholeJump(text)) {
      labels[i] = {jump->onward ? Role::kJump : Role::kContinuation, record::v1::FURNITURE_TYPE_JUMP, true};
    } else if (IsPointer(text)) {
      labels[i] = {Role::kFurniture, record::v1::FURNITURE_TYPE_JUMP, true};
    } else if (IsBoxLabel(text) && !HasLineUnder(units, i)) {
      labels[i].role = Role::kSubhead;
    } else if (IsSignatureLine(units, i)) {
      labels[i].role = Role::kSignature;
    } else if (IsBylineLine(units, i) || IsPositionLine(units, labels, i)) {
      labels[i].role = Role::kByline;
    }
  }
  for (size_t i = 0; i < units.size(); ++i) {
    if (IsNameOverDate(units, labels, i)) labels[i] = {Role::kFurniture, record::v1::FURNITURE_TYPE_MASTHEAD, true};
  }
  LabelPageEdges(units, labels);
  LabelTables(units, labels);
  LabelPhotos(units, labels);
  LabelContinuedHeads(units, labels);
  for (size_t begin = 0; begin < units.size();) {
    const size_t end = EndOfPage(units, begin);
    LabelHeadlines(units, begin, end, model, labels, log);
    begin = end;
  }
  // A byline under no headline is a signature: it stays with the text.
  for (size_t i = 0; i < units.size(); ++i) {
    size_t above = i;
    while (above > 0 && labels[above - 1].in_head) --above;
    const bool headed = above > 0 && IsHeadRole(labels[above - 1].role);
    if (labels[i].role == Role::kByline && !headed) labels[i].role = Role::kBody;
  }
  return labels;
}

}  // namespace broadsheet::ingest
