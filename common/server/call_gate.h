// The one way into every RPC handler: who may, whether there is room, what is
// logged and counted.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "common/server/method.h"
#include "common/server/server_options.h"

namespace grpc {
class CallbackServerContext;
class ServerContextBase;
class ServerUnaryReactor;
class Status;
}  // namespace grpc

namespace prometheus {
class Registry;
}  // namespace prometheus

namespace broadsheet {

// The name of a call's caller, for the log, if it has the role; otherwise one of
// the first two errors of CallGate::Serve.
using Authorizer = std::function<absl::StatusOr<std::string>(const grpc::ServerContextBase&, Role)>;

// A synchronous handler of any kind (unary or streaming) is one statement:
//
//   grpc::Status GetIssue(grpc::ServerContext* context, const GetIssueRequest* request,
//                         GetIssueResponse* response) override {
//     return gate_.Serve(*context, MethodOf(kIngestService, "GetIssue"),
//                        [&](Call& call) -> absl::Status { … });
//   }
//
// Thread-safe.
class CallGate {
 public:
  using Handler = absl::FunctionRef<absl::Status(Call&)>;

  // Without an authorizer everybody has every role. `stop` is what handlers see
  // as Call::stop_token().
  CallGate(const CallLimits& limits, Authorizer authorizer, std::shared_ptr<prometheus::Registry> registry,
           std::stop_token stop);
  ~CallGate();

  // Runs the handler if the caller may call the method and there is room, and
  // makes a grpc::Status with its details of what it returns. Before any work:
  //   UNAUTHENTICATED, reason NO_IDENTITY: no known certificate or token;
  //   PERMISSION_DENIED, reason ROLE_MISSING: metadata.role is what it needs;
  //   RESOURCE_EXHAUSTED, reason OVERLOADED, with RetryInfo: as many calls of
  //     its length as allowed are in progress;
  //   UNAVAILABLE, reason DRAINING, with RetryInfo: the server shuts down.
  // An exception that leaves the handler is INTERNAL, reason UNEXPECTED; its
  // text goes to the log only. Every call is one line in the log, and counted:
  // see common/metrics/call_metrics.h.
  grpc::Status Serve(grpc::ServerContextBase& context, const Method& method, Handler handler);

  // The same for a unary callback handler, which returns what this returns. The
  // handler runs on a thread of the gate's: few calls compute at a time, the
  // rest wait in turn and hold no thread. For methods that are called often and
  // compute; what blocks in such a handler does so in Call::WaitAside.
  grpc::ServerUnaryReactor* ServeOnPool(grpc::CallbackServerContext& context, const Method& method,
                                        std::function<absl::Status(Call&)> handler);

  // What alerts rest on is counted from 0, not from the method's first call.
  void CountFromZero(const Method& method);

  // Calls that came so far, refused ones too, if none is in progress; else none.
  std::optional<int64_t> CallsIfIdle() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet
