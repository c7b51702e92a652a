#include "query_service/index/segments/segment_writer.h"

#include <algorithm>
#include <numeric>

#include "query_service/index/scoring.h"

namespace broadsheet::query {
namespace {

constexpr size_t kPendingBytes = 1 << 20;

std::vector<float> NormsOf(std::span<const uint32_t> lengths) {
  const Scorer scorer({.documents = lengths.size(), .average_length = AverageOf(lengths)});
  std::vector<float> norms;
  norms.reserve(lengths.size());
  for (const uint32_t length : lengths) norms.push_back(static_cast<float>(scorer.LengthNorm(length)));
  return norms;
}

}  // namespace

SegmentWriter::SegmentWriter(SectionWriter& file, DocumentColumns& columns)
    : file_(file), columns_(columns), encoder_(NormsOf(columns.lengths)) {
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

void SegmentWriter::WriteColumns() {
  file_.Begin(kIdsSection);
  file_.AppendAll(std::span<const DocId>(columns_.ids));
  std::vector<uint32_t> by_id(columns_.ids.size());
  std::iota(by_id.begin(), by_id.end(), 0);
  std::sort(by_id.begin(), by_id.end(), [this](uint32_t a, uint32_t b) { return columns_.ids[a] < columns_.ids[b]; });
  file_.Begin(kByIdSection);
  file_.AppendAll(std::span<const uint32_t>(by_id));
  file_.Begin(kLengthsSection);
  file_.AppendAll(std::span<const uint32_t>(columns_.lengths));
  for (SectionId i = 0; i < kHeadFieldCount; ++i) {
    file_.Begin(kHeadEndsSection + i);
    file_.Append(NumberColumn::Encode(std::span<const uint32_t>(columns_.head_ends[i])));
  }
  for (SectionId i = 0; i < kNumberColumnCount; ++i) {
    file_.Begin(kNumbersSection + i);
    file_.Append(NumberColumn::Encode(std::span<const int64_t>(columns_.numbers[i])));
  }
  for (SectionId i = 0; i < columns_.strings.size(); ++i) {
    columns_.strings[i].Write(file_, kStringsSection + i * StringColumn::kSections);
  }
}

absl::Status SegmentWriter::Finish() {
  WritePending();
  terms_.Write(file_, kTermsSection);
  WriteColumns();
  return file_.Finish();
}

}  // namespace broadsheet::query
