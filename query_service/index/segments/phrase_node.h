// A phrase in any set of fields, as a condition and for scoring.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "query_service/index/query.h"
#include "query_service/index/segments/node.h"
#include "query_service/index/segments/zone_phrase.h"

namespace broadsheet::query {

class PhraseNode : public Node {
 public:
  PhraseNode(const Segment& segment, FieldMask fields, const PhraseText& text);

  void Narrow(uint32_t window, Words& words) override;
  void Match(uint32_t window, Words& words) override;
  uint32_t NextWindow(uint32_t window) override;
  uint32_t PreviousWindow(uint32_t window) override;
  uint64_t Cost() const override;

  // Surely no document matches.
  bool IsNone() const { return added_.empty(); }
  // Matches are exactly the documents of one list.
  bool IsOneList() const { return added_.size() == 1 && taken_.empty() && added_.front().IsOneList(); }

  // What scores count of a document of a window, whether it matches or not.
  uint32_t WeightedFrequency(uint32_t window, uint32_t document);
  // As ListCursor::OddsBounds.
  void OddsBounds(uint32_t window, PartBounds& odds);

 private:
  struct Known {
    Words documents{};                           // those counted already in `window`
    std::array<uint32_t, kWindowDocs> weighted;  // 0: no match
  };
  uint32_t Weigh(uint32_t window, uint32_t document);

  // The fields' text is that of the zones added less that of those taken.
  std::vector<ZonePhrase> added_, taken_;
  uint32_t known_window_ = ListCursor::kNoWindow;
  std::unique_ptr<Known> known_;
};

// All children (phrases) within a stretch of one value.
struct NearQuery {
  FieldMask fields;
  uint32_t distance;
  std::vector<PhraseText> phrases;
};
// Once `cancelled`, which may be empty and outlives the node, says so, nothing
// more matches.
NodePtr MakeNear(const Segment& segment, const NearQuery& near, const std::function<bool()>& cancelled);

}  // namespace broadsheet::query
