// The list of a term: its documents, how often each has it, and where.
//
// Documents of a segment are numbered from 0; a list is cut into blocks:
//   short   up to 128 documents, one block and nothing else;
//   sparse  blocks of 128 documents, each with its last document;
//   dense   (a tenth of all documents and more) a bitmap of all documents, and
//           a block for every 256 of them, however many have the term.
// A block: [documents, not when dense] [frequencies] [positions].
// Frequencies: 2 x the number of postings that weigh more than their occurrences
// in the body would, + 1 if every posting has one occurrence; unless so, the
// occurrences; what those postings weigh more.
// Blocks of sparse and dense lists have a bound for the scores in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace broadsheet::query {

inline constexpr uint32_t kSparseBlock = 128;  // postings
inline constexpr uint32_t kDenseBlock = 256;   // documents
// Documents are searched in windows of this many; bitmaps are padded to it.
inline constexpr uint32_t kWindowDocs = 2048;
inline constexpr uint32_t kWindowWords = kWindowDocs / 64;

constexpr uint32_t WindowsFor(uint32_t documents) { return (documents + kWindowDocs - 1) / kWindowDocs; }

// A term's postings while a segment is written, one entry a document.
struct Postings {
  std::vector<uint32_t> documents;  // ascending
  std::vector<uint32_t> plain;      // occurrences, at least 1
  std::vector<uint32_t> weighted;   // at least plain
  // For each occurrence its distance from the one before in the document; the
  // first's position. Empty for terms without positions.
  std::vector<uint32_t> position_gaps;

  void Clear();
  size_t size() const { return documents.size(); }
};

// The highest weighted / LengthNorm of a block (at the segment's own average
// length), rounded up to a bfloat16.
using OddsCode = uint16_t;
OddsCode EncodeOdds(float odds);
float DecodeOdds(OddsCode code);

class PostingEncoder {
 public:
  // The LengthNorms of the segment's documents.
  explicit PostingEncoder(std::vector<float> norms);

  // Appends the list at `out`, at a multiple of 8 in the file unless it is
  // short. `weight`: WeightOf the zone.
  void Encode(const Postings& postings, bool with_positions, uint32_t weight, std::string& out);

 private:
  struct Range {
    size_t begin, end;  // postings
  };
  void EncodeBlocks(const Postings& postings, bool with_positions, uint32_t weight, std::string& out);
  // Appends a block; blocks are written in order.
  void WriteBlock(const Postings& postings, Range range, bool with_documents, bool with_positions, uint32_t weight,
                  std::string& out);
  OddsCode BoundOf(const Postings& postings, Range range) const;

  std::vector<float> inverse_norms_;
  size_t next_gap_ = 0;  // of the list at hand, the first that is not written
};

// An encoded list in place.
struct PostingList {
  enum class Kind : uint8_t { kShort, kSparse, kDense };

  PostingList() = default;
  // `documents` of the whole segment; `weight` as it was encoded with.
  PostingList(const uint8_t* data, uint32_t frequency, uint32_t documents, uint32_t weight);

  uint32_t BlockSize(uint32_t block) const;  // postings; not for dense lists
  const uint8_t* BlockData(uint32_t block) const { return blocks + (offsets ? offsets[block] : 0); }

  Kind kind = Kind::kShort;
  uint32_t frequency = 0;  // documents that have the term
  uint32_t weight = 1;     // of an occurrence, at least
  uint32_t block_count = 0;
  const uint32_t* last_documents = nullptr;  // of sparse lists
  const uint64_t* bitmap = nullptr;          // of dense lists
  const uint32_t* offsets = nullptr;         // of blocks in `blocks`; short: none
  const OddsCode* bounds = nullptr;          // short: none
  const uint8_t* blocks = nullptr;
};

// A block's postings, decoded.
struct PostingBlock {
  uint32_t count = 0;
  uint32_t documents[kSparseBlock];
  uint32_t plain[kDenseBlock];
  uint32_t weighted[kDenseBlock];
  uint32_t first_gap[kDenseBlock + 1];  // index of a posting's first position
  std::vector<uint32_t> position_gaps;
};

// Each reads one part of a block and returns where the next one begins.
// `base`: 0, or one past the last document of the block before.
const uint8_t* DecodeDocuments(const uint8_t* in, uint32_t count, uint32_t base, PostingBlock& block);
const uint8_t* DecodeFrequencies(const uint8_t* in, uint32_t count, uint32_t weight, PostingBlock& block);
// After DecodeFrequencies.
const uint8_t* DecodePositions(const uint8_t* in, PostingBlock& block);

}  // namespace broadsheet::query
