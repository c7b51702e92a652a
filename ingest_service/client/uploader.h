// Uploads one file, as often as it takes.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "broadsheet/ingest/v1/ingest_service.grpc.pb.h"
#include "ingest_service/client/upload_tasks.h"

namespace broadsheet::ingest {

struct UploadResult {
  std::string path;
  absl::Status status;
  std::string issue_name;
  std::string position;  // of the issue's last entry in the feed
  bool already_stored = false;
  uint32_t records = 0;
  uint64_t bytes = 0;
  uint64_t unassigned_bytes = 0;
};

struct UploaderOptions {
  int attempts = 6;                                      // for errors that say to come back, and for lost connections
  absl::Duration deadline = absl::Minutes(2);            // of one attempt
  absl::Duration first_pause = absl::Milliseconds(200);  // doubled each time, unless the server names one
};

// Thread-safe. An issue whose name is known and that is stored with the same
// content (and, where it may be replaced, described in the same way) is not sent
// again, so that a run that was broken off goes on where it
// stopped; for the others the server finds the same out.
class Uploader {
 public:
  Uploader(v1::IngestService::StubInterface& stub, const UploaderOptions& options) : stub_(stub), options_(options) {}

  UploadResult Upload(const UploadTask& task) const;

 private:
  bool IsStored(const v1::IssueMetadata& metadata, UploadResult& result) const;
  absl::Status Send(const v1::IssueMetadata& metadata, const std::string& content, UploadResult& result) const;

  v1::IngestService::StubInterface& stub_;
  const UploaderOptions options_;
};

}  // namespace broadsheet::ingest
