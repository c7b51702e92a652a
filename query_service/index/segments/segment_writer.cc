#include "query_service/index/segments/segment_writer.h"

#include <algorithm>
#include <numeric>

#include "query_service/index/scoring.h"

namespace broadsheet::query {
namespace {

constexpr size_t kPendingBytes = 128 << 10;

std::vector<float> NormsOf(std::span<const uint32_t> lengths) {
  const Scorer scorer({.documents = lengths.size(), .average_length = AverageOf(lengths)});
  std::vector<float> norms;
  norms.reserve(lengths.size());
  for (const uint32_t length : lengths) norms.push_back(static_cast<float>(scorer.LengthNorm(length)));
  return norms;
}

}  // namespace

SegmentWriter::SegmentWriter(SectionWriter& file, std::span<const uint32_t> lengths)
    : file_(file), encoder_(NormsOf(lengths)) {
  file_.Begin(kPostingsSection);
}

void SegmentWriter::AddTerm(TermKey key, const Postings& postings) {
  // Longer lists have directories that are read in place.
  if (postings.size() > kSparseBlock) pending_.resize((pending_.size() + 7) / 8 * 8);
  terms_.Add({key, static_cast<uint32_t>(postings.size()), file_.SectionSize() + pending_.size()});
  encoder_.Encode(postings, HasPositions(key), WeightOf(ZoneOf(key)), pending_);
  if (pending_.size() >= kPendingBytes) WritePending();
}

void SegmentWriter::WritePending() {
  pending_.resize((pending_.size() + 7) / 8 * 8);
  file_.Append(pending_);
  pending_.clear();
}

void SegmentWriter::WriteNumbers(const DocumentColumns& columns) {
  file_.Begin(kIdsSection);
  file_.AppendAll(std::span<const DocId>(columns.ids));
  std::vector<uint32_t> by_id(columns.ids.size());
  std::iota(by_id.begin(), by_id.end(), 0);
  std::sort(by_id.begin(), by_id.end(), [&columns](uint32_t a, uint32_t b) { return columns.ids[a] < columns.ids[b]; });
  file_.Begin(kByIdSection);
  file_.AppendAll(std::span<const uint32_t>(by_id));
  file_.Begin(kLengthsSection);
  file_.AppendAll(std::span<const uint32_t>(columns.lengths));
  for (SectionId i = 0; i < kHeadFieldCount; ++i) {
    file_.Begin(kHeadEndsSection + i);
    file_.Append(NumberColumn::Encode(std::span<const uint32_t>(columns.head_ends[i])));
  }
  for (SectionId i = 0; i < kNumberColumnCount; ++i) {
    file_.Begin(kNumbersSection + i);
    file_.Append(NumberColumn::Encode(std::span<const int64_t>(columns.numbers[i])));
  }
}

absl::Status SegmentWriter::Finish(const DocumentColumns& columns, const StringsOf& strings) {
  WritePending();
  terms_.Write(file_, kTermsSection);
  WriteNumbers(columns);
  for (int i = 0; i < kColumnCount - kNumberColumnCount; ++i) {
    strings(static_cast<Column>(kNumberColumnCount + i))
        .Write(file_, kStringsSection + static_cast<SectionId>(i) * StringColumn::kSections);
  }
  return file_.Finish();
}

}  // namespace broadsheet::query
