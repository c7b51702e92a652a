#include "ingest_service/feed/commit_signal.h"

namespace broadsheet::ingest {

CommitSignal::CommitSignal(RecordLog& log)
    : log_(log), unsubscribe_(log.Subscribe([this] {
        // The lock keeps the signal from falling between a waiter's look at the
        // head and its sleep.
        { const std::lock_guard lock(mutex_); }
        committed_.notify_all();
      })) {}

CommitSignal::~CommitSignal() { unsubscribe_(); }

void CommitSignal::WaitBeyond(Sequence last, const std::stop_token& stop, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  committed_.wait_for(lock, stop, patience, [&] { return log_.Head().last > last; });
}

}  // namespace broadsheet::ingest
