#include "common/server/call_gate.h"

#include <grpcpp/server_context.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/grpc/status.h"
#include "common/logging/log.h"
#include "common/metrics/call_metrics.h"
#include "common/server/admission.h"
#include "common/status/error.h"

namespace broadsheet {
namespace {

// How soon a call that waited aside notices that there is room.
constexpr absl::Duration kPlacePoll = absl::Milliseconds(2);

absl::Status Overloaded(const Method& method, int64_t limit) {
  return WithRetry(
      Error(absl::StatusCode::kResourceExhausted, "OVERLOADED",
            absl::StrCat("as many calls in progress as allowed: ", limit), {{"limit", absl::StrCat(limit)}}),
      method.length == CallLength::kOpenEnded ? absl::Seconds(1) : absl::Milliseconds(100));
}

absl::Status RunHandler(Call& call, CallGate::Handler handler) {
  std::string what;
  try {
    return handler(call);
  } catch (const std::exception& exception) {
    what = exception.what();
  } catch (...) {
    what = "not a std::exception";
  }
  call.Annotate({"exception", what});
  return Error(absl::StatusCode::kInternal, "UNEXPECTED", "unexpected failure; the server's log says more");
}

LogLevel LevelOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kUnknown:
      return LogLevel::kError;
    default:
      return LogLevel::kInfo;
  }
}

}  // namespace

class CallGate::Impl {
 public:
  Impl(const CallLimits& limits, Authorizer authorizer, std::shared_ptr<prometheus::Registry> registry,
       std::stop_token stop)
      : authorizer_(std::move(authorizer)),
        metrics_(std::move(registry)),
        stop_(std::move(stop)),
        calls_(limits.max_calls),
        watches_(limits.max_watches) {}

  grpc::Status Serve(grpc::ServerContext& context, const Method& method, Handler handler) {
    const auto start = std::chrono::steady_clock::now();
    ++begun_;
    metrics_.Started(method.service, method.name);
    Call call(context, stop_);
    const absl::Status status = Admit(call, method, handler);
    const absl::Duration duration = absl::FromChrono(std::chrono::steady_clock::now() - start);
    metrics_.Handled(method.service, method.name, status.code(), duration);
    LogCall(call, method, status, duration);
    ++ended_;
    return ToGrpc(status);
  }

  std::optional<int64_t> CallsIfIdle() const {
    const int64_t ended = ended_, begun = begun_;  // in this order: what begins meanwhile shows
    return begun == ended ? std::optional(begun) : std::nullopt;
  }

 private:
  absl::Status Admit(Call& call, const Method& method, Handler handler) {
    if (authorizer_) {
      auto caller = authorizer_(call.context(), method.role);
      if (!caller.ok()) return caller.status();
      call.Annotate({"caller", *caller});
    }
    if (absl::Status alive = call.CheckAlive(); !alive.ok()) return alive;
    Admission& admission = method.length == CallLength::kOpenEnded ? watches_ : calls_;
    Admission::Place place = admission.Take();
    if (!place) return Overloaded(method, admission.limit());
    if (&admission == &calls_) {
      call.set_aside([&](const std::function<absl::Status()>& wait) { return WaitAside(call, method, place, wait); });
    }
    return RunHandler(call, handler);
  }

  absl::Status WaitAside(Call& call, const Method& method, Admission::Place& place,
                         const std::function<absl::Status()>& wait) {
    // Kept until there is room again, so that the call is always counted.
    const Admission::Place waiting = watches_.Take();
    if (!waiting) return Overloaded(method, watches_.limit());
    place.Release();
    if (absl::Status status = wait(); !status.ok()) return status;
    for (;;) {
      place = calls_.Take();
      if (place) return absl::OkStatus();
      if (absl::Status alive = call.CheckAlive(); !alive.ok()) return alive;
      absl::SleepFor(kPlacePoll);
    }
  }

  static void LogCall(const Call& call, const Method& method, const absl::Status& status, absl::Duration duration) {
    std::vector<LogField> fields = {{"service", method.service},
                                    {"method", method.name},
                                    {"peer", call.peer()},
                                    {"code", CodeName(status.code())},
                                    {"duration_ms", absl::ToDoubleMilliseconds(duration)},
                                    {"request_id", call.request_id()},
                                    {"traceparent", call.traceparent()}};
    if (!status.ok()) {
      fields.emplace_back("reason", ReasonOf(status));
      fields.emplace_back("error", std::string(status.message()));
    }
    fields.insert(fields.end(), call.annotations().begin(), call.annotations().end());
    Log(LevelOf(status.code()), "call", fields);
  }

  const Authorizer authorizer_;
  CallMetrics metrics_;
  const std::stop_token stop_;
  Admission calls_, watches_;
  std::atomic<int64_t> begun_{0}, ended_{0};
};

CallGate::CallGate(const CallLimits& limits, Authorizer authorizer, std::shared_ptr<prometheus::Registry> registry,
                   std::stop_token stop)
    : impl_(std::make_unique<Impl>(limits, std::move(authorizer), std::move(registry), std::move(stop))) {}
CallGate::~CallGate() = default;

std::optional<int64_t> CallGate::CallsIfIdle() const { return impl_->CallsIfIdle(); }

grpc::Status CallGate::Serve(grpc::ServerContext& context, const Method& method, Handler handler) {
  return impl_->Serve(context, method, handler);
}

}  // namespace broadsheet
