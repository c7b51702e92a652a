// A condition on the documents of one segment, asked window by window.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "query_service/index/segments/list_cursor.h"
#include "query_service/index/segments/window.h"

namespace broadsheet::query {

class Node {
 public:
  virtual ~Node() = default;

  // Takes documents that do not match out of `words`: some of them, cheaply.
  virtual void Narrow(uint32_t window, Words& words) = 0;
  // … all of them.
  virtual void Match(uint32_t window, Words& words) = 0;
  // The first window from `window` on, the last up to it, that may have a
  // match; ListCursor::kNoWindow: none.
  virtual uint32_t NextWindow(uint32_t window) { return window; }
  virtual uint32_t PreviousWindow(uint32_t window) { return window; }
  // A guess at how many documents match: the fewest are asked first.
  virtual uint64_t Cost() const = 0;
};

using NodePtr = std::unique_ptr<Node>;

// Any number of children; none: every document.
NodePtr MakeAnd(std::vector<NodePtr> children);
// None: no document.
NodePtr MakeOr(std::vector<NodePtr> children);
// `documents` of the segment.
NodePtr MakeNot(NodePtr child, uint32_t documents);
NodePtr MakeAll(uint32_t documents);
NodePtr MakeNone();

}  // namespace broadsheet::query
