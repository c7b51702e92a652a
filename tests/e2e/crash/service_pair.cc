#include "tests/e2e/crash/service_pair.h"

#include <arpa/inet.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>
#include <vector>

namespace broadsheet::testing {
namespace {

// A loopback port that was free just now.
int FreePort() {
  const int socket_fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  const bool bound = bind(socket_fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     getsockname(socket_fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(socket_fd);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

std::shared_ptr<grpc::Channel> EagerChannel(int port) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  return grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace

ServicePair::ServicePair(PairPrograms programs, std::string folder)
    : programs_(std::move(programs)),
      folder_(std::move(folder)),
      ingest_port_(FreePort()),
      query_port_(FreePort()),
      ingest_channel_(EagerChannel(ingest_port_)),
      query_channel_(EagerChannel(query_port_)) {}

std::unique_ptr<ChildProcess> ServicePair::Launch(const std::string& program, const std::string& name, int port,
                                                  std::vector<std::string> more) const {
  std::vector<std::string> command = {program, "--listen-address=127.0.0.1:" + std::to_string(port),
                                      "--admin-address=127.0.0.1:0", "--data-dir=" + folder_ + "/" + name};
  command.insert(command.end(), more.begin(), more.end());
  return std::make_unique<ChildProcess>(std::move(command), folder_ + "/" + name + ".log");
}

void ServicePair::Start() {
  if (ingest_ == nullptr || !ingest_->Running()) ingest_ = Launch(programs_.ingest, "ingest", ingest_port_, {});
  if (query_ == nullptr || !query_->Running()) {
    query_ =
        Launch(programs_.query, "query", query_port_, {"--ingest-addresses=127.0.0.1:" + std::to_string(ingest_port_)});
  }
}

}  // namespace broadsheet::testing
