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
}

std::string_view TerminationSignals::Wait() {
  const sigset_t set = Signals();
  int received = 0;
  while (sigwait(&set, &received) != 0) {
  }
  signal(SIGTERM, ExitAtOnce);
  signal(SIGINT, ExitAtOnce);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  return received == SIGTERM ? "SIGTERM" : "SIGINT";
}

}  // namespace broadsheet
