// A gRPC server with what every service needs around it: health, reflection and
// channelz by option, TLS, limits, roles, the admin HTTP port, draining.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/metrics/scraped_gauges.h"
#include "common/server/call_gate.h"
#include "common/server/server_options.h"

namespace grpc {
class Channel;
class Service;
}  // namespace grpc

namespace prometheus {
class Registry;
}  // namespace prometheus

namespace broadsheet {

struct ServedService {
  std::string_view name;  // its full name, as health reports it
  grpc::Service* service;
};

// Create → make the services with gate() → Start → SetServing(true) → Drain.
// The admin port answers from the first on: opening a store may take long.
//
//   ASSIGN server = Server::Create(options, registry);
//   GetHandlers handlers(server->gate(), …);
//   server->Start({{kFeedService, &handlers}});
//   server->SetServing(true);
//   signals.Wait();
//   server->Drain();
//
// The functions are for one thread; the destructor drains. Services have to
// live until Drain has returned or the server is destroyed.
class Server {
 public:
  // Reads certificates and the access file, and answers on the admin port: alive,
  // not ready. INVALID_ARGUMENT or NOT_FOUND with the flag and the file;
  // UNAVAILABLE, naming the admin address, if it cannot listen there.
  static absl::StatusOr<std::unique_ptr<Server>> Create(const ServerOptions& options,
                                                        std::shared_ptr<prometheus::Registry> registry);
  ~Server();

  // What the handlers' calls go through.
  CallGate& gate();

  // Signalled when Drain begins, for background work of the service.
  std::stop_token stop_token() const;

  // What /statusz shows of the service: a JSON object, made for each request, on
  // any thread. Before Start.
  void SetStatusPage(std::function<std::string()> status_json);

  // What /readyz says while it listens and does not serve: why not, in a line, made
  // for each request, on any thread. Before Start.
  void SetReadinessPage(std::function<std::string()> why_not_ready);

  // What /metrics shows beside the registry: read at each scrape, on any thread.
  // Before Start.
  void SetGauges(GaugeReader read);

  // Listens and answers, health NOT_SERVING. UNAVAILABLE, naming the address, if
  // it cannot listen.
  absl::Status Start(std::initializer_list<ServedService> services);

  // Health of every service and of "", /readyz and broadsheet_serving. Ignored once
  // draining.
  void SetServing(bool serving);

  // The ports that were bound.
  int port() const;
  int admin_port() const;

  // A plaintext channel inside the process, for tests.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // Health NOT_SERVING, a pause of drain_delay, stop_token signalled, no new
  // calls; returns once the calls in progress have ended. What is left at the
  // end of grace_period is cancelled. Calling it again does nothing.
  void Drain();

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet
