#include "query_service/index/segments/node.h"

#include <algorithm>
#include <utility>

namespace broadsheet::query {
namespace {

constexpr uint32_t kNoWindow = ListCursor::kNoWindow;

class AndNode : public Node {
 public:
  explicit AndNode(std::vector<NodePtr> children) : children_(std::move(children)) {
    std::stable_sort(children_.begin(), children_.end(),
                     [](const NodePtr& a, const NodePtr& b) { return a->Cost() < b->Cost(); });
  }

  void Narrow(uint32_t window, Words& words) override {
    for (const NodePtr& child : children_) {
      child->Narrow(window, words);
      if (IsEmpty(words)) return;
    }
  }

  // Everything is narrowed before anything is looked at closely.
  void Match(uint32_t window, Words& words) override {
    Narrow(window, words);
    for (const NodePtr& child : children_) {
      if (IsEmpty(words)) return;
      child->Match(window, words);
    }
  }

  uint32_t NextWindow(uint32_t window) override { return Agree(window, &Node::NextWindow); }
  uint32_t PreviousWindow(uint32_t window) override { return Agree(window, &Node::PreviousWindow); }
  uint64_t Cost() const override { return children_.front()->Cost(); }

 private:
  // The window that all children agree on.
  uint32_t Agree(uint32_t window, uint32_t (Node::*move)(uint32_t)) {
    for (size_t agreed = 0, i = 0; agreed < children_.size(); i = (i + 1) % children_.size()) {
      const uint32_t moved = (children_[i].get()->*move)(window);
      if (moved == kNoWindow) return kNoWindow;
      agreed = moved == window ? agreed + 1 : 1;
      window = moved;
    }
    return window;
  }

  std::vector<NodePtr> children_;
};

class OrNode : public Node {
 public:
  explicit OrNode(std::vector<NodePtr> children) : children_(std::move(children)) {}

  void Narrow(uint32_t window, Words& words) override { Unite(window, words, &Node::Narrow); }
  void Match(uint32_t window, Words& words) override { Unite(window, words, &Node::Match); }

  uint32_t NextWindow(uint32_t window) override {
    uint32_t next = kNoWindow;
    for (const NodePtr& child : children_) next = std::min(next, child->NextWindow(window));
    return next;
  }
  uint32_t PreviousWindow(uint32_t window) override {
    uint32_t best = kNoWindow;
    for (const NodePtr& child : children_) {
      const uint32_t previous = child->PreviousWindow(window);
      if (previous != kNoWindow && (best == kNoWindow || previous > best)) best = previous;
    }
    return best;
  }
  uint64_t Cost() const override {
    uint64_t cost = 0;
    for (const NodePtr& child : children_) cost += child->Cost();
    return cost;
  }

 private:
  void Unite(uint32_t window, Words& words, void (Node::*reduce)(uint32_t, Words&)) {
    Words left = words, united{};
    for (const NodePtr& child : children_) {
      Words matches = left;
      (child.get()->*reduce)(window, matches);
      for (uint32_t i = 0; i < kWindowWords; ++i) {
        united[i] |= matches[i];
        left[i] &= ~matches[i];
      }
      if (IsEmpty(left)) break;
    }
    words = united;
  }

  std::vector<NodePtr> children_;
};

class NotNode : public Node {
 public:
  NotNode(NodePtr child, uint32_t documents) : child_(std::move(child)), documents_(documents) {}

  void Narrow(uint32_t, Words&) override {}
  void Match(uint32_t window, Words& words) override {
    Words matches = words;
    child_->Match(window, matches);
    for (uint32_t i = 0; i < kWindowWords; ++i) words[i] &= ~matches[i];
  }
  uint64_t Cost() const override { return documents_ - std::min(documents_, child_->Cost()); }

 private:
  NodePtr child_;
  uint64_t documents_;
};

class AllNode : public Node {
 public:
  explicit AllNode(uint32_t documents) : documents_(documents) {}
  void Narrow(uint32_t, Words&) override {}
  void Match(uint32_t, Words&) override {}
  uint64_t Cost() const override { return documents_; }

 private:
  uint32_t documents_;
};

class NoneNode : public Node {
 public:
  void Narrow(uint32_t, Words& words) override { words.fill(0); }
  void Match(uint32_t, Words& words) override { words.fill(0); }
  uint32_t NextWindow(uint32_t) override { return kNoWindow; }
  uint32_t PreviousWindow(uint32_t) override { return kNoWindow; }
  uint64_t Cost() const override { return 0; }
};

}  // namespace

NodePtr MakeAnd(std::vector<NodePtr> children) {
  if (children.empty()) return MakeAll(UINT32_MAX);
  if (children.size() == 1) return std::move(children.front());
  return std::make_unique<AndNode>(std::move(children));
}

NodePtr MakeOr(std::vector<NodePtr> children) {
  if (children.empty()) return MakeNone();
  if (children.size() == 1) return std::move(children.front());
  return std::make_unique<OrNode>(std::move(children));
}

NodePtr MakeNot(NodePtr child, uint32_t documents) { return std::make_unique<NotNode>(std::move(child), documents); }

NodePtr MakeAll(uint32_t documents) { return std::make_unique<AllNode>(documents); }

NodePtr MakeNone() { return std::make_unique<NoneNode>(); }

}  // namespace broadsheet::query
