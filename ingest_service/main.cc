// ingest_service: takes in issues, restores their articles, serves them as a log.
#include "common/server/run_service.h"
#include "ingest_service/ingest_server.h"
#include "ingest_service/options.h"

int main(int argc, char** argv) {
  using namespace broadsheet::ingest;
  return broadsheet::RunService("ingest_service", argc, argv, ReadOptions, IngestServer::Start);
}
