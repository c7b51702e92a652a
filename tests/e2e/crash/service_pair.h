// Both services as real processes over one folder, killed and started again.
#pragma once

#include <grpcpp/channel.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/child_process.h"

namespace broadsheet::testing {

struct PairPrograms {
  std::string ingest, query;  // paths
};

class ServicePair {
 public:
  // Data and logs go to `folder`. Nothing runs yet.
  ServicePair(PairPrograms programs, std::string folder);

  // VARIABLE=VALUE for "ingest" or "query", at its next start.
  void SetEnvironment(const std::string& name, std::vector<std::string> variables) {
    environment_[name] = std::move(variables);
  }
  // The query service follows what listens on this port, from its next start.
  void FollowThrough(int port) { followed_port_ = port; }
  int ingest_port() const { return ingest_port_; }

  // Starts what does not run. Ports stay the same from start to start. Throws if
  // a service had ended by a signal of its own.
  void Start(const std::vector<std::string>& query_flags = {});
  void KillIngest() { ingest_.reset(); }
  void KillQuery() { query_.reset(); }
  // SIGTERM; throws if that does not end it with status 0.
  void StopIngest() { Stop(ingest_); }
  void StopQuery() { Stop(query_); }

  // Plaintext channels that try again every 50 ms; good across restarts.
  std::shared_ptr<grpc::Channel> ingest_channel() const { return ingest_channel_; }
  std::shared_ptr<grpc::Channel> query_channel() const { return query_channel_; }

 private:
  std::unique_ptr<ChildProcess> Launch(const std::string& program, const std::string& name, int port,
                                       std::vector<std::string> more) const;
  static void Stop(std::unique_ptr<ChildProcess>& service);

  const PairPrograms programs_;
  const std::string folder_;
  const int ingest_port_, query_port_;
  int followed_port_;
  std::map<std::string, std::vector<std::string>> environment_;
  const std::shared_ptr<grpc::Channel> ingest_channel_, query_channel_;
  std::unique_ptr<ChildProcess> ingest_, query_;
};

}  // namespace broadsheet::testing
