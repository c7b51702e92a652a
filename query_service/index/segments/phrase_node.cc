#include "query_service/index/segments/phrase_node.h"

#include <algorithm>

namespace broadsheet::query {
namespace {

constexpr uint32_t kNoWindow = ListCursor::kNoWindow;
constexpr FieldMask kBody = MaskOf(TextField::kBody);

}  // namespace

PhraseNode::PhraseNode(const Segment& segment, FieldMask fields, const PhraseText& text) {
  const auto add = [&](Zone zone, std::vector<ZonePhrase>& to) {
    if (auto phrase = ZonePhrase::Make(segment, zone, text)) to.push_back(std::move(*phrase));
  };
  const bool default_zone = fields & kBody;
  if (default_zone) add(kDefaultZone, added_);
  for (int i = 0; i < kTextFieldCount; ++i) {
    const auto field = static_cast<TextField>(i);
    const bool wanted = fields & MaskOf(field), in_default = kDefaultFields & MaskOf(field);
    if (field == TextField::kBody) continue;
    if (wanted && !(default_zone && in_default)) add(ZoneOf(field), added_);
    if (!wanted && default_zone && in_default && !added_.empty()) add(ZoneOf(field), taken_);
  }
}

uint64_t PhraseNode::Cost() const {
  uint64_t cost = 0;
  for (const ZonePhrase& phrase : added_) cost += phrase.Frequency();
  return cost;
}

uint32_t PhraseNode::NextWindow(uint32_t window) {
  uint32_t next = kNoWindow;
  for (ZonePhrase& phrase : added_) next = std::min(next, phrase.NextWindow(window));
  return next;
}

uint32_t PhraseNode::PreviousWindow(uint32_t window) {
  uint32_t best = kNoWindow;
  for (ZonePhrase& phrase : added_) {
    const uint32_t previous = phrase.PreviousWindow(window);
    if (previous != kNoWindow && (best == kNoWindow || previous > best)) best = previous;
  }
  return best;
}

void PhraseNode::Narrow(uint32_t window, Words& words) {
  if (added_.size() == 1) {
    added_.front().Narrow(window, words);
    return;
  }
  Words united{};
  for (ZonePhrase& phrase : added_) {
    Words matches = words;
    phrase.Narrow(window, matches);
    for (uint32_t i = 0; i < kWindowWords; ++i) united[i] |= matches[i];
  }
  words = united;
}

void PhraseNode::Match(uint32_t window, Words& words) {
  Narrow(window, words);
  if (IsOneList()) return;
  ForEach(words, [&](uint32_t document) {
    if (WeightedFrequency(window, document) == 0) words[document / 64] &= ~(1ull << document % 64);
  });
}

// Every occurrence weighs at least 1, so 0 is no match.
uint32_t PhraseNode::Weigh(uint32_t window, uint32_t document) {
  uint32_t weighted = 0;
  for (ZonePhrase& phrase : added_) weighted += phrase.FrequenciesOf(window, document).weighted;
  for (ZonePhrase& phrase : taken_) {
    if (weighted == 0) break;
    weighted -= phrase.FrequenciesOf(window, document).weighted;
  }
  return weighted;
}

uint32_t PhraseNode::WeightedFrequency(uint32_t window, uint32_t document) {
  if (IsOneList()) return Weigh(window, document);
  if (!known_) known_ = std::unique_ptr<Known>(new Known);
  if (known_window_ != window) {
    known_window_ = window;
    known_->documents.fill(0);
  }
  uint32_t& weighted = known_->weighted[document];
  if (!Has(known_->documents, document)) {
    weighted = Weigh(window, document);
    known_->documents[document / 64] |= 1ull << document % 64;
  }
  return weighted;
}

void PhraseNode::OddsBounds(uint32_t window, PartBounds& odds) {
  odds.fill(0);
  for (ZonePhrase& phrase : added_) {
    PartBounds other;
    phrase.OddsBounds(window, other);
    for (uint32_t part = 0; part < kWindowParts; ++part) odds[part] += other[part];
  }
}

}  // namespace broadsheet::query
