#include "common/server/grpc_log.h"

#include <grpc/support/log.h>

#include "common/logging/log.h"

namespace broadsheet {
namespace {

LogLevel LevelOf(gpr_log_severity severity) {
  if (severity == GPR_LOG_SEVERITY_ERROR) return LogLevel::kWarning;  // what gRPC calls so is often a peer's fault
  return severity == GPR_LOG_SEVERITY_INFO ? LogLevel::kInfo : LogLevel::kDebug;
}

void LogLine(gpr_log_func_args* line) {
  const LogField fields[] = {{"text", line->message}, {"file", line->file}, {"line", line->line}};
  Log(LevelOf(line->severity), "grpc", fields);
}

}  // namespace

void SendGrpcLogHere() { gpr_set_log_function(LogLine); }

}  // namespace broadsheet
