#include "query_service/index/segments/zone_phrase.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "query_service/index/scoring.h"

namespace broadsheet::query {
namespace {

constexpr size_t kListsBetweenChecks = 256;

// The bigrams of a phrase; nothing if one is missing.
std::optional<std::vector<TermEntry>> FindBigrams(const Segment& segment, Zone zone,
                                                  std::span<const uint32_t> characters) {
  std::vector<TermEntry> bigrams;
  for (size_t i = 0; i + 1 < characters.size(); ++i) {
    const auto term = segment.Terms().Find(MakeTermKey(zone, characters[i], characters[i + 1]));
    if (!term) return std::nullopt;
    bigrams.push_back(*term);
  }
  return bigrams;
}

// The cheapest bigrams that together touch every character, as offsets: the
// first, the last, and no gap of a whole bigram between. Dynamic programming.
std::vector<uint32_t> Cover(const std::vector<TermEntry>& bigrams) {
  std::vector<uint64_t> cost(bigrams.size());
  std::vector<uint32_t> before(bigrams.size(), 0);
  cost[0] = bigrams[0].frequency;
  for (uint32_t i = 1; i < bigrams.size(); ++i) {
    before[i] = i >= 2 && cost[i - 2] < cost[i - 1] ? i - 2 : i - 1;
    cost[i] = cost[before[i]] + bigrams[i].frequency;
  }
  std::vector<uint32_t> cover;
  for (auto i = static_cast<uint32_t>(bigrams.size() - 1); i > 0; i = before[i]) cover.push_back(i);
  cover.push_back(0);
  return cover;
}

// A cover, and the rarest bigram where it is much rarer than those: most
// documents are then told apart by it alone.
std::vector<uint32_t> Choose(const std::vector<TermEntry>& bigrams) {
  std::vector<uint32_t> chosen = Cover(bigrams);
  uint32_t rarest = 0, least = std::numeric_limits<uint32_t>::max();
  for (uint32_t i = 1; i < bigrams.size(); ++i) {
    if (bigrams[i].frequency < bigrams[rarest].frequency) rarest = i;
  }
  for (const uint32_t i : chosen) least = std::min(least, bigrams[i].frequency);
  if (bigrams[rarest].frequency < least / 2) chosen.push_back(rarest);
  return chosen;
}

// Keeps of `positions` those that have `offset - first_offset` further on one
// of `other`; both ascending.
void KeepFollowed(std::vector<uint32_t>& positions, const std::vector<uint32_t>& other, int64_t distance) {
  size_t kept = 0, j = 0;
  for (const uint32_t position : positions) {
    const int64_t wanted = position + distance;
    while (j < other.size() && other[j] < wanted) ++j;
    if (j == other.size()) break;
    if (other[j] == wanted) positions[kept++] = position;
  }
  positions.resize(kept);
}

}  // namespace

std::optional<ZonePhrase> ZonePhrase::Make(const Segment& segment, Zone zone, const PhraseText& text) {
  ZonePhrase phrase(segment, zone);
  const auto add = [&](const TermEntry& term, uint32_t offset) {
    phrase.parts_.push_back({ListCursor(segment.ListOf(term), segment.Documents()), offset});
  };
  if (text.at_word_start) {
    const auto term = segment.Terms().Find(MakeTermKey(zone, kWordStart, text.characters.front()));
    if (!term) return std::nullopt;
    add(*term, 0);
  } else if (text.characters.size() == 1) {
    const auto term = segment.Terms().Find(MakeTermKey(zone, text.characters.front(), kSingle));
    if (!term) return std::nullopt;
    add(*term, 0);
  }
  if (text.characters.size() > 1) {
    const auto bigrams = FindBigrams(segment, zone, text.characters);
    if (!bigrams) return std::nullopt;
    for (const uint32_t offset : Choose(*bigrams)) add((*bigrams)[offset], offset);
  }
  std::stable_sort(phrase.parts_.begin(), phrase.parts_.end(),
                   [](const Part& a, const Part& b) { return a.cursor.Frequency() < b.cursor.Frequency(); });
  return phrase;
}

void ZonePhrase::Narrow(uint32_t window, Words& words) {
  for (Part& part : parts_) {
    part.cursor.Load(window);
    const uint64_t* const documents = part.cursor.Documents();
    uint64_t any = 0;
    for (uint32_t i = 0; i < kWindowWords; ++i) any |= words[i] &= documents[i];
    if (any == 0) return;
  }
}

ListCursor::Frequencies ZonePhrase::FrequenciesOf(uint32_t window, uint32_t document) {
  for (Part& part : parts_) {
    part.cursor.Load(window);
    if (!(part.cursor.Documents()[document / 64] >> document % 64 & 1)) return {0, 0};
  }
  if (IsOneList()) return parts_.front().cursor.FrequenciesOf(document);
  const auto plain = static_cast<uint32_t>(PositionsOf(document).size());
  if (plain == 0) return {0, 0};
  if (zone_ != kDefaultZone) return {plain, plain * WeightOf(zone_)};
  const uint32_t in_segment = window * kWindowDocs + document;
  if (positions_.front() >= segment_->HeadEnd(kHeadFieldCount - 1, in_segment)) {
    return {plain, plain * kFieldWeights[kHeadFieldCount]};
  }
  uint32_t weighted = 0;
  for (const uint32_t position : positions_) weighted += kFieldWeights[FieldAt(*segment_, in_segment, position)];
  return {plain, weighted};
}

const std::vector<uint32_t>& ZonePhrase::PositionsOf(uint32_t document) {
  parts_.front().cursor.PositionsOf(document, positions_);
  const uint32_t first = parts_.front().offset;
  for (size_t i = 1; i < parts_.size() && !positions_.empty(); ++i) {
    parts_[i].cursor.PositionsOf(document, other_);
    KeepFollowed(positions_, other_, static_cast<int64_t>(parts_[i].offset) - first);
  }
  for (uint32_t& position : positions_) position -= first;
  return positions_;
}

void ZonePhrase::OddsBounds(uint32_t window, PartBounds& odds) {
  parts_.front().cursor.OddsBounds(window, odds);
  for (size_t i = 1; i < parts_.size(); ++i) {
    PartBounds other;
    parts_[i].cursor.OddsBounds(window, other);
    for (uint32_t part = 0; part < kWindowParts; ++part) odds[part] = std::min(odds[part], other[part]);
  }
}

CharacterPositions::CharacterPositions(const Segment& segment, Zone zone, uint32_t character)
    : positions_(kWindowDocs) {
  const TermKey end = MakeTermKey(zone, character + 1, 0);
  for (auto term = segment.Terms().From(MakeTermKey(zone, character, 0)); !term.Done() && term->key < end;
       term.Next()) {
    if (HasPositions(term->key)) bigrams_.emplace_back(segment.ListOf(*term), segment.Documents());
  }
}

bool CharacterPositions::Load(uint32_t window, const Words& words, const std::function<bool()>& cancelled) {
  for (std::vector<uint32_t>& positions : positions_) positions.clear();
  for (size_t i = 0; i < bigrams_.size(); ++i) {
    if (i % kListsBetweenChecks == 0 && cancelled && cancelled()) return false;
    ListCursor& bigram = bigrams_[i];
    bigram.Load(window);
    Words both;
    for (uint32_t word = 0; word < kWindowWords; ++word) both[word] = words[word] & bigram.Documents()[word];
    ForEach(both, [&](uint32_t document) {
      bigram.PositionsOf(document, of_bigram_);
      positions_[document].insert(positions_[document].end(), of_bigram_.begin(), of_bigram_.end());
    });
  }
  ForEach(words, [&](uint32_t document) { std::sort(positions_[document].begin(), positions_[document].end()); });
  return true;
}

int FieldAt(const Segment& segment, uint32_t document, uint32_t position) {
  int field = 0;
  while (field < kHeadFieldCount && position >= segment.HeadEnd(field, document)) ++field;
  return field;
}

void AddFrequencies(const Segment& segment, std::span<const uint32_t> characters, std::span<uint64_t> frequencies) {
  for (size_t i = 0; i < frequencies.size(); ++i) {
    const uint32_t second = characters.size() == 1 ? kSingle : characters[i + 1];
    const auto term = segment.Terms().Find(MakeTermKey(kDefaultZone, characters[i], second));
    if (term) frequencies[i] += term->frequency;
  }
}

}  // namespace broadsheet::query
