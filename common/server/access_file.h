// An access policy kept in a file, followed as it changes.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/server/access_policy.h"

namespace grpc {
class ServerContextBase;
}  // namespace grpc

namespace broadsheet {

// Reads the file and the tokens it names again every `interval`. What it cannot
// read or understand then is logged, and the policy it had stays in force.
class AccessFile {
 public:
  // NOT_FOUND, FAILED_PRECONDITION or INVALID_ARGUMENT with the path if the first reading fails.
  static absl::StatusOr<std::unique_ptr<AccessFile>> Open(const std::string& path,
                                                          absl::Duration interval = absl::Seconds(5));

  // Any thread.
  std::shared_ptr<const AccessPolicy> policy() const;
  // Whether the last reading could be used.
  bool usable() const;

 private:
  AccessFile(std::string path, AccessPolicy policy, absl::Duration interval);
  void Follow(std::stop_token stop, absl::Duration interval);

  const std::string path_;
  mutable std::mutex mutex_;
  std::shared_ptr<const AccessPolicy> policy_;  // this and the next guarded by mutex_
  std::string problem_;                         // of the last reading
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: ends before what it uses
};

// What a call shows: the peer's verified certificate and the authorization
// header.
PresentedIdentity IdentityOf(const grpc::ServerContextBase& context);

}  // namespace broadsheet
