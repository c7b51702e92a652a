// One RPC call as its handler sees it.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/grpc/silence_watchdog.h"
#include "common/logging/log.h"

namespace grpc {
class ServerContextBase;
}  // namespace grpc

namespace broadsheet {

// Made by CallGate for the time of a call; not for other threads, but for
// cancelled(), CheckAlive() and CheckCaller(), which any thread may ask.
class Call {
 public:
  // `max_silence`: see Read.
  Call(grpc::ServerContextBase& context, std::stop_token stop, absl::Duration max_silence);
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // When the caller stops waiting; InfiniteFuture if it named no deadline.
  absl::Time deadline() const { return deadline_; }

  // The caller is gone or its deadline has passed: work for it is wasted. Cheap,
  // for loops: notices a caller that goes within a few milliseconds. CheckAlive
  // notices at once.
  bool cancelled() const;

  // Signalled when the server drains. Open-ended calls end soon after it with
  // CheckAlive()'s status; bounded ones finish what takes some seconds. Waits on a
  // std::condition_variable_any or std::stop_callback, or is polled.
  const std::stop_token& stop_token() const { return stop_; }

  // OK while there is a point in going on, otherwise what to return:
  //   DEADLINE_EXCEEDED or CANCELLED: see cancelled();
  //   CANCELLED, reason STREAM_SILENT: see Read;
  //   UNAVAILABLE, reason DRAINING, with RetryInfo: the server drains (open-
  //     ended calls: go on elsewhere from where you are).
  absl::Status CheckAlive() const;

  // The same for a call that finishes what it has begun when the server drains:
  // OK, DEADLINE_EXCEEDED or CANCELLED.
  absl::Status CheckCaller() const;

  // The caller's `x-request-id`, if it is 1 to 128 printable ASCII characters,
  // or else a new one: for the log, never to tell repeated uploads apart.
  const std::string& request_id() const { return request_id_; }

  // W3C trace context (`traceparent`) as the caller sent it, if valid, or a new
  // one, not sampled. Pass it on to what is called on behalf of this call.
  const std::string& traceparent() const { return traceparent_; }

  // "ipv4:127.0.0.1:4711"
  const std::string& peer() const { return peer_; }

  // One Read of the call's stream: what `read` returns. A caller that lets it
  // wait for `max_silence`, at most twice that, has its call cancelled: it would
  // keep the call's place from others. Read is false then, as at the stream's
  // end, and CheckCaller tells them apart.
  bool Read(absl::FunctionRef<bool()> read) { return Transfer(read); }
  // One Write, for a caller that takes nothing likewise. Not OK where `write`
  // returns false: what to return.
  absl::Status Write(absl::FunctionRef<bool()> write);

  // Adds a field to the call's line in the log: numbers and names that explain
  // its cost or outcome, no text of issues.
  void Annotate(LogField field) { annotations_.push_back(std::move(field)); }
  const std::vector<LogField>& annotations() const { return annotations_; }

  // Runs `wait` with the call counted as a watch: waiting keeps no call out.
  // When it returns OK, the call waits for its place to be free again.
  // RESOURCE_EXHAUSTED, reason OVERLOADED: there are as many watches as allowed;
  // CheckAlive()'s errors; those of `wait`.
  absl::Status WaitAside(const std::function<absl::Status()>& wait) { return StepAside(AsideAs::kWatch, wait); }
  // The same with the call counted as an upload: for a caller's stream that is being
  // received, and may come slowly.
  absl::Status ReceiveAside(const std::function<absl::Status()>& receive) {
    return StepAside(AsideAs::kUpload, receive);
  }

  // For CallGate: how it is done. Without it the call just waits.
  enum class AsideAs { kWatch, kUpload };
  using Aside = std::function<absl::Status(AsideAs, const std::function<absl::Status()>&)>;
  void set_aside(Aside aside) { aside_ = std::move(aside); }

  grpc::ServerContextBase& context() { return context_; }

 private:
  absl::Status StepAside(AsideAs as, const std::function<absl::Status()>& wait) {
    return aside_ ? aside_(as, wait) : wait();
  }
  bool AskIfGone() const;
  bool Transfer(absl::FunctionRef<bool()> read_or_write);

  grpc::ServerContextBase& context_;
  std::stop_token stop_;
  absl::Time deadline_;
  std::string request_id_, traceparent_, peer_;
  mutable std::atomic<int64_t> ask_due_{0};  // microseconds since the epoch
  mutable std::atomic<bool> gone_{false};    // the caller, as far as we have asked
  std::atomic<bool> silent_{false};          // it was, for too long
  std::vector<LogField> annotations_;
  Aside aside_;
  const absl::Duration max_silence_;
  std::unique_ptr<SilenceWatchdog> watchdog_;  // from the first transfer; goes first: uses the others
};

}  // namespace broadsheet
