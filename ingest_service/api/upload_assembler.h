// The messages of an UploadIssue stream put together.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "broadsheet/ingest/v1/ingest_service.pb.h"
#include "ingest_service/api/byte_budget.h"
#include "ingest_service/intake/upload.h"

namespace broadsheet::ingest {

// For one stream. After an error it takes no more. `budget` has to outlive it.
class UploadAssembler {
 public:
  UploadAssembler(int64_t limit_bytes, ByteBudget& budget) : limit_bytes_(limit_bytes), share_(budget) {}

  // INVALID_ARGUMENT for a message out of place or a bad one,
  // RESOURCE_EXHAUSTED, reasons ISSUE_TOO_LARGE and OVERLOADED (with
  // RetryInfo), as soon as a limit is passed.
  absl::Status Add(const v1::UploadIssueRequest& message);

  // The whole, once the caller has ended the stream; empty where it had no chunk.
  // INVALID_ARGUMENT, reason METADATA_MISSING, for a stream without metadata. It
  // counts against the budget until the assembler goes.
  absl::StatusOr<const Upload*> Finish() const;

 private:
  absl::Status AddMetadata(const v1::IssueMetadata& metadata);
  absl::Status AddChunk(const std::string& chunk);

  const int64_t limit_bytes_;
  ByteBudget::Share share_;
  std::optional<Upload> upload_;
};

// Takes what a text needs that is held or parsed; OVERLOADED, with RetryInfo, if
// the budget has not as much left.
absl::Status TakeBytes(ByteBudget::Share& share, uint64_t bytes);

}  // namespace broadsheet::ingest
