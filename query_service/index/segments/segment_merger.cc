#include "query_service/index/segments/segment_merger.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <numeric>
#include <utility>

#include "query_service/index/segments/block_codec.h"
#include "query_service/index/segments/count_bits.h"
#include "query_service/index/segments/segment_writer.h"
#include "query_service/index/segments/string_merge.h"

namespace broadsheet::query {
namespace {

constexpr uint32_t kDropped = UINT32_MAX;
constexpr size_t kTermsBetweenChecks = 256;

// Where every input's documents go, and where every output document is from.
struct DocumentOrder {
  std::vector<std::vector<uint32_t>> target;  // by input and document; kDropped
  std::vector<DocumentSource> source;
};

DocumentOrder OrderDocuments(std::span<const MergeInput> inputs) {
  struct Place {
    int64_t date;
    DocId id;
    uint32_t input, document;
    bool operator<(const Place& other) const { return date != other.date ? date < other.date : id < other.id; }
  };
  std::vector<Place> places;
  std::vector<size_t> ends = {0};
  for (uint32_t i = 0; i < inputs.size(); ++i) {
    const Segment& segment = *inputs[i].segment;
    const NumberColumn& dates = segment.Numbers(Column::kDate);
    for (uint32_t document = 0; document < segment.Documents(); ++document) {
      if (!IsDeleted(inputs[i], document)) places.push_back({dates[document], segment.Ids()[document], i, document});
    }
    ends.push_back(places.size());
  }
  for (size_t i = 1; i + 1 < ends.size(); ++i) {
    std::inplace_merge(places.begin(), places.begin() + static_cast<ptrdiff_t>(ends[i]),
                       places.begin() + static_cast<ptrdiff_t>(ends[i + 1]));
  }
  DocumentOrder order;
  for (const MergeInput& input : inputs) order.target.emplace_back(input.segment->Documents(), kDropped);
  for (const Place& place : places) {
    order.target[place.input][place.document] = static_cast<uint32_t>(order.source.size());
    order.source.emplace_back(place.input, place.document);
  }
  return order;
}

// Reads whole lists.
class ListReader {
 public:
  ListReader() : block_(new PostingBlock) {}

  // Appends what is not dropped, under its new numbers.
  void Append(const PostingList& list, bool with_positions, const std::vector<uint32_t>& target, Postings& out) {
    uint32_t base = 0;
    for (uint32_t b = 0; b < list.block_count; ++b) {
      const uint8_t* in = list.BlockData(b);
      if (list.kind == PostingList::Kind::kDense) {
        DecodeBitmap(list.bitmap, b);
      } else {
        in = DecodeDocuments(in, list.BlockSize(b), base, *block_);
        base = block_->documents[block_->count - 1] + 1;
        std::copy_n(block_->documents, block_->count, documents_);
      }
      if (block_->count == 0) continue;
      in = DecodeFrequencies(in, block_->count, list.weight, *block_);
      bool all = true;
      for (uint32_t i = 0; i < block_->count; ++i) all &= (documents_[i] = target[documents_[i]]) != kDropped;
      all ? AppendAll(in, with_positions, out) : AppendKept(in, with_positions, out);
    }
  }

 private:
  void DecodeBitmap(const uint64_t* bitmap, uint32_t block) {
    uint32_t count = 0;
    for (uint32_t word = block * (kDenseBlock / 64); word < (block + 1) * (kDenseBlock / 64); ++word) {
      for (uint64_t bits = bitmap[word]; bits != 0; bits &= bits - 1) {
        documents_[count++] = word * 64 + static_cast<uint32_t>(std::countr_zero(bits));
      }
    }
    block_->count = count;
  }

  void AppendAll(const uint8_t* positions, bool with_positions, Postings& out) {
    const uint32_t count = block_->count;
    out.documents.insert(out.documents.end(), documents_, documents_ + count);
    out.plain.insert(out.plain.end(), block_->plain, block_->plain + count);
    out.weighted.insert(out.weighted.end(), block_->weighted, block_->weighted + count);
    if (!with_positions) return;
    const size_t before = out.position_gaps.size(), gaps = std::accumulate(block_->plain, block_->plain + count, 0u);
    out.position_gaps.resize(before + gaps);
    UnpackIntegers(positions, gaps, out.position_gaps.data() + before);
  }

  void AppendKept(const uint8_t* positions, bool with_positions, Postings& out) {
    if (with_positions) DecodePositions(positions, *block_);
    for (uint32_t i = 0; i < block_->count; ++i) {
      if (documents_[i] == kDropped) continue;
      out.documents.push_back(documents_[i]);
      out.plain.push_back(block_->plain[i]);
      out.weighted.push_back(block_->weighted[i]);
      if (!with_positions) continue;
      const auto gaps = block_->position_gaps.begin();
      out.position_gaps.insert(out.position_gaps.end(), gaps + block_->first_gap[i], gaps + block_->first_gap[i + 1]);
    }
  }

