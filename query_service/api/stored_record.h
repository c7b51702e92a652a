// Records from the parts that the store keeps.
#pragma once

#include "absl/status/status.h"
#include "query_service/store/record_store.h"

namespace broadsheet::query {

// DATA_LOSS, reason STORAGE_CORRUPT.
absl::Status CorruptRecord();

// With or without the details. CorruptRecord: the parts are no record.
absl::Status ParseRecord(const RecordParts& parts, bool details, record::v1::Record& record);

}  // namespace broadsheet::query
