// A record made ready to be shown as a search result.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"
#include "common/text/folded_text.h"
#include "query_service/search/record_text.h"

namespace broadsheet::query {

// A value of a record, valid as long as the record is, and its folding.
struct FoldedValue {
  RecordText text;
  FoldedText folded;
};

// Immutable.
class PreparedRecord {
 public:
  // From a record's bytes: those of its BASIC view, and the rest. Null if they
  // are no record.
  static std::shared_ptr<const PreparedRecord> Make(std::string basic, std::string_view details);

  PreparedRecord(const PreparedRecord&) = delete;
  PreparedRecord& operator=(const PreparedRecord&) = delete;

  // Serialized.
  const std::string& basic() const { return basic_; }
  // Of the whole record, serialized.
  size_t whole_bytes() const { return whole_bytes_; }
  // Whole.
  const record::v1::Record& record() const { return record_; }
  // The values of the default fields, in the order of VisitTexts.
  const std::vector<FoldedValue>& values() const { return values_; }

  // Memory that it takes, about.
  size_t Bytes() const;

 private:
  PreparedRecord() = default;

  std::string basic_;
  size_t whole_bytes_ = 0;
  record::v1::Record record_;
  std::vector<FoldedValue> values_;
};

}  // namespace broadsheet::query
