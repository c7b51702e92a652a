#include "query_service/index/segments/segment_plan.h"

#include <algorithm>
#include <utility>

#include "common/text/utf8.h"
#include "query_service/index/text_match.h"

namespace broadsheet::query {
namespace {

class Planner {
 public:
  Planner(const Segment& segment, const Filter& filter, const std::function<bool()>& cancelled)
      : segment_(segment), cancelled_(cancelled), values_(segment, filter, cancelled) {
    plan_.range = {0, segment.Documents()};
    plan_.cancelled = values_.cancelled();
  }

  SegmentPlan Plan(const TextQuery& query, const Filter& filter) {
    if (plan_.cancelled) return std::move(plan_);
    std::vector<NodePtr> conditions;
    if (query.kind != TextQuery::Kind::kAll) conditions.push_back(OfText(query, true));
    AddFilter(filter, conditions);
    if (conditions.empty()) {
      plan_.known_count = segment_.Documents();
      conditions.push_back(MakeAll(segment_.Documents()));
    } else if (conditions.size() == 1 && plan_.phrases.size() == 1 &&
               plan_.phrases.front() == conditions.front().get() && plan_.phrases.front()->IsOneList()) {
      plan_.known_count = plan_.phrases.front()->Cost();
    }
    plan_.matches = MakeAnd(std::move(conditions));
    return std::move(plan_);
  }

 private:
  NodePtr OfText(const TextQuery& query, bool scored) {
    switch (query.kind) {
      case TextQuery::Kind::kAll:
        return MakeAll(segment_.Documents());
      case TextQuery::Kind::kNone:
        return MakeNone();
      case TextQuery::Kind::kPhrase:
      case TextQuery::Kind::kPrefix:
        return OfPhrase(query, scored);
      case TextQuery::Kind::kNear:
        return OfNear(query, scored);
      case TextQuery::Kind::kAnd:
        return MakeAnd(ChildrenOf(query, scored));
      case TextQuery::Kind::kOr:
        return MakeOr(ChildrenOf(query, scored));
      case TextQuery::Kind::kNot:
        // None of several.
        return MakeNot(MakeOr(ChildrenOf(query, false)), segment_.Documents());
    }
    return MakeNone();
  }

  std::vector<NodePtr> ChildrenOf(const TextQuery& query, bool scored) {
    std::vector<NodePtr> children;
    for (const TextQuery& child : query.children) children.push_back(OfText(child, scored));
    return children;
  }

  NodePtr OfPhrase(const TextQuery& query, bool scored) {
    auto node = std::make_unique<PhraseNode>(segment_, query.fields, PhraseTextOf(query));
    plan_.phrases.push_back(scored && !node->IsNone() ? node.get() : nullptr);
    if (node->IsNone()) return MakeNone();
    return node;
  }

  NodePtr OfNear(const TextQuery& query, bool scored) {
    NearQuery near{query.fields, static_cast<uint32_t>(std::max(0, query.distance)), {}};
    for (const TextQuery& child : query.children) {
      near.phrases.push_back(PhraseTextOf(child));
      auto node = std::make_unique<PhraseNode>(segment_, query.fields, near.phrases.back());
      plan_.phrases.push_back(scored && !node->IsNone() ? node.get() : nullptr);
      plan_.own_phrases.push_back(std::move(node));
    }
    return MakeNear(segment_, near, cancelled_);
  }

  // A conjunction's dates narrow the range; the rest are conditions.
  void AddFilter(const Filter& filter, std::vector<NodePtr>& conditions) {
    if (filter.kind == Filter::Kind::kAll) return;
    if (filter.kind == Filter::Kind::kAnd) {
      for (const Filter& child : filter.children) AddFilter(child, conditions);
      return;
    }
    if (filter.kind == Filter::Kind::kCompare && filter.column == Column::kDate) {
      const DocumentRange dates = RangeOfDates(segment_, filter.op, filter.number);
      plan_.range.begin = std::max(plan_.range.begin, dates.begin);
      plan_.range.end = std::min(plan_.range.end, dates.end);
      return;
    }
    conditions.push_back(OfFilter(filter));
  }

  NodePtr OfFilter(const Filter& filter) {
    std::vector<NodePtr> children;
    for (const Filter& child : filter.children) children.push_back(OfFilter(child));
    switch (filter.kind) {
      case Filter::Kind::kAll:
        return MakeAll(segment_.Documents());
      case Filter::Kind::kAnd:
        return MakeAnd(std::move(children));
      case Filter::Kind::kOr:
        return MakeOr(std::move(children));
      case Filter::Kind::kNot:
        return MakeNot(MakeOr(std::move(children)), segment_.Documents());
      case Filter::Kind::kBody: {
        TextQuery phrase{.kind = TextQuery::Kind::kPhrase, .fields = filter.fields, .text = filter.text};
        return std::make_unique<PhraseNode>(segment_, filter.fields, PhraseTextOf(phrase));
      }
      default:
        return MakeColumnFilter(segment_, filter, values_);
    }
  }

  const Segment& segment_;
  const std::function<bool()>& cancelled_;
  ValueFilters values_;
  SegmentPlan plan_;
};

}  // namespace

PhraseText PhraseTextOf(const TextQuery& phrase) {
  PhraseText text;
  for (size_t at = 0; at < phrase.text.size();) {
    const char32_t c = NextCharacter(phrase.text, at);
    text.characters.push_back(c == kInvalidCharacter ? 0xFFFD : static_cast<uint32_t>(c));
  }
  text.at_word_start =
      phrase.kind == TextQuery::Kind::kPrefix && !text.characters.empty() && IsWordCharacter(text.characters.front());
  return text;
}

SegmentPlan MakePlan(const Segment& segment, const TextQuery& query, const Filter& filter,
                     const std::function<bool()>& cancelled) {
  return Planner(segment, filter, cancelled).Plan(query, filter);
}

}  // namespace broadsheet::query
