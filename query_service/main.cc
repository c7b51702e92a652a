// query_service: follows ingest services and answers searches over their records.
#include <iostream>

#include "common/logging/log.h"
#include "common/server/signals.h"
#include "query_service/options.h"
#include "query_service/query_server.h"

namespace {

constexpr int kCannotStart = 1, kBadOptions = 2;

}  // namespace

int main(int argc, char** argv) {
  broadsheet::TerminationSignals signals;
  broadsheet::query::Options options;
  const auto outcome = broadsheet::query::ReadOptions(argc, argv, options);
  if (!outcome.ok()) {
    std::cerr << "query_service: " << outcome.status().message() << "\nTry --help.\n";
    return kBadOptions;
  }
  if (*outcome == broadsheet::ParseOutcome::kExit) return 0;

  const auto server = broadsheet::query::QueryServer::Start(options);
  if (!server.ok()) {
    broadsheet::LogError("cannot start", {{"error", std::string(server.status().message())}});
    return kCannotStart;
  }
  broadsheet::LogInfo("terminating", {{"signal", signals.Wait()}});
  (*server)->Drain();
  return 0;
}
