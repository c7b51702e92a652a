#include "common/server/signals.h"

#include <signal.h>
#include <unistd.h>

namespace broadsheet {
namespace {

sigset_t Signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

void ExitAtOnce(int) { _exit(1); }

}  // namespace

TerminationSignals::TerminationSignals() {
  const sigset_t set = Signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signal(SIGPIPE, SIG_IGN);
  listener_ = std::thread([this] { Listen(); });
}

TerminationSignals::~TerminationSignals() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    if (received_ == 0) pthread_kill(listener_.native_handle(), SIGTERM);
  }
  ended_.notify_all();
  listener_.join();
  // The listener took the second signal.
  const sigset_t set = Signals();
  if (received_ != 0) pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void TerminationSignals::Listen() {
  const sigset_t set = Signals();
  int received = 0;
  while (sigwait(&set, &received) != 0) {
  }
  {
    const std::lock_guard lock(mutex_);
    if (ending_) return;
    received_ = received;
  }
  signal(SIGTERM, ExitAtOnce);
  signal(SIGINT, ExitAtOnce);
  stop_.request_stop();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [this] { return ending_; });
}

std::string_view TerminationSignals::Wait() const {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  stopped.wait(lock, stop_.get_token(), [] { return false; });
  return received_ == SIGTERM ? "SIGTERM" : "SIGINT";
}

}  // namespace broadsheet
