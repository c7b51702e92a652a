#include "common/server/call_gate.h"

#include <grpcpp/server_context.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/grpc/status.h"
#include "common/logging/log.h"
#include "common/metrics/call_metrics.h"
#include "common/server/admission.h"
#include "common/server/call_pool.h"
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

// One more than can compute, as some wait for the disk.
size_t PoolWidth() { return std::max(1u, std::thread::hardware_concurrency()) + 1; }

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
        max_stream_silence_(limits.max_stream_silence),
        calls_(limits.max_calls),
        watches_(limits.max_watches),
        uploads_(limits.max_uploads),
        pool_(PoolWidth()) {}

  grpc::Status Serve(grpc::ServerContextBase& context, const Method& method, Handler handler) {
    ServedCall served(*this, context, method);
    absl::Status status = served.Admit();
    if (status.ok()) status = served.Run(handler);
    return served.End(status);
  }

  grpc::ServerUnaryReactor* ServeOnPool(grpc::CallbackServerContext& context, const Method& method,
                                        std::function<absl::Status(Call&)> handler) {
    grpc::ServerUnaryReactor* const reactor = context.DefaultReactor();
    auto served = std::make_shared<ServedCall>(*this, context, method, &pool_);
    if (const absl::Status refused = served->Admit(); !refused.ok()) {
      reactor->Finish(served->End(refused));
    } else {
      pool_.Run([served = std::move(served), handler = std::move(handler), reactor] {
        reactor->Finish(served->End(served->Run(handler)));
      });
    }
    return reactor;
  }

  void CountFromZero(const Method& method) { metrics_.CountFromZero(method.service, method.name); }

  std::optional<int64_t> CallsIfIdle() const {
    const int64_t ended = ended_, begun = begun_;  // in this order: what begins meanwhile shows
    return begun == ended ? std::optional(begun) : std::nullopt;
  }

 private:
  // A call from its beginning to its end.
  class ServedCall {
   public:
    ServedCall(Impl& gate, grpc::ServerContextBase& context, const Method& method, CallPool* pool = nullptr)
        : gate_(gate),
          method_(method),
          admission_(method.length == CallLength::kOpenEnded ? gate.watches_ : gate.calls_),
          pool_(pool),
          call_(context, gate.stop_, gate.max_stream_silence_) {
      ++gate_.begun_;
      gate_.metrics_.Started(method_.service, method_.name);
    }

    absl::Status Admit() {
      if (gate_.authorizer_) {
        auto caller = gate_.authorizer_(call_.context(), method_.role);
        if (!caller.ok()) return caller.status();
        call_.Annotate({"caller", *caller});
      }
      place_ = admission_.Take();
      return place_ ? absl::OkStatus() : Overloaded(method_, admission_.limit());
    }

    absl::Status Run(Handler handler) {
      if (absl::Status alive = call_.CheckAlive(); !alive.ok()) return alive;
      if (&admission_ == &gate_.calls_) {
        call_.set_aside([this](Call::AsideAs as, const std::function<absl::Status()>& wait) {
          return WaitAside(as == Call::AsideAs::kWatch ? gate_.watches_ : gate_.uploads_, wait);
        });
      }
      return RunHandler(call_, handler);
    }

    // Once, before the caller is answered.
    grpc::Status End(const absl::Status& status) {
      place_.Release();
      const absl::Duration duration = absl::FromChrono(std::chrono::steady_clock::now() - start_);
      gate_.metrics_.Handled(method_.service, method_.name, status.code(), ReasonOf(status), duration);
      LogCall(call_, method_, status, duration);
      ++gate_.ended_;
      return ToGrpc(status);
    }

   private:
    absl::Status WaitAside(Admission& aside, const std::function<absl::Status()>& wait) {
      // Kept until there is room again, so that the call is always counted.
      const Admission::Place waiting = aside.Take();
      if (!waiting) return Overloaded(method_, aside.limit());
      place_.Release();
      absl::Status status;
      const auto wait_for_place = [&] {
        status = wait();
        if (status.ok()) status = TakePlace();
      };
      if (pool_ != nullptr) {
        pool_->Wait(wait_for_place);
      } else {
        wait_for_place();
      }
      return status;
    }

    absl::Status TakePlace() {
      for (;;) {
        place_ = gate_.calls_.Take();
        if (place_) return absl::OkStatus();
        if (absl::Status alive = call_.CheckAlive(); !alive.ok()) return alive;
        absl::SleepFor(kPlacePoll);
      }
    }

    const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    Impl& gate_;
    const Method method_;
    Admission& admission_;
    CallPool* const pool_;
    Admission::Place place_{nullptr};
    Call call_;
  };

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
  const absl::Duration max_stream_silence_;
  Admission calls_, watches_, uploads_;
  std::atomic<int64_t> begun_{0}, ended_{0};
  CallPool pool_;  // goes first: what runs in it uses the rest
};

CallGate::CallGate(const CallLimits& limits, Authorizer authorizer, std::shared_ptr<prometheus::Registry> registry,
                   std::stop_token stop)
    : impl_(std::make_unique<Impl>(limits, std::move(authorizer), std::move(registry), std::move(stop))) {}
CallGate::~CallGate() = default;

void CallGate::CountFromZero(const Method& method) { impl_->CountFromZero(method); }

std::optional<int64_t> CallGate::CallsIfIdle() const { return impl_->CallsIfIdle(); }

grpc::Status CallGate::Serve(grpc::ServerContextBase& context, const Method& method, Handler handler) {
  return impl_->Serve(context, method, handler);
}

grpc::ServerUnaryReactor* CallGate::ServeOnPool(grpc::CallbackServerContext& context, const Method& method,
                                                std::function<absl::Status(Call&)> handler) {
  return impl_->ServeOnPool(context, method, std::move(handler));
}

}  // namespace broadsheet
