// When a parse for a call is in vain.
#pragma once

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/server/call.h"

namespace broadsheet::ingest {

// To be asked while a text is parsed, until it is stored: what CheckCaller says; and
// where the server drains and the parse goes on for some seconds, UNAVAILABLE with
// RetryInfo, so that a large one does not hold up the end. For one thread.
class ParseCheck {
 public:
  explicit ParseCheck(const Call& call) : call_(call) {}

  absl::Status operator()() const {
    if (absl::Status status = call_.CheckCaller(); !status.ok()) return status;
    if (!call_.stop_token().stop_requested()) return absl::OkStatus();
    const absl::Time now = absl::Now();
    if (end_ == absl::InfiniteFuture()) end_ = now + kToFinish;
    return now < end_ ? absl::OkStatus() : call_.CheckAlive();
  }

 private:
  // Enough for most issues.
  static constexpr absl::Duration kToFinish = absl::Seconds(3);

  const Call& call_;
  mutable absl::Time end_ = absl::InfiniteFuture();
};

}  // namespace broadsheet::ingest
