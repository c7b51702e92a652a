// From an upload's bytes to stored records, and back to how they came about.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ingest_service/intake/upload.h"
#include "ingest_service/parser/parser.h"
#include "ingest_service/store/record_log.h"

namespace broadsheet::ingest {

struct StoredUpload {
  Appended appended;
  uint64_t unassigned_bytes = 0;
};

struct ExplainedRecord {
  record::v1::Record record;
  Explanation explanation;
};

// Thread-safe. `parser` and `log` have to outlive it.
class IssueIntake {
 public:
  // Asked before and between the costly steps and before the store is written to;
  // anything but OK ends the work.
  using CheckAlive = Parser::CheckAlive;

  IssueIntake(const Parser& parser, RecordLog& log) : parser_(parser), log_(log) {}

  // Parses and stores. Errors of Parser::Parse and RecordLog::Append, and
  // INVALID_ARGUMENT, reason CONTENT_MISMATCH, for a content without its hash.
  absl::StatusOr<StoredUpload> Store(const Upload& upload, CheckAlive check_alive) const;

  // Parses a stored issue again; what the uploader said of it stays, what was
  // found is found anew. Errors of RecordLog::Replace.
  absl::StatusOr<Appended> Reparse(std::string_view issue_name, CheckAlive check_alive) const;

  // Parses the record's issue again to tell how the record comes about.
  // NOT_FOUND, reason RECORD_NOT_FOUND: there is none. FAILED_PRECONDITION,
  // reason PARSER_CHANGED: this parser does not make that record any more.
  absl::StatusOr<ExplainedRecord> Explain(std::string_view record_name, CheckAlive check_alive) const;

 private:
  // What Append would answer to an upload that changes nothing, where that is known
  // without a parse.
  std::optional<StoredUpload> FindStored(const Upload& upload, const record::v1::Issue& described,
                                         std::string_view content_sha256) const;

  const Parser& parser_;
  RecordLog& log_;
};

}  // namespace broadsheet::ingest
