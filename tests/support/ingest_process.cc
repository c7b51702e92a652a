#include "tests/support/ingest_process.h"

#include <grpcpp/grpcpp.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace broadsheet::testing {

IngestProcess::IngestProcess(const std::string& program, const TempDir& folder, std::vector<std::string> flags) {
  const std::string port_file = folder / "ingest.port", log = folder / "ingest.log";
  std::filesystem::remove(port_file);
  std::vector<std::string> command = {program, "--data-dir=" + folder / "data", "--port-file=" + port_file};
  command.insert(command.end(), flags.begin(), flags.end());
  process_ = std::make_unique<ChildProcess>(std::move(command), log);
  const std::string line = WaitForLine(port_file, *process_);
  if (line.rfind("grpc ", 0) != 0) {
    std::cerr << program << " does not listen; its log is " << log << "\n";
    std::abort();
  }
  address_ = "127.0.0.1:" + line.substr(5);
}

IssueClient IngestProcess::Connect() const {
  // Without this, channels to one address share a connection.
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return IssueClient(grpc::CreateCustomChannel(address_, grpc::InsecureChannelCredentials(), arguments));
}

}  // namespace broadsheet::testing
