#include "query_service/index/segments/postings.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>
#include <utility>

#include "query_service/index/scoring.h"
#include "query_service/index/segments/block_codec.h"

namespace broadsheet::query {
namespace {

// A list is dense when it has at least one in this many of all documents: then
// a bitmap is about as small as packed gaps, and faster.
constexpr uint32_t kDenseShare = 10;

PostingList::Kind KindOf(uint32_t frequency, uint32_t documents) {
  if (frequency <= kSparseBlock) return PostingList::Kind::kShort;
  return uint64_t{frequency} * kDenseShare >= documents ? PostingList::Kind::kDense : PostingList::Kind::kSparse;
}

uint32_t BlockCountOf(PostingList::Kind kind, uint32_t frequency, uint32_t documents) {
  switch (kind) {
    case PostingList::Kind::kShort:
      return 1;
    case PostingList::Kind::kSparse:
      return (frequency + kSparseBlock - 1) / kSparseBlock;
    case PostingList::Kind::kDense:
      return WindowsFor(documents) * (kWindowDocs / kDenseBlock);
  }
  return 0;
}

size_t RoundUp8(size_t bytes) { return (bytes + 7) / 8 * 8; }

template <typename T>
void Put(std::string& out, size_t at, T value) {
  std::memcpy(out.data() + at, &value, sizeof(value));
}

// What a posting in a headline and nowhere else in the head weighs more.
constexpr uint32_t kUsualExtra = kFieldWeights[static_cast<int>(TextField::kHeadline)] - 1;

void WriteDocuments(std::span<const uint32_t> documents, uint32_t base, std::string& out) {
  std::array<uint32_t, kSparseBlock> gaps;
  for (size_t i = 0; i < documents.size(); ++i) {
    gaps[i] = documents[i] - base;
    base = documents[i] + 1;
  }
  PackIntegers(std::span(gaps.data(), documents.size()), out);
}

// Few postings weigh more than their occurrences in the body: those of head
// fields, most of them once in the headline.
void WriteExtras(std::span<const uint32_t> plain, std::span<const uint32_t> weighted, uint32_t weight,
                 std::string& out) {
  size_t before = 0;
  for (size_t i = 0; i < plain.size(); ++i) {
    const uint32_t extra = weighted[i] - plain[i] * weight;
    if (extra == 0) continue;
    PackVarint((i - std::exchange(before, i)) << 1 | (extra != kUsualExtra), out);
    if (extra != kUsualExtra) PackVarint(extra, out);
  }
}

void WriteFrequencies(std::span<const uint32_t> plain, std::span<const uint32_t> weighted, uint32_t weight,
                      std::string& out) {
  std::array<uint32_t, kDenseBlock> repeats;
  uint32_t extras = 0, repeated = 0;
  for (size_t i = 0; i < plain.size(); ++i) {
    extras += weighted[i] != plain[i] * weight;
    repeated |= repeats[i] = plain[i] - 1;
  }
  PackVarint(extras << 1 | (repeated == 0), out);
  if (repeated != 0) PackIntegers(std::span(repeats.data(), plain.size()), out);
  if (extras > 0) WriteExtras(plain, weighted, weight, out);
}

}  // namespace

void Postings::Clear() {
  documents.clear();
  plain.clear();
  weighted.clear();
  position_gaps.clear();
}

OddsCode EncodeOdds(float odds) { return static_cast<OddsCode>((std::bit_cast<uint32_t>(odds) + 0xFFFF) >> 16); }

float DecodeOdds(OddsCode code) { return std::bit_cast<float>(uint32_t{code} << 16); }

PostingEncoder::PostingEncoder(std::vector<float> norms) : inverse_norms_(std::move(norms)) {
  for (float& norm : inverse_norms_) norm = 1 / norm;
}

void PostingEncoder::Encode(const Postings& postings, bool with_positions, uint32_t weight, std::string& out) {
  next_gap_ = 0;
  if (postings.size() <= kSparseBlock) {
    WriteBlock(postings, {0, postings.size()}, true, with_positions, weight, out);
  } else {
    EncodeBlocks(postings, with_positions, weight, out);
  }
}

void PostingEncoder::EncodeBlocks(const Postings& postings, bool with_positions, uint32_t weight, std::string& out) {
  const auto frequency = static_cast<uint32_t>(postings.size());
  const auto documents = static_cast<uint32_t>(inverse_norms_.size());
  const bool dense = KindOf(frequency, documents) == PostingList::Kind::kDense;
  const uint32_t blocks = BlockCountOf(KindOf(frequency, documents), frequency, documents);
  const size_t directory = out.size();
  const size_t offsets =
      directory + (dense ? size_t{WindowsFor(documents)} * kWindowDocs / 8 : blocks * sizeof(uint32_t));
  const size_t bounds = offsets + blocks * sizeof(uint32_t);
  const size_t data = bounds + RoundUp8(blocks * sizeof(OddsCode));
  out.resize(data);
  if (dense) {
    for (const uint32_t document : postings.documents) {
      out[directory + document / 8] = static_cast<char>(out[directory + document / 8] | 1 << document % 8);
    }
  }
  Range range{0, 0};
  for (uint32_t block = 0; block < blocks; ++block, range.begin = range.end) {
    if (dense) {
      const uint32_t limit = (block + 1) * kDenseBlock;
      while (range.end < frequency && postings.documents[range.end] < limit) ++range.end;
    } else {
      range.end = std::min<size_t>(frequency, range.begin + kSparseBlock);
      Put(out, directory + block * sizeof(uint32_t), postings.documents[range.end - 1]);
    }
    Put(out, offsets + block * sizeof(uint32_t), static_cast<uint32_t>(out.size() - data));
    Put(out, bounds + block * sizeof(OddsCode), BoundOf(postings, range));
    WriteBlock(postings, range, !dense, with_positions, weight, out);
  }
}

void PostingEncoder::WriteBlock(const Postings& postings, Range range, bool with_documents, bool with_positions,
                                uint32_t weight, std::string& out) {
  const size_t count = range.end - range.begin;
  const auto plain = std::span(postings.plain).subspan(range.begin, count);
  if (with_documents) {
    const uint32_t base = range.begin > 0 ? postings.documents[range.begin - 1] + 1 : 0;
    WriteDocuments(std::span(postings.documents).subspan(range.begin, count), base, out);
  }
  WriteFrequencies(plain, std::span(postings.weighted).subspan(range.begin, count), weight, out);
  if (!with_positions) return;
  const size_t gaps = std::accumulate(plain.begin(), plain.end(), size_t{0});
  PackIntegers(std::span(postings.position_gaps).subspan(next_gap_, gaps), out);
  next_gap_ += gaps;
}

OddsCode PostingEncoder::BoundOf(const Postings& postings, Range range) const {
  float odds = 0;
  for (size_t i = range.begin; i < range.end; ++i) {
    odds = std::max(odds, static_cast<float>(postings.weighted[i]) * inverse_norms_[postings.documents[i]]);
  }
  return EncodeOdds(odds);
}

PostingList::PostingList(const uint8_t* data, uint32_t df, uint32_t documents, uint32_t least_weight)
    : kind(KindOf(df, documents)), frequency(df), weight(least_weight), block_count(BlockCountOf(kind, df, documents)) {
  if (kind == Kind::kShort) {
    blocks = data;
    return;
  }
  if (kind == Kind::kDense) {
    bitmap = reinterpret_cast<const uint64_t*>(data);
    data += size_t{WindowsFor(documents)} * kWindowDocs / 8;
  } else {
    last_documents = reinterpret_cast<const uint32_t*>(data);
    data += block_count * sizeof(uint32_t);
  }
  offsets = reinterpret_cast<const uint32_t*>(data);
  data += block_count * sizeof(uint32_t);
  bounds = reinterpret_cast<const OddsCode*>(data);
  blocks = data + RoundUp8(block_count * sizeof(OddsCode));
}

uint32_t PostingList::BlockSize(uint32_t block) const {
  return std::min(kSparseBlock, frequency - block * kSparseBlock);
}

const uint8_t* DecodeDocuments(const uint8_t* in, uint32_t count, uint32_t base, PostingBlock& block) {
  in = UnpackIntegers(in, count, block.documents);
  for (uint32_t i = 0; i < count; ++i) {
    block.documents[i] += base;
    base = block.documents[i] + 1;
  }
  block.count = count;
  return in;
}

const uint8_t* DecodeFrequencies(const uint8_t* in, uint32_t count, uint32_t weight, PostingBlock& block) {
  block.count = count;
  const uint32_t head = UnpackVarint(in);
  if (head & 1) {
    std::fill_n(block.plain, count, 1);
    std::fill_n(block.weighted, count, weight);
  } else {
    in = UnpackIntegers(in, count, block.plain);
    for (uint32_t i = 0; i < count; ++i) block.weighted[i] = ++block.plain[i] * weight;
  }
  uint32_t index = 0;
  for (uint32_t extras = head >> 1; extras > 0; --extras) {
    const uint32_t code = UnpackVarint(in);
    index += code >> 1;
    block.weighted[index] += code & 1 ? UnpackVarint(in) : kUsualExtra;
  }
  return in;
}

const uint8_t* DecodePositions(const uint8_t* in, PostingBlock& block) {
  uint32_t gaps = 0;
  for (uint32_t i = 0; i < block.count; ++i) {
    block.first_gap[i] = gaps;
    gaps += block.plain[i];
  }
  block.first_gap[block.count] = gaps;
  block.position_gaps.resize(gaps);
  return UnpackIntegers(in, gaps, block.position_gaps.data());
}

}  // namespace broadsheet::query
