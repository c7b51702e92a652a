// A TCP proxy on loopback whose network can fail.
#pragma once

#include <atomic>
#include <list>
#include <mutex>
#include <thread>

namespace broadsheet::testing {

class TcpProxy {
 public:
  enum class Mode {
    kForward,
    kCut,       // connections are reset, new ones too
    kSlow,      // some hundred bytes at a time, with a pause after each
    kHalfOpen,  // what is connected or connects stays so and is never heard of again
  };

  // Forwards to 127.0.0.1:`target`, where nobody needs to listen yet.
  explicit TcpProxy(int target);
  // Ends all connections.
  ~TcpProxy();
  TcpProxy(const TcpProxy&) = delete;
  TcpProxy& operator=(const TcpProxy&) = delete;

  int port() const { return port_; }
  // A connection that was half open once does not come back to life.
  void Set(Mode mode) { mode_ = mode; }

 private:
  void Accept(const std::stop_token& stop);
  void Serve(int client, const std::stop_token& stop);

  const int target_;
  int listener_ = -1, port_ = 0;
  std::atomic<Mode> mode_{Mode::kForward};
  std::mutex mutex_;
  std::list<std::jthread> connections_;  // guarded by mutex_
  std::jthread acceptor_;                // last: ends first
};

}  // namespace broadsheet::testing
