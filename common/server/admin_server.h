// The HTTP port for operators: plain HTTP, no secrets, not for the public.
//
//   /metrics  Prometheus text format: the registry, the gauges, the process
//   /healthz  200 while the process answers
//   /readyz   200 when it serves, 503 otherwise, with why not
//   /statusz  a JSON object: what it is, how it is configured, where it stands
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace prometheus {
class Collectable;
class Registry;
}  // namespace prometheus

namespace broadsheet {

struct AdminPages {
  std::shared_ptr<prometheus::Registry> registry;
  std::shared_ptr<prometheus::Collectable> gauges;  // may be null
  std::function<bool()> ready;                      // any thread
  std::function<std::string()> why_not_ready;       // any thread; a line, empty: not known
  std::function<std::string()> status;              // any thread; a JSON object
};

// Serves until it is destroyed.
class AdminServer {
 public:
  // UNAVAILABLE, naming the address, if it cannot listen there.
  static absl::StatusOr<std::unique_ptr<AdminServer>> Start(const std::string& address, AdminPages pages);
  ~AdminServer();

  int port() const;

 private:
  class Impl;
  explicit AdminServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet
