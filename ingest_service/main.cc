// ingest_service: takes in issues, restores their articles, serves them as a log.
#include <iostream>

#include "common/logging/log.h"
#include "common/server/signals.h"
#include "ingest_service/ingest_server.h"
#include "ingest_service/options.h"

namespace {

constexpr int kCannotStart = 1, kBadOptions = 2;

}  // namespace

int main(int argc, char** argv) {
  broadsheet::TerminationSignals signals;
  broadsheet::ingest::Options options;
  const auto outcome = broadsheet::ingest::ReadOptions(argc, argv, options);
  if (!outcome.ok()) {
    std::cerr << "ingest_service: " << outcome.status().message() << "\nTry --help.\n";
    return kBadOptions;
  }
  if (*outcome == broadsheet::ParseOutcome::kExit) return 0;

  const auto server = broadsheet::ingest::IngestServer::Start(options);
  if (!server.ok()) {
    broadsheet::LogError("cannot start", {{"error", std::string(server.status().message())}});
    return kCannotStart;
  }
  broadsheet::LogInfo("terminating", {{"signal", signals.Wait()}});
  (*server)->Drain();
  return 0;
}
