// What goes wrong in a round.
#pragma once

#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/e2e/crash/service_pair.h"
#include "tests/e2e/crash/upload_ledger.h"

namespace broadsheet::testing {

// This machine does not let the test make the fault.
struct CannotRun : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Fault {
 public:
  virtual ~Fault() = default;
  // Both services run and nothing is under way.
  virtual void Prepare(std::mt19937_64& /*random*/) {}
  // At a random moment of uploading.
  virtual void Strike(std::mt19937_64& random) = 0;
  // Nothing goes wrong any more, and both services run.
  virtual void Heal(std::mt19937_64& random) = 0;
};

// What faults act on; outlives them.
struct FaultScene {
  ServicePair& pair;
  UploadLedger& ledger;
  std::string folder;  // the pair's; faults may keep files there
  std::string shim;    // path of fault_shim, for the faults that need it
  std::string backup;  // path of backup_issues, likewise
};

// SIGKILL to one service or both, and again in the middle of the recovery.
std::unique_ptr<Fault> MakeKillFault(const FaultScene& scene);
// Calls on a service's files fail with `error`: some, or all until the healing.
std::unique_ptr<Fault> MakeFileFault(const FaultScene& scene, int error);
// The volume of a service is full but for some bytes. Needs root: throws CannotRun.
std::unique_ptr<Fault> MakeVolumeFault(const FaultScene& scene);
// The wall clock of a service jumps by up to 40 days, either way.
std::unique_ptr<Fault> MakeClockFault(const FaultScene& scene);
// The connection between the services is cut, slow or half open.
std::unique_ptr<Fault> MakeNetworkFault(const FaultScene& scene);
// A service goes on with an older state of its files or of a backup. What the
// ingest service acknowledged since is gone, in the ledger too.
std::unique_ptr<Fault> MakeRestoreFault(const FaultScene& scene);

// "kill", "disk-full", "full-volume", "io-error", "clock", "network", "restore".
const std::vector<std::string>& FaultKinds();
// Before the pair starts for the first time. Null for an unknown kind.
std::unique_ptr<Fault> MakeFault(const std::string& kind, const FaultScene& scene);

}  // namespace broadsheet::testing
