// Both services as real processes over one folder, killed and started again.
#pragma once

#include <grpcpp/channel.h>

#include <memory>
#include <string>

#include "tests/support/child_process.h"

namespace broadsheet::testing {

struct PairPrograms {
  std::string ingest, query;  // paths
};

class ServicePair {
 public:
  // Data and logs go to `folder`. Nothing runs yet.
  ServicePair(PairPrograms programs, std::string folder);

  // Starts what does not run. Ports stay the same from start to start.
  void Start();
  void KillIngest() { ingest_.reset(); }
  void KillQuery() { query_.reset(); }

  // Plaintext channels that try again every 50 ms; good across restarts.
  std::shared_ptr<grpc::Channel> ingest_channel() const { return ingest_channel_; }
  std::shared_ptr<grpc::Channel> query_channel() const { return query_channel_; }

 private:
  std::unique_ptr<ChildProcess> Launch(const std::string& program, const std::string& name, int port,
                                       std::vector<std::string> more) const;

  const PairPrograms programs_;
  const std::string folder_;
  const int ingest_port_, query_port_;
  const std::shared_ptr<grpc::Channel> ingest_channel_, query_channel_;
  std::unique_ptr<ChildProcess> ingest_, query_;
};

}  // namespace broadsheet::testing
