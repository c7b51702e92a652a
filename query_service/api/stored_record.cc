#include "query_service/api/stored_record.h"

#include "common/status/error.h"

namespace broadsheet::query {

absl::Status CorruptRecord() {
  return Error(absl::StatusCode::kDataLoss, "STORAGE_CORRUPT", "a stored record cannot be read");
}

absl::Status ParseRecord(const RecordParts& parts, bool details, record::v1::Record& record) {
  const bool parsed = record.ParseFromString(parts.basic) && (!details || record.MergeFromString(parts.details));
  return parsed ? absl::OkStatus() : CorruptRecord();
}

}  // namespace broadsheet::query
