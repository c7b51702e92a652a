#include "ingest_service/parser/classify/page_terms.h"

#include <algorithm>
#include <bit>
#include <string>

#include "common/text/utf8.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// A pair that more units hold says nothing about which of them belong together.
constexpr uint32_t kCommon = 4;
// Pairs of a unit that are looked up.
constexpr size_t kMostPairs = 300;

uint64_t Mixed(uint64_t pair) { return (pair ^ pair >> 31) * 0x9E3779B97F4A7C15; }

uint64_t PairOf(char32_t a, char32_t b) { return static_cast<uint64_t>(a) << 32 | b; }

// Calls visit(pair) for neighbouring ideographs, and for Latin words with their
// letters hashed.
template <typename Visit>
void ForEachPair(std::string_view text, Visit visit) {
  char32_t before = 0;
  uint64_t word = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    if (IsLatinLetter(c)) {
      word = (word ^ (c | 0x20)) * 0x100000001B3;
    } else {
      if (word > 0xFFFFFFFF) visit(word | 1);
      word = 0;
      if (IsHan(c) && IsHan(before)) visit(PairOf(before, c));
    }
    before = c;
  }
  if (word > 0xFFFFFFFF) visit(word | 1);
}

// Which of a phrase's pairs were found, in which texts: bits.
class Findings {
 public:
  explicit Findings(const PhrasePairs& phrase) : phrase_(phrase), in_(phrase.size()) {}

  void Add(uint64_t pair, uint8_t text) {
    if (const size_t place = phrase_.Find(pair); place < in_.size()) in_[place] |= text;
  }
  // Of the phrase's pairs, those found in one of the texts.
  double Share(uint8_t texts) const {
    if (in_.empty()) return 0;
    const auto found = std::count_if(in_.begin(), in_.end(), [&](uint8_t in) { return (in & texts) != 0; });
    return static_cast<double>(found) / static_cast<double>(in_.size());
  }

 private:
  const PhrasePairs& phrase_;
  std::vector<uint8_t> in_;
};

double ShareIn(std::string_view text, const PhrasePairs& phrase) {
  Findings findings(phrase);
  ForEachPair(text, [&](uint64_t pair) { findings.Add(pair, 1); });
  return findings.Share(1);
}

}  // namespace

PhrasePairs::PhrasePairs(std::string_view phrase) {
  ForEachPair(phrase, [&](uint64_t pair) { pairs_.push_back(pair); });
  std::sort(pairs_.begin(), pairs_.end());
  pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
  for (const uint64_t pair : pairs_) seen_[Mixed(pair) >> 62] |= uint64_t{1} << (Mixed(pair) >> 56 & 63);
}

size_t PhrasePairs::Find(uint64_t pair) const {
  const uint64_t hash = Mixed(pair);
  if ((seen_[hash >> 62] >> (hash >> 56 & 63) & 1) == 0) return pairs_.size();
  const auto found = std::lower_bound(pairs_.begin(), pairs_.end(), pair);
  return found != pairs_.end() && *found == pair ? static_cast<size_t>(found - pairs_.begin()) : pairs_.size();
}

PageTerms::PageTerms(const std::vector<TextUnit>& units, size_t first, size_t last) : units_(units), first_(first) {
  begin_.reserve(last - first + 1);
  for (size_t i = first; i < last; ++i) {
    begin_.push_back(pairs_.size());
    ForEachPair(units[i].passage.text, [&](uint64_t pair) { pairs_.push_back(pair); });
  }
  begin_.push_back(pairs_.size());
  slots_.resize(std::bit_ceil(2 * pairs_.size() + 1));
  for (size_t i = first; i < last; ++i) {
    for (const uint64_t pair : PairsOf(i)) Count(pair, static_cast<uint32_t>(i));
  }
}

size_t PageTerms::IndexOf(uint64_t pair) const {
  size_t at = Mixed(pair) >> 20;
  while (slots_[at & (slots_.size() - 1)].pair != pair && slots_[at & (slots_.size() - 1)].pair != 0) ++at;
  return at & (slots_.size() - 1);
}

void PageTerms::Count(uint64_t pair, uint32_t unit) {
  Slot& slot = slots_[IndexOf(pair)];
  slot.pair = pair;
  if (slot.count == 0) slot.first = unit;
  if (slot.count == 0 || slot.last != unit) ++slot.count;
  slot.last = unit;
}

double PageTerms::EarlierShare(size_t begin, size_t end, size_t before) const {
  int earlier = 0, repeated = 0;
  for (size_t unit = begin; unit < end; ++unit) {
    PairRange pairs = PairsOf(unit);
    if (static_cast<size_t>(pairs.last - pairs.first) > kMostPairs) pairs.last = pairs.first + kMostPairs;
    for (const uint64_t pair : pairs) {
      const Slot& slot = slots_[IndexOf(pair)];
      if (slot.count < 2 || slot.count > kCommon) continue;
      ++repeated;
      earlier += slot.first < before;
    }
  }
  return (earlier + 1.0) / (repeated + 2.0);
}

PageTerms::Shares PageTerms::SharesOf(const PhrasePairs& phrase, size_t unit, bool next) const {
  enum : uint8_t { kInUnit = 1, kInNext = 2, kInBoth = 4 };
  Findings findings(phrase);
  for (const uint64_t pair : PairsOf(unit)) findings.Add(pair, kInUnit);
  if (!next) return {findings.Share(kInUnit), 0, findings.Share(kInUnit)};
  for (const uint64_t pair : PairsOf(unit + 1)) findings.Add(pair, kInNext);
  // Where the two meet.
  const std::string_view text = units_[unit].passage.text, behind = units_[unit + 1].passage.text;
  const char32_t left = LastCharacter(text), right = FirstCharacter(behind);
  if (IsLatinLetter(left) && IsLatinLetter(right)) {
    return {findings.Share(kInUnit), findings.Share(kInNext), ShareIn(std::string(text).append(behind), phrase)};
  }
  if (IsHan(left) && IsHan(right)) findings.Add(PairOf(left, right), kInBoth);
  return {findings.Share(kInUnit), findings.Share(kInNext), findings.Share(kInUnit | kInNext | kInBoth)};
}

double SharedPairs(std::string_view text, std::string_view in) { return ShareIn(in, PhrasePairs(text)); }

}  // namespace broadsheet::ingest
