// ingest_service as a process of its own, on a free loopback port.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/child_process.h"
#include "tests/support/issue_client.h"

namespace broadsheet::testing {

class IngestProcess {
 public:
  // Starts `program` on the database in `folder`, which outlives it, and waits
  // until it listens. What fails ends the test's process, saying why.
  IngestProcess(const std::string& program, const TempDir& folder, std::vector<std::string> flags = {});

  // A client on a connection of its own.
  IssueClient Connect() const;
  const std::string& address() const { return address_; }
  ChildProcess& process() { return *process_; }

 private:
  std::unique_ptr<ChildProcess> process_;
  std::string address_;
};

}  // namespace broadsheet::testing
