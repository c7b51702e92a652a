#include "query_service/index/segments/postings.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "query_service/index/segments/block_codec.h"

namespace broadsheet::query {
namespace {

constexpr uint32_t kDocuments = 5000;

// A list that the first document has, and about one in `share` of the others.
Postings RandomPostings(uint32_t share, uint32_t weight) {
  std::mt19937 random(share * 10 + weight);
  Postings postings;
  for (uint32_t document = 0; document < kDocuments; ++document) {
    if (random() % share != 0 && document > 0) continue;
    const uint32_t plain = random() % 3 == 0 ? 1 + random() % 5 : 1;
    const uint32_t extra = random() % 9 == 0 ? 3 : random() % 31 == 0 ? 1 + random() % 300 : 0;
    postings.documents.push_back(document);
    postings.plain.push_back(plain);
    postings.weighted.push_back(plain * weight + extra);
    for (uint32_t i = 0; i < plain; ++i) postings.position_gaps.push_back(random() % 700);
  }
  return postings;
}

std::vector<float> Norms() {
  std::vector<float> norms;
  for (uint32_t document = 0; document < kDocuments; ++document) {
    norms.push_back(0.3f + static_cast<float>(document % 7));
  }
  return norms;
}

// Reads a list back block by block.
Postings Decoded(const PostingList& list, bool with_positions) {
  Postings all;
  const auto block = std::make_unique<PostingBlock>();
  for (uint32_t b = 0, base = 0; b < list.block_count; ++b) {
    const uint8_t* in = list.BlockData(b);
    uint32_t count = 0;
    if (list.kind == PostingList::Kind::kDense) {
      for (uint32_t document = b * kDenseBlock; document < (b + 1) * kDenseBlock; ++document) {
        if (list.bitmap[document / 64] >> document % 64 & 1) all.documents.push_back(document), ++count;
      }
    } else {
      count = list.BlockSize(b);
      in = DecodeDocuments(in, count, base, *block);
      all.documents.insert(all.documents.end(), block->documents, block->documents + count);
      base = all.documents.back() + 1;
    }
    in = DecodeFrequencies(in, count, list.weight, *block);
    all.plain.insert(all.plain.end(), block->plain, block->plain + count);
    all.weighted.insert(all.weighted.end(), block->weighted, block->weighted + count);
    if (!with_positions) continue;
    DecodePositions(in, *block);
    all.position_gaps.insert(all.position_gaps.end(), block->position_gaps.begin(), block->position_gaps.end());
  }
  return all;
}

TEST(PostingsTest, ListsOfEveryKindComeBack) {
  for (const uint32_t share : {1u, 2u, 9u, 11u, 30u, 500u, 4000u}) {
    for (const uint32_t weight : {1u, 4u}) {
      for (const bool with_positions : {true, false}) {
        Postings postings = RandomPostings(share, weight);
        if (!with_positions) postings.position_gaps.clear();
        std::string bytes;
        PostingEncoder(Norms()).Encode(postings, with_positions, weight, bytes);
        bytes.append(kCodecPadding, '\0');
        const PostingList list(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<uint32_t>(postings.size()),
                               kDocuments, weight);
        const Postings decoded = Decoded(list, with_positions);
        EXPECT_EQ(decoded.documents, postings.documents);
        EXPECT_EQ(decoded.plain, postings.plain);
        EXPECT_EQ(decoded.weighted, postings.weighted);
        EXPECT_EQ(decoded.position_gaps, postings.position_gaps);
      }
    }
  }
}

TEST(PostingsTest, NoPostingIsAboveItsBlocksBound) {
  const Postings postings = RandomPostings(20, 1);
  const std::vector<float> norms = Norms();
  std::string bytes;
  PostingEncoder(norms).Encode(postings, true, 1, bytes);
  const PostingList list(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<uint32_t>(postings.size()),
                         kDocuments, 1);
  ASSERT_EQ(list.kind, PostingList::Kind::kSparse);
  for (size_t i = 0; i < postings.size(); ++i) {
    const float odds = static_cast<float>(postings.weighted[i]) / norms[postings.documents[i]];
    EXPECT_LE(odds, DecodeOdds(list.bounds[i / kSparseBlock]) * (1 + 1e-6f));
  }
}

}  // namespace
}  // namespace broadsheet::query
