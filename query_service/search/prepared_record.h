// A record made ready to be shown as a search result.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"
#include "common/text/folded_text.h"
#include "query_service/search/record_text.h"

namespace broadsheet::query {

// record.v1.Span without its object.
struct PlainSpan {
  uint64_t start, end;            // in the upload
  uint32_t text_start, text_end;  // in the text
};

// A value of a record, valid as long as the PreparedRecord is.
struct PreparedValue {
  RecordText text;
  FoldedView folded;
  std::span<const PlainSpan> spans;  // UploadSpans of the whole text
};

// Immutable. Its parts lie together in a few blocks of memory: many are kept for
// long, and each is read from one end to the other.
class PreparedRecord {
 public:
  // From a record's bytes: those of its BASIC view, and the rest. Null if they
  // are no record.
  static std::shared_ptr<const PreparedRecord> Make(std::string_view basic, std::string_view details);

  PreparedRecord(const PreparedRecord&) = delete;
  PreparedRecord& operator=(const PreparedRecord&) = delete;

  // Serialized.
  std::string_view basic() const { return std::string_view(bytes_).substr(0, basic_end_); }
  std::string_view whole() const { return std::string_view(bytes_).substr(0, whole_end_); }
  record::v1::Record Parse() const;

  // The values of kRecordFields, in the order of VisitTexts.
  size_t size() const { return places_.size() - 1; }
  PreparedValue operator[](size_t value) const;

  // The foldings of all values, one after the other, with a byte that stands in
  // no text behind each: where each begins, and which one has the byte at `at`.
  std::string_view folded() const { return std::string_view(bytes_).substr(folded_begin_); }
  size_t FoldedBegin(size_t value) const { return places_[value].folded; }
  size_t FoldedEnd(size_t value) const { return places_[value + 1].folded - 1; }
  size_t ValueAt(size_t at) const;

  // Memory that it takes.
  size_t Bytes() const;

 private:
  // Where a value's parts begin; they end where those of the next one begin.
  struct Place {
    RecordPart part = RecordPart::kHeadline;
    int index = 0, item = 0;
    uint32_t text = 0;     // in bytes_
    uint32_t folded = 0;   // in folded()
    uint32_t stretch = 0;  // in stretches_
    uint32_t span = 0;     // in spans_
  };

  PreparedRecord() = default;
  void AddValues(const record::v1::Record& record);

  std::string bytes_;  // basic, details, texts, foldings
  size_t basic_end_ = 0, whole_end_ = 0, folded_begin_ = 0;
  std::vector<Place> places_;  // and one behind the last
  std::vector<FoldedStretch> stretches_;
  std::vector<PlainSpan> spans_;
};

}  // namespace broadsheet::query
