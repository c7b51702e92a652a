// The parts of ingest_service, wired: parser, record log, handlers, server.
#pragma once

#include <memory>
#include <stop_token>

#include "absl/status/statusor.h"
#include "ingest_service/options.h"

namespace broadsheet {
class Server;
}  // namespace broadsheet

namespace broadsheet::ingest {

class FeedService;
class IngestService;
class RecordLog;

// Serves from Start until it drains. For one thread.
class IngestServer {
 public:
  // Answers on the admin port, loads the model, opens the database and listens, in
  // this order; SERVING when it returns. Errors name the file, folder or address that is at fault; a stop
  // ends the check of a database that was not closed.
  static absl::StatusOr<std::unique_ptr<IngestServer>> Start(const Options& options, const std::stop_token& stop = {});
  // Drains.
  ~IngestServer();

  int port() const;

  // See Server::Drain. What was acknowledged is durable with or without it.
  void Drain();

 private:
  IngestServer(std::unique_ptr<const Parser> parser, std::unique_ptr<RecordLog> log, std::unique_ptr<Server> server,
               const UploadLimits& limits);

  // Whoever uses another stands below it, so that it goes first; the server, in
  // which calls run, before all of them.
  const std::unique_ptr<const Parser> parser_;
  const std::unique_ptr<RecordLog> log_;
  std::unique_ptr<IngestService> ingest_;
  std::unique_ptr<FeedService> feed_;
  const std::unique_ptr<Server> server_;
};

}  // namespace broadsheet::ingest
