// An immutable part of the index: the lists and columns of some documents.
//
// Documents are numbered from 0 by (date, DocId), so newest-first is a walk
// from the end and a range of dates a range of documents.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "query_service/index/record_index.h"
#include "query_service/index/segments/number_column.h"
#include "query_service/index/segments/postings.h"
#include "query_service/index/segments/section_file.h"
#include "query_service/index/segments/string_column.h"
#include "query_service/index/segments/term_dictionary.h"
#include "query_service/index/segments/term_key.h"

namespace broadsheet::query {

// Fields of zone 0 that come before the body.
inline constexpr int kHeadFieldCount = 3;

// Where a segment's sections are.
enum SegmentSection : SectionId {
  kPostingsSection = 1,
  kTermsSection = 2,  // TermDictionary::kSections
  kIdsSection = 6,
  kByIdSection = 7,
  kLengthsSection = 8,
  kHeadEndsSection = 9,  // one for each head field
  kNumbersSection = 16,  // one for each number column
  kStringsSection = 32,  // StringColumn::kSections for each string column
};

class Segment {
 public:
  // DATA_LOSS, reason DAMAGED_SEGMENT.
  static absl::StatusOr<std::shared_ptr<const Segment>> Open(const std::string& path);
  static std::shared_ptr<const Segment> OfMemory(std::string bytes);

  uint32_t Documents() const { return static_cast<uint32_t>(ids_.size()); }
  uint64_t Bytes() const { return file_->Size(); }
  // No other segment of this process has it.
  uint64_t Serial() const { return serial_; }

  // Documents.
  std::span<const DocId> Ids() const { return ids_; }
  DocId MinimumId() const { return ids_[by_id_.front()]; }
  DocId MaximumId() const { return ids_[by_id_.back()]; }
  std::optional<uint32_t> Find(DocId id) const;
  // The first document that does not come before (date, id) in that order.
  uint32_t FirstFrom(int64_t date, DocId id) const;
  // Characters of the default fields.
  std::span<const uint32_t> Lengths() const { return lengths_; }
  double AverageLength() const { return average_length_; }
  // Positions in zone 0 from which a head field's values no longer are.
  uint32_t HeadEnd(int field, uint32_t document) const { return static_cast<uint32_t>(head_ends_[field][document]); }
  const NumberColumn& Numbers(Column column) const { return numbers_[static_cast<int>(column)]; }
  const StringColumn& Strings(Column column) const { return strings_[static_cast<int>(column) - kNumberColumnCount]; }

  const TermDictionary& Terms() const { return terms_; }
  // Of one of its terms.
  PostingList ListOf(const TermEntry& term) const;

 private:
  explicit Segment(std::unique_ptr<SectionReader> file);

  const uint64_t serial_;
  std::unique_ptr<SectionReader> file_;
  TermDictionary terms_;
  const uint8_t* postings_ = nullptr;
  std::span<const DocId> ids_;
  std::span<const uint32_t> by_id_;
  std::span<const uint32_t> lengths_;
  double average_length_ = 0;
  std::array<NumberColumn, kHeadFieldCount> head_ends_;
  std::array<NumberColumn, kNumberColumnCount> numbers_;
  std::array<StringColumn, kColumnCount - kNumberColumnCount> strings_;
};

// Lengths averaged; the same for writing and reading.
double AverageOf(std::span<const uint32_t> lengths);

}  // namespace broadsheet::query
