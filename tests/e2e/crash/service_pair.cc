#include "tests/e2e/crash/service_pair.h"

#include <arpa/inet.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <utility>
#include <vector>

namespace broadsheet::testing {
namespace {

constexpr auto kStopPatience = std::chrono::seconds(30);
// So that faults meet the index writing and merging its files.
const std::vector<std::string> kFlushOften = {"--flush-entries=20", "--flush-interval=50ms",
                                              "--index-memory-records=12"};

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

std::vector<std::string> Joined(std::vector<std::string> words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

// Whether the service has to be started. What goes wrong around it may end it,
// but not by a signal that nobody sent.
bool IsGone(const std::unique_ptr<ChildProcess>& service, const char* name) {
  if (service == nullptr) return true;
  if (service->Running()) return false;
  const int status = service->Wait({});
  if (status < 0) throw std::runtime_error(std::string(name) + " ended by signal " + std::to_string(-status));
  return true;
}

}  // namespace

ServicePair::ServicePair(PairPrograms programs, std::string folder)
    : programs_(std::move(programs)),
      folder_(std::move(folder)),
      ingest_port_(FreePort()),
      query_port_(FreePort()),
      followed_port_(ingest_port_),
      ingest_channel_(EagerChannel(ingest_port_)),
      query_channel_(EagerChannel(query_port_)) {}

std::unique_ptr<ChildProcess> ServicePair::Launch(const std::string& program, const std::string& name, int port,
                                                  std::vector<std::string> more) const {
  std::vector<std::string> command = {"/usr/bin/env"};
  if (const auto set = environment_.find(name); set != environment_.end()) command = Joined(command, set->second);
  command = Joined(command, {program, "--listen-address=127.0.0.1:" + std::to_string(port),
                             "--admin-address=127.0.0.1:0", "--data-dir=" + folder_ + "/" + name});
  command = Joined(command, more);
  return std::make_unique<ChildProcess>(std::move(command), folder_ + "/" + name + ".log");
}

void ServicePair::Start(const std::vector<std::string>& query_flags) {
  if (IsGone(ingest_, "ingest_service")) ingest_ = Launch(programs_.ingest, "ingest", ingest_port_, {});
  if (!IsGone(query_, "query_service")) return;
  const std::string followed = "--ingest-addresses=127.0.0.1:" + std::to_string(followed_port_);
  query_ = Launch(programs_.query, "query", query_port_, Joined(Joined({followed}, kFlushOften), query_flags));
}

void ServicePair::Stop(std::unique_ptr<ChildProcess>& service) {
  if (service == nullptr) return;
  service->Signal(SIGTERM);
  const int status = service->Wait(kStopPatience);
  service.reset();
  // By the signal itself: before the service took signals.
  if (status != 0 && status != -SIGTERM)
    throw std::runtime_error("a service ended with status " + std::to_string(status) + " on SIGTERM");
}

}  // namespace broadsheet::testing
