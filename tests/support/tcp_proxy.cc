#include "tests/support/tcp_proxy.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>

namespace broadsheet::testing {
namespace {

constexpr int kPollMs = 20;
constexpr size_t kSlowBytes = 400, kBytes = 64 << 10;

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

// Closing it sends a reset.
void ResetOnClose(int socket_fd) {
  const linger now{1, 0};
  setsockopt(socket_fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

// Whether something can be read within the poll's time.
bool Readable(int socket_fd) {
  pollfd poll_fd{socket_fd, POLLIN, 0};
  return poll(&poll_fd, 1, kPollMs) > 0;
}

// Moves what is there, at most `limit` bytes; false at an end.
bool Move(int from, int to, size_t limit) {
  char buffer[kBytes];
  const ssize_t got = recv(from, buffer, limit, MSG_DONTWAIT);
  if (got < 0) return true;  // nothing there
  for (ssize_t sent = 0; sent < got;) {
    const ssize_t n = send(to, buffer + sent, static_cast<size_t>(got - sent), MSG_NOSIGNAL);
    if (n <= 0) return false;
    sent += n;
  }
  return got > 0;
}

}  // namespace

TcpProxy::TcpProxy(int target) : target_(target), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof(address);
  const bool listens = bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       listen(listener_, 16) == 0 &&
                       getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (!listens) throw std::runtime_error("the proxy cannot listen");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::jthread([this](const std::stop_token& stop) { Accept(stop); });
}

TcpProxy::~TcpProxy() {
  acceptor_ = {};
  connections_.clear();
  close(listener_);
}

void TcpProxy::Accept(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    if (!Readable(listener_)) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    const std::lock_guard lock(mutex_);
    connections_.emplace_back([this, client](const std::stop_token& end) { Serve(client, end); });
  }
}

void TcpProxy::Serve(int client, const std::stop_token& stop) {
  const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(target_);
  bool alive = connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0, deaf = false;
  for (; alive && !stop.stop_requested();) {
    const Mode mode = mode_;
    deaf = deaf || mode == Mode::kHalfOpen;
    if (mode == Mode::kCut) ResetOnClose(client), ResetOnClose(server);
    if (mode == Mode::kCut) break;
    pollfd both[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    if (deaf || mode == Mode::kSlow) std::this_thread::sleep_for(std::chrono::milliseconds(kPollMs));
    if (deaf || poll(both, 2, kPollMs) <= 0) continue;
    const size_t limit = mode == Mode::kSlow ? kSlowBytes : kBytes;
    alive = Move(client, server, limit) && Move(server, client, limit);
  }
  close(server);
  close(client);
}

}  // namespace broadsheet::testing
