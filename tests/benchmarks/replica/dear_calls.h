// The calls of a query service that cost the most.
#pragma once

#include <grpcpp/client_context.h>

#include <functional>
#include <string>
#include <vector>

#include "broadsheet/query/v1/query_service.grpc.pb.h"

namespace broadsheet::benchmark {

struct DearCall {
  std::string name;
  // The n-th of its kind, with other words each time. A stream is read to its
  // end.
  std::function<grpc::Status(query::v1::QueryService::Stub&, grpc::ClientContext&, int n)> make;
};

// Of a service that has TextFeed's records; asks it for some to begin with.
std::vector<DearCall> DearCalls(query::v1::QueryService::Stub& stub);

}  // namespace broadsheet::benchmark
