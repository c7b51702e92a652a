// What ingest_service is told at its start.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/config/option_parser.h"
#include "common/server/server_options.h"
#include "ingest_service/api/upload_limits.h"
#include "ingest_service/parser/parser.h"

namespace broadsheet::ingest {

struct Options {
  ServerOptions server;
  std::string data_dir;  // holds the database; created if it is missing
  UploadLimits uploads;
  absl::Duration request_id_retention = absl::Hours(24 * 30);  // request ids are known at least so long
  ParserOptions parser;
};

// Flags and BROADSHEET_… variables into `options`, whose values are the
// defaults. INVALID_ARGUMENT naming the flag, what was got and wanted.
absl::StatusOr<ParseOutcome> ReadOptions(int argc, const char* const* argv, Options& options);

}  // namespace broadsheet::ingest
