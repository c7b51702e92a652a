// A real server of services under test, on a free loopback port.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/impl/service_type.h>

#include <initializer_list>
#include <memory>
#include <string>

#include "common/server/server.h"

namespace broadsheet::testing {

//   TestServer server;
//   GetHandlers handlers(server.gate(), …);
//   server.Start({{kFeedService, &handlers}});
//   auto stub = IngestService::NewStub(server.channel());
//
// Declare what the handlers need before it: its destructor drains. What fails
// ends the test's process, saying why.
class TestServer {
 public:
  explicit TestServer(ServerOptions options = {});

  CallGate& gate() { return server_->gate(); }
  // Listens, and is SERVING.
  void Start(std::initializer_list<ServedService> services);

  // A plaintext channel to it over TCP, the same one each time.
  std::shared_ptr<grpc::Channel> channel();
  std::string address() const;
  Server& server() { return *server_; }

 private:
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace broadsheet::testing
