#include "common/server/exit_guard.h"

#include <unistd.h>

#include "common/logging/log.h"

namespace broadsheet {

ExitGuard::ExitGuard(absl::Duration patience)
    : thread_([this, patience](std::stop_token stop) {
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, stop, absl::ToChronoNanoseconds(patience), [&] { return stop.stop_requested(); });
        if (stop.stop_requested()) return;
        LogError("the grace period is over; exiting");
        FlushLog();
        _exit(1);
      }) {}

}  // namespace broadsheet
