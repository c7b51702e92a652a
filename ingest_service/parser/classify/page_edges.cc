#include "ingest_service/parser/classify/page_edges.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "ingest_service/parser/classify/furniture.h"
#include "ingest_service/parser/classify/line_facts.h"
#include "ingest_service/parser/classify/page_line.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// Units at each end of a page among which loose furniture is looked for.
constexpr size_t kEdge = 4;
// Units of a page's longest running title.
constexpr size_t kMostLines = 12;

class PageEdges {
 public:
  PageEdges(const std::vector<TextUnit>& units, size_t begin, size_t end, std::vector<Label>& labels)
      : units_(units), begin_(begin), end_(end), labels_(labels) {}

  void Run() {
    for (size_t i = begin_; i < std::min(end_, begin_ + kMostLines) && (BecomesFurniture(i) || MayBeName(i));) ++i;
    for (size_t i = end_; i > begin_ && end_ - i < kMostLines && BecomesFurniture(i - 1);) --i;
    LabelNames();
  }

 private:
  std::string_view Text(size_t i) const { return units_[i].passage.text; }
  bool IsFurniture(size_t i) const { return labels_[i].role == Role::kFurniture; }

  // Beside furniture.
  bool BecomesFurniture(size_t i) {
    if (IsFurniture(i)) return true;
    if (labels_[i].role != Role::kBody && labels_[i].role != Role::kByline) return false;
    const auto type = EdgeFurnitureOf(Text(i));
    if (type) labels_[i] = {Role::kFurniture, *type, true};
    return type.has_value();
  }

  bool MayBeName(size_t i) const {
    return (labels_[i].role == Role::kBody || labels_[i].role == Role::kByline) && IsPageName(Text(i));
  }

  // The lines over a page's first headline: names over or between furniture, and in
  // one block with it, if that ends before the headline.
  void LabelNames() {
    size_t end = begin_, furniture = begin_;  // one past the names and furniture, and past the last furniture
    for (; end < std::min(end_, begin_ + kMostLines) && (IsFurniture(end) || MayBeName(end)); ++end) {
      if (IsFurniture(end)) furniture = end + 1;
    }
    if (furniture == begin_) return;
    while (end > furniture && units_[end - 1].block != units_[furniture - 1].block) --end;
    while (end > furniture && !EndsPageTop(end)) --end;
    if (!EndsPageTop(end)) return;
    for (size_t i = begin_; i < end; ++i) {
      if (!IsFurniture(i)) labels_[i] = {Role::kFurniture, record::v1::FURNITURE_TYPE_SECTION, true};
    }
  }

  // What stands from `end` on may be a headline of its own.
  bool EndsPageTop(size_t end) const {
    if (end == end_ || labels_[end].role != Role::kBody || !IsTitleLike(Text(end)) || EndsSentence(Text(end)))
      return false;
    return IsFurniture(end - 1) || units_[end].block != units_[end - 1].block;
  }

  const std::vector<TextUnit>& units_;
  const size_t begin_, end_;
  std::vector<Label>& labels_;
};

}  // namespace

std::optional<record::v1::FurnitureType> EdgeFurnitureOf(std::string_view line) {
  const auto type = FurnitureOf(line, true);
  return type ? type : PageLineOf(line);
}

std::vector<bool> EdgesOf(const std::vector<TextUnit>& units) {
  std::vector<bool> edge(units.size());
  for (size_t begin = 0; begin < units.size();) {
    const size_t end = EndOfPage(units, begin);
    for (size_t i = begin; i < end; ++i) edge[i] = i - begin < kEdge || end - i <= kEdge;
    begin = end;
  }
  return edge;
}

void LabelPageEdges(const std::vector<TextUnit>& units, std::vector<Label>& labels) {
  for (size_t begin = 0; begin < units.size();) {
    const size_t end = EndOfPage(units, begin);
    PageEdges(units, begin, end, labels).Run();
    begin = end;
  }
}

}  // namespace broadsheet::ingest
