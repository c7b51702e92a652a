// A stored issue with all that belongs to it.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "broadsheet/ingest/v1/ingest_service.grpc.pb.h"

namespace broadsheet::ingest {

struct WholeIssue {
  v1::GetIssueResponse issue;  // with account and records
  std::string content;         // as uploaded
};

absl::StatusOr<WholeIssue> ReadStoredIssue(v1::IngestService::StubInterface& stub, std::string_view name);

}  // namespace broadsheet::ingest
