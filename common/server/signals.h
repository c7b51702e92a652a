// SIGTERM and SIGINT as something to wait for.
#pragma once

#include <string_view>

namespace broadsheet {

// Made first in main, before any thread: from then on the two signals no longer
// end the process, and SIGPIPE is ignored.
class TerminationSignals {
 public:
  TerminationSignals();

  // Blocks until one of them comes and returns its name. A second one after
  // that ends the process at once, with status 1.
  std::string_view Wait();
};

}  // namespace broadsheet
