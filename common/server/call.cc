#include "common/server/call.h"

#include <grpcpp/server_context.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/server/trace_context.h"
#include "common/status/error.h"

namespace broadsheet {
namespace {

// Asking gRPC takes locks and system calls.
constexpr int64_t kMicrosecondsBetweenAsking = 2000;

std::string MetadataValue(const grpc::ServerContextBase& context, const char* key) {
  const auto found = context.client_metadata().find(key);
  if (found == context.client_metadata().end()) return "";
  return std::string(found->second.data(), found->second.size());
}

}  // namespace

Call::Call(grpc::ServerContextBase& context, std::stop_token stop, absl::Duration max_silence)
    : context_(context),
      stop_(std::move(stop)),
      deadline_(absl::FromChrono(context.deadline())),
      request_id_(RequestIdFrom(MetadataValue(context, "x-request-id"))),
      traceparent_(TraceparentFrom(MetadataValue(context, "traceparent"))),
      peer_(context.peer()),
      max_silence_(max_silence) {
  ask_due_ = absl::ToUnixMicros(absl::Now()) + kMicrosecondsBetweenAsking;
  if (context.deadline() == std::chrono::system_clock::time_point::max()) deadline_ = absl::InfiniteFuture();
}

bool Call::AskIfGone() const {
  if (!gone_ && context_.IsCancelled()) gone_ = true;
  return gone_;
}

bool Call::cancelled() const {
  const absl::Time now = absl::Now();
  if (gone_ || now >= deadline_) return true;
  int64_t due = ask_due_.load(std::memory_order_relaxed);
  const int64_t at = absl::ToUnixMicros(now);
  if (at < due || !ask_due_.compare_exchange_strong(due, at + kMicrosecondsBetweenAsking)) return false;
  return AskIfGone();
}

bool Call::Transfer(absl::FunctionRef<bool()> read_or_write) {
  if (watchdog_ == nullptr) {
    watchdog_ = std::make_unique<SilenceWatchdog>(max_silence_, [this] {
      silent_ = true;
      context_.TryCancel();
    });
  }
  watchdog_->Resume();
  const bool done = read_or_write();
  watchdog_->Pause();
  return done;
}

absl::Status Call::Write(absl::FunctionRef<bool()> write) {
  if (Transfer(write)) return absl::OkStatus();
  gone_ = true;
  return CheckCaller();
}

absl::Status Call::CheckCaller() const {
  if (silent_) {
    return Error(absl::StatusCode::kCancelled, "STREAM_SILENT",
                 absl::StrCat("the caller neither sent nor took anything for ", absl::FormatDuration(max_silence_)));
  }
  if (absl::Now() >= deadline_) {
    return Error(absl::StatusCode::kDeadlineExceeded, "DEADLINE_EXCEEDED", "the call's deadline has passed");
  }
  if (AskIfGone()) return Error(absl::StatusCode::kCancelled, "CANCELLED", "the caller ended the call");
  return absl::OkStatus();
}

absl::Status Call::CheckAlive() const {
  if (absl::Status status = CheckCaller(); !status.ok()) return status;
  if (stop_.stop_requested()) {
    return WithRetry(Error(absl::StatusCode::kUnavailable, "DRAINING", "the server is shutting down"),
                     absl::Milliseconds(200));
  }
  return absl::OkStatus();
}

}  // namespace broadsheet
