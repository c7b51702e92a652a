// What a service's server is told at its start.
#pragma once

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/config/option_parser.h"

namespace broadsheet {

// Files in PEM. All empty: plaintext.
struct TlsOptions {
  std::string certificate_file;  // the server's chain
  std::string private_key_file;
  std::string client_ca_file;  // set: clients have to show a certificate of it (mutual TLS)

  bool enabled() const { return !certificate_file.empty(); }
};

struct CallLimits {
  // Past these, calls are refused with RESOURCE_EXHAUSTED.
  int64_t max_calls = 64;                                 // bounded calls in progress, 1 or more
  int64_t max_watches = 512;                              // open-ended calls in progress, 0 or more
  int64_t max_uploads = 128;                              // streams that are being received, 1 or more
  absl::Duration max_stream_silence = absl::Seconds(30);  // see Call::Read
};

struct ServerOptions {
  std::string listen_address = "127.0.0.1:0";  // host:port; port 0: any free one
  std::string admin_address = "127.0.0.1:0";   // HTTP: metrics, probes, status
  std::string port_file;                       // set: "grpc PORT\nadmin PORT\n" is written to it once both listen

  TlsOptions tls;
  std::string access_file;  // set: who has which role, see access_policy.h
  bool insecure = false;    // allows listening beyond loopback without TLS or without access_file
  // Allows the admin port beyond loopback, for a probe or Prometheus on another
  // address. It answers whoever asks; what it shows holds no secret.
  bool expose_admin = false;

  CallLimits limits;
  int64_t max_message_bytes = int64_t{8} << 20;       // of a request message
  int64_t max_streams_per_connection = 256;           // calls a connection
  int64_t memory_quota_bytes = int64_t{1} << 30;      // gRPC's buffers
  absl::Duration grace_period = absl::Seconds(20);    // from SIGTERM to exit, at most
  absl::Duration drain_delay = absl::ZeroDuration();  // from NOT_SERVING to the end of accepting calls

  absl::Duration max_connection_age = absl::InfiniteDuration();  // then GOAWAY: clients connect anew, elsewhere

  std::string log_level = "info";  // of the lines that are written: debug, info, warning, error

  bool reflection = false;
  bool channelz = false;

  // All options of the service for /statusz, as ParseServiceOptions leaves them.
  std::string shown_as_json = "{}";
};

// Adds the flags (and BROADSHEET_… variables) for all of it. `options` has to
// outlive the parser; its values are the defaults.
void AddServerOptions(OptionParser& parser, ServerOptions& options);

// What is wrong in the options together: INVALID_ARGUMENT naming the flags.
// Among others: a certificate without its key, or an address beyond loopback
// without TLS and access_file, unless `insecure`.
absl::Status ValidateServerOptions(const ServerOptions& options);

// The end of reading a service's options: adds those of its server, parses, and
// checks what was given, the service's by `validate`. INVALID_ARGUMENT naming
// the flag, what was got and wanted.
absl::StatusOr<ParseOutcome> ParseServiceOptions(int argc, const char* const* argv, OptionParser& parser,
                                                 ServerOptions& options, absl::FunctionRef<absl::Status()> validate);

}  // namespace broadsheet
