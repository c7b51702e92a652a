#include "query_service/index/segments/segment.h"

#include <algorithm>
#include <atomic>

namespace broadsheet::query {
namespace {

uint64_t NextSerial() {
  static std::atomic<uint64_t> last = 0;
  return ++last;
}

}  // namespace

double AverageOf(std::span<const uint32_t> lengths) {
  uint64_t total = 0;
  for (const uint32_t length : lengths) total += length;
  return lengths.empty() ? 0 : static_cast<double>(total) / static_cast<double>(lengths.size());
}

Segment::Segment(std::unique_ptr<SectionReader> file)
    : serial_(NextSerial()),
      file_(std::move(file)),
      terms_(*file_, kTermsSection),
      postings_(reinterpret_cast<const uint8_t*>(file_->Section(kPostingsSection).data())),
      ids_(file_->SectionOf<DocId>(kIdsSection)),
      by_id_(file_->SectionOf<uint32_t>(kByIdSection)),
      lengths_(file_->SectionOf<uint32_t>(kLengthsSection)),
      average_length_(AverageOf(lengths_)) {
  for (SectionId i = 0; i < kHeadFieldCount; ++i) head_ends_[i] = NumberColumn(file_->Section(kHeadEndsSection + i));
  for (SectionId i = 0; i < kNumberColumnCount; ++i) numbers_[i] = NumberColumn(file_->Section(kNumbersSection + i));
  for (SectionId i = 0; i < strings_.size(); ++i) {
    strings_[i] = StringColumn(*file_, kStringsSection + i * StringColumn::kSections);
  }
}

absl::StatusOr<std::shared_ptr<const Segment>> Segment::Open(const std::string& path) {
  auto file = SectionReader::Open(path);
  if (!file.ok()) return file.status();
  return std::shared_ptr<const Segment>(new Segment(std::move(*file)));
}

std::shared_ptr<const Segment> Segment::OfMemory(std::string bytes) {
  return std::shared_ptr<const Segment>(new Segment(SectionReader::OfMemory(std::move(bytes))));
}

std::optional<uint32_t> Segment::Find(DocId id) const {
  const auto found = std::lower_bound(by_id_.begin(), by_id_.end(), id,
                                      [this](uint32_t document, DocId x) { return ids_[document] < x; });
  if (found == by_id_.end() || ids_[*found] != id) return std::nullopt;
  return *found;
}

uint32_t Segment::FirstFrom(int64_t date, DocId id) const {
  const NumberColumn& dates = Numbers(Column::kDate);
  uint32_t low = 0, high = Documents();
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    const int64_t d = dates[middle];
    if (d < date || (d == date && ids_[middle] < id)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

PostingList Segment::ListOf(const TermEntry& term) const {
  return PostingList(postings_ + term.offset, term.frequency, Documents(), WeightOf(ZoneOf(term.key)));
}

}  // namespace broadsheet::query
