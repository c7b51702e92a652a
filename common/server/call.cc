#include "common/server/call.h"

#include <grpcpp/server_context.h>

#include <utility>

#include "absl/time/clock.h"
#include "common/server/trace_context.h"
#include "common/status/error.h"

namespace broadsheet {
namespace {

std::string MetadataValue(const grpc::ServerContext& context, const char* key) {
  const auto found = context.client_metadata().find(key);
  if (found == context.client_metadata().end()) return "";
  return std::string(found->second.data(), found->second.size());
}

}  // namespace

Call::Call(grpc::ServerContext& context, std::stop_token stop)
    : context_(context),
      stop_(std::move(stop)),
      deadline_(absl::FromChrono(context.deadline())),
      request_id_(RequestIdFrom(MetadataValue(context, "x-request-id"))),
      traceparent_(TraceparentFrom(MetadataValue(context, "traceparent"))),
      peer_(context.peer()) {
  if (context.deadline() == std::chrono::system_clock::time_point::max()) deadline_ = absl::InfiniteFuture();
}

bool Call::cancelled() const { return context_.IsCancelled() || absl::Now() >= deadline_; }

absl::Status Call::CheckAlive() const {
  if (absl::Now() >= deadline_) {
    return Error(absl::StatusCode::kDeadlineExceeded, "DEADLINE_EXCEEDED", "the call's deadline has passed");
  }
  if (context_.IsCancelled()) return Error(absl::StatusCode::kCancelled, "CANCELLED", "the caller ended the call");
  if (stop_.stop_requested()) {
    return WithRetry(Error(absl::StatusCode::kUnavailable, "DRAINING", "the server is shutting down"),
                     absl::Milliseconds(200));
  }
  return absl::OkStatus();
}

}  // namespace broadsheet
