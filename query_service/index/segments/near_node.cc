#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "query_service/index/segments/phrase_node.h"

namespace broadsheet::query {
namespace {

constexpr uint32_t kDocumentsBetweenChecks = 64;

// The occurrences of one of the phrases.
struct NearPhrase {
  uint32_t length;
  ZonePhrase phrase;
  std::optional<CharacterPositions> character;  // of a single one

  const std::vector<uint32_t>& PositionsOf(uint32_t document) {
    return character ? character->PositionsOf(document) : phrase.PositionsOf(document);
  }
};

// NEAR in the values of one zone.
class NearZone : public Node {
 public:
  // Nothing if the zone surely has no match.
  static NodePtr Make(const Segment& segment, Zone zone, const NearQuery& near,
                      const std::function<bool()>& cancelled) {
    const auto ends = segment.Terms().Find(ValueEndsKey(zone));
    if (!ends || near.phrases.empty()) return nullptr;
    auto node = std::unique_ptr<NearZone>(new NearZone(segment, zone, near, *ends, cancelled));
    for (const PhraseText& text : near.phrases) {
      auto phrase = ZonePhrase::Make(segment, zone, text);
      if (!phrase) return nullptr;
      node->phrases_.push_back({static_cast<uint32_t>(text.characters.size()), std::move(*phrase), std::nullopt});
      if (text.characters.size() == 1 && !text.at_word_start) {
        node->phrases_.back().character.emplace(segment, zone, text.characters.front());
      }
    }
    return node;
  }

  void Narrow(uint32_t window, Words& words) override {
    for (NearPhrase& phrase : phrases_) {
      phrase.phrase.Narrow(window, words);
      if (IsEmpty(words)) return;
    }
  }

  void Match(uint32_t window, Words& words) override {
    Narrow(window, words);
    if (IsEmpty(words)) return;
    value_ends_.Load(window);
    for (NearPhrase& phrase : phrases_) {
      if (phrase.character && !phrase.character->Load(window, words, cancelled_)) return words.fill(0);
    }
    uint32_t looked_at = 0;
    bool cancelled = false;
    ForEach(words, [&](uint32_t document) {
      if (looked_at++ % kDocumentsBetweenChecks == 0) cancelled = cancelled || (cancelled_ && cancelled_());
      if (cancelled || !IsNear(window, document)) words[document / 64] &= ~(1ull << document % 64);
    });
  }

  uint32_t NextWindow(uint32_t window) override { return phrases_.front().phrase.NextWindow(window); }
  uint32_t PreviousWindow(uint32_t window) override { return phrases_.front().phrase.PreviousWindow(window); }
  uint64_t Cost() const override {
    uint64_t cost = UINT64_MAX;
    for (const NearPhrase& phrase : phrases_) cost = std::min<uint64_t>(cost, phrase.phrase.Frequency());
    return cost;
  }

 private:
  NearZone(const Segment& segment, Zone zone, const NearQuery& near, const TermEntry& ends,
           const std::function<bool()>& cancelled)
      : segment_(segment),
        cancelled_(cancelled),
        fields_(zone == kDefaultZone ? near.fields : FieldMask(~0)),
        distance_(near.distance),
        value_ends_(segment.ListOf(ends), segment.Documents()) {}

  // As text_match.cc has it: from every occurrence on, the first of each phrase.
  bool IsNear(uint32_t window, uint32_t document) {
    value_ends_.PositionsOf(document, ends_);
    starts_.resize(phrases_.size());
    for (size_t i = 0; i < phrases_.size(); ++i) {
      starts_[i] = phrases_[i].PositionsOf(document);
      if (starts_[i].empty()) return false;
    }
    for (const auto& starts : starts_) {
      for (const uint32_t begin : starts) {
        if (IsInFields(window, document, begin) && AllWithin(begin)) return true;
      }
    }
    return false;
  }

  bool IsInFields(uint32_t window, uint32_t document, uint32_t position) const {
    if ((fields_ & kDefaultFields) == kDefaultFields) return true;
    return fields_ >> FieldAt(segment_, window * kWindowDocs + document, position) & 1;
  }

  bool AllWithin(uint32_t begin) const {
    const uint32_t value_end = *std::lower_bound(ends_.begin(), ends_.end(), begin);
    const uint64_t limit = std::min<uint64_t>(value_end, uint64_t{begin} + distance_);
    for (size_t i = 0; i < phrases_.size(); ++i) {
      const auto first = std::lower_bound(starts_[i].begin(), starts_[i].end(), begin);
      if (first == starts_[i].end() || uint64_t{*first} + phrases_[i].length > limit) return false;
    }
    return true;
  }

  const Segment& segment_;
  const std::function<bool()>& cancelled_;
  FieldMask fields_;
  uint32_t distance_;
  ListCursor value_ends_;
  std::vector<NearPhrase> phrases_;
  std::vector<uint32_t> ends_;
  std::vector<std::vector<uint32_t>> starts_;
};

}  // namespace

NodePtr MakeNear(const Segment& segment, const NearQuery& query, const std::function<bool()>& cancelled) {
  // What is asked for twice is found at one place: one phrase does for both.
  NearQuery near{query.fields, query.distance, {}};
  for (const PhraseText& text : query.phrases) {
    if (std::find(near.phrases.begin(), near.phrases.end(), text) == near.phrases.end()) near.phrases.push_back(text);
  }
  std::vector<NodePtr> zones;
  const auto add = [&](Zone zone) {
    if (NodePtr node = NearZone::Make(segment, zone, near, cancelled)) zones.push_back(std::move(node));
  };
  const bool default_zone = near.fields & MaskOf(TextField::kBody);
  if (default_zone) add(kDefaultZone);
  for (int i = 0; i < kTextFieldCount; ++i) {
    const FieldMask field = MaskOf(static_cast<TextField>(i));
    if ((near.fields & field) && !(default_zone && (kDefaultFields & field))) add(ZoneOf(static_cast<TextField>(i)));
  }
  return MakeOr(std::move(zones));
}

}  // namespace broadsheet::query