  std::unique_ptr<PostingBlock> block_;
  uint32_t documents_[kDenseBlock];  // of the block, then their new numbers
};

// Brings postings that were appended run by run into the order of documents.
class PostingsSorter {
 public:
  // `run_ends`: where each input's postings end. Returns the sorted postings.
  const Postings& Sort(const Postings& in, const std::vector<size_t>& run_ends) {
    if (std::is_sorted(in.documents.begin(), in.documents.end())) return in;
    order_.resize(in.size());
    first_gap_.resize(in.size());
    uint32_t gap = 0;
    for (size_t i = 0; i < in.size(); ++i) {
      order_[i] = uint64_t{in.documents[i]} << 32 | i;
      first_gap_[i] = gap;
      gap += in.plain[i];
    }
    MergeRuns(run_ends);
    out_.Clear();
    const bool with_positions = !in.position_gaps.empty();
    for (const uint64_t entry : order_) {
      const size_t i = entry & UINT32_MAX;
      out_.documents.push_back(in.documents[i]);
      out_.plain.push_back(in.plain[i]);
      out_.weighted.push_back(in.weighted[i]);
      if (!with_positions) continue;
      const auto gaps = in.position_gaps.begin() + first_gap_[i];
      out_.position_gaps.insert(out_.position_gaps.end(), gaps, gaps + in.plain[i]);
    }
    return out_;
  }

 private:
  // Pairwise, so that each entry moves log(runs) times.
  void MergeRuns(std::vector<size_t> ends) {
    while (ends.size() > 1) {
      std::vector<size_t> merged;
      size_t begin = 0;
      for (size_t i = 0; i + 1 < ends.size(); i += 2) {
        const auto at = [this](size_t offset) { return order_.begin() + static_cast<ptrdiff_t>(offset); };
        std::inplace_merge(at(begin), at(ends[i]), at(ends[i + 1]));
        merged.push_back(begin = ends[i + 1]);
      }
      if (ends.size() % 2 == 1) merged.push_back(ends.back());
      ends = std::move(merged);
    }
  }

  std::vector<uint64_t> order_;
  std::vector<uint32_t> first_gap_;
  Postings out_;
};

absl::Status MergeTerms(std::span<const MergeInput> inputs, const DocumentOrder& order,
                        const std::function<bool()>& cancelled, SegmentWriter& writer) {
  using Head = std::pair<TermKey, uint32_t>;  // the next key of an input
  std::vector<Head> heads;
  std::vector<TermDictionary::Cursor> terms;
  const auto push = [&](uint32_t input) {
    if (terms[input].Done()) return;
    heads.emplace_back(terms[input]->key, input);
    std::push_heap(heads.begin(), heads.end(), std::greater<>());
  };
  for (uint32_t i = 0; i < inputs.size(); ++i) {
    terms.push_back(inputs[i].segment->Terms().From(0));
    push(i);
  }
  ListReader reader;
  PostingsSorter sorter;
  Postings postings;
  std::vector<size_t> run_ends;
  for (size_t merged = 0; !heads.empty(); ++merged) {
    if (merged % kTermsBetweenChecks == 0 && cancelled()) return absl::CancelledError("the merge was cancelled");
    const TermKey key = heads.front().first;
    postings.Clear();
    run_ends.clear();
    while (!heads.empty() && heads.front().first == key) {
      const uint32_t input = heads.front().second;
      std::pop_heap(heads.begin(), heads.end(), std::greater<>());
      heads.pop_back();
      reader.Append(inputs[input].segment->ListOf(*terms[input]), HasPositions(key), order.target[input], postings);
      terms[input].Next();
      run_ends.push_back(postings.size());
      push(input);
    }
    if (postings.size() > 0) writer.AddTerm(key, sorter.Sort(postings, run_ends));
  }
  return absl::OkStatus();
}

std::vector<uint32_t> MergeLengths(std::span<const MergeInput> inputs, const DocumentOrder& order) {
  std::vector<uint32_t> lengths;
  lengths.reserve(order.source.size());
  for (const auto& [input, document] : order.source) lengths.push_back(inputs[input].segment->Lengths()[document]);
  return lengths;
}

DocumentColumns MergeNumbers(std::span<const MergeInput> inputs, const DocumentOrder& order,
                             std::vector<uint32_t> lengths) {
  DocumentColumns columns;
  columns.lengths = std::move(lengths);
  for (const auto& [input, document] : order.source) {
    const Segment& segment = *inputs[input].segment;
    columns.ids.push_back(segment.Ids()[document]);
    for (int i = 0; i < kHeadFieldCount; ++i) columns.head_ends[i].push_back(segment.HeadEnd(i, document));
    for (int i = 0; i < kNumberColumnCount; ++i) {
      columns.numbers[i].push_back(segment.Numbers(static_cast<Column>(i))[document]);
    }
  }
  return columns;
}

}  // namespace

uint32_t LiveDocuments(const MergeInput& input) {
  uint32_t live = input.segment->Documents();
  if (input.deleted == nullptr) return live;
  for (const uint64_t word : *input.deleted) live -= CountBits(word);
  return live;
}

absl::Status MergeSegments(std::span<const MergeInput> inputs, const std::function<bool()>& cancelled,
                           SectionWriter& file) {
  const DocumentOrder order = OrderDocuments(inputs);
  std::vector<uint32_t> lengths = MergeLengths(inputs, order);
  SegmentWriter writer(file, lengths);
  if (absl::Status status = MergeTerms(inputs, order, cancelled, writer); !status.ok()) return status;
  return writer.Finish(MergeNumbers(inputs, order, std::move(lengths)),
                       [&](Column column) { return MergeStrings(inputs, order.source, column); });
}

}  // namespace broadsheet::query
