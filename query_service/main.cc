// query_service: follows ingest services and answers searches over their records.
#include "common/server/run_service.h"
#include "query_service/options.h"
#include "query_service/query_server.h"

int main(int argc, char** argv) {
  using namespace broadsheet::query;
  return broadsheet::RunService("query_service", argc, argv, ReadOptions, QueryServer::Start);
}
