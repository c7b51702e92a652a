#include "query_service/index/segments/postings.h"

#include <algorithm>
#include <bit>
#include <cstring>

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

// Writes the postings [begin, end) of a list, block after block.
class BlockWriter {
 public:
  BlockWriter(const Postings& postings, bool with_positions, std::span<const float> norms, std::string& out)
      : postings_(postings), with_positions_(with_positions), norms_(norms), out_(out) {}

  // Returns the block's bound. Blocks are written in order.
  OddsCode Write(size_t begin, size_t end, bool with_documents, uint32_t base) {
    if (with_documents) WriteDocuments(begin, end, base);
    scratch_.clear();
    size_t gaps = 0;
    for (size_t i = begin; i < end; ++i) {
      scratch_.push_back(postings_.plain[i] - 1);
      gaps += postings_.plain[i];
    }
    PackIntegers(scratch_, out_);
    WriteExtraWeights(begin, end);
    if (with_positions_) {
      PackIntegers(std::span(postings_.position_gaps).subspan(next_gap_, gaps), out_);
      next_gap_ += gaps;
    }
    float odds = 0;
    for (size_t i = begin; i < end; ++i) {
      odds = std::max(odds, static_cast<float>(postings_.weighted[i]) / norms_[postings_.documents[i]]);
    }
    return EncodeOdds(odds);
  }

 private:
  void WriteDocuments(size_t begin, size_t end, uint32_t base) {
    scratch_.clear();
    for (size_t i = begin; i < end; ++i) {
      scratch_.push_back(postings_.documents[i] - base);
      base = postings_.documents[i] + 1;
    }
    PackIntegers(scratch_, out_);
  }

  // Few postings weigh more than they occur: those of head fields.
  void WriteExtraWeights(size_t begin, size_t end) {
    uint32_t count = 0;
    for (size_t i = begin; i < end; ++i) count += postings_.weighted[i] != postings_.plain[i];
    PackVarint(count, out_);
    for (size_t i = begin; i < end && count > 0; ++i) {
      if (postings_.weighted[i] == postings_.plain[i]) continue;
      out_.push_back(static_cast<char>(i - begin));
      PackVarint(postings_.weighted[i] - postings_.plain[i], out_);
    }
  }

  const Postings& postings_;
  bool with_positions_;
  std::span<const float> norms_;
  std::string& out_;
  size_t next_gap_ = 0;
  std::vector<uint32_t> scratch_;
};

}  // namespace

void Postings::Clear() {
  documents.clear();
  plain.clear();
  weighted.clear();
  position_gaps.clear();
}

OddsCode EncodeOdds(float odds) { return static_cast<OddsCode>((std::bit_cast<uint32_t>(odds) + 0xFFFF) >> 16); }

float DecodeOdds(OddsCode code) { return std::bit_cast<float>(uint32_t{code} << 16); }

void EncodePostings(const Postings& postings, bool with_positions, std::span<const float> norms, std::string& out) {
  const auto frequency = static_cast<uint32_t>(postings.size());
  const auto documents = static_cast<uint32_t>(norms.size());
  const PostingList::Kind kind = KindOf(frequency, documents);
  BlockWriter writer(postings, with_positions, norms, out);
  if (kind == PostingList::Kind::kShort) {
    writer.Write(0, frequency, true, 0);
    return;
  }
  const uint32_t blocks = BlockCountOf(kind, frequency, documents);
  const bool dense = kind == PostingList::Kind::kDense;
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
  size_t begin = 0;
  for (uint32_t block = 0; block < blocks; ++block) {
    size_t end = std::min<size_t>(frequency, begin + kSparseBlock);
    if (dense) {
      const uint32_t limit = (block + 1) * kDenseBlock;
      for (end = begin; end < frequency && postings.documents[end] < limit;) ++end;
    } else {
      Put(out, directory + block * sizeof(uint32_t), postings.documents[end - 1]);
    }
    Put(out, offsets + block * sizeof(uint32_t), static_cast<uint32_t>(out.size() - data));
    const OddsCode bound = writer.Write(begin, end, !dense, begin > 0 ? postings.documents[begin - 1] + 1 : 0);
    Put(out, bounds + block * sizeof(OddsCode), bound);
    begin = end;
  }
}

PostingList::PostingList(const uint8_t* data, uint32_t df, uint32_t documents)
    : kind(KindOf(df, documents)), frequency(df), block_count(BlockCountOf(kind, df, documents)) {
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

const uint8_t* DecodeFrequencies(const uint8_t* in, uint32_t count, PostingBlock& block) {
  in = UnpackIntegers(in, count, block.plain);
  for (uint32_t i = 0; i < count; ++i) block.weighted[i] = ++block.plain[i];
  for (uint32_t extras = UnpackVarint(in); extras > 0; --extras) {
    const uint8_t index = *in++;
    block.weighted[index] += UnpackVarint(in);
  }
  block.count = count;
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
