#include "common/server/server_options.h"

#include "common/config/option_parser.h"
#include "common/config/option_value.h"
#include "common/logging/log.h"
#include "common/status/error.h"

namespace broadsheet {
namespace {

constexpr int64_t kKiB = int64_t{1} << 10, kMiB = int64_t{1} << 20, kGiB = int64_t{1} << 30;

bool IsLoopback(const std::string& address) {
  const auto parsed = ParseHostPort(address);
  return parsed && IsLoopbackHost(parsed->host);
}

void AddLimits(OptionParser& parser, ServerOptions& options) {
  parser.AddInteger("max-calls", options.limits.max_calls, {1, 4096}, "calls in progress, without watches");
  parser.AddInteger("max-watches", options.limits.max_watches, {0, 65536}, "open-ended streams in progress");
  parser.AddInteger("max-uploads", options.limits.max_uploads, {1, 4096},
                    "streams whose request is being received; they do not count as calls until it is there");
  parser.AddDuration("max-stream-silence", options.limits.max_stream_silence,
                     {absl::Milliseconds(100), absl::InfiniteDuration()},
                     "then a stream is cancelled whose caller sends nothing, or takes nothing, while it is waited for");
  parser.AddInteger("max-streams-per-connection", options.max_streams_per_connection, {1, 65536},
                    "calls in progress on one connection");
  parser.AddBytes("max-message-bytes", options.max_message_bytes, {64 * kKiB, 512 * kMiB}, "largest request message");
  parser.AddBytes("memory-quota-bytes", options.memory_quota_bytes, {16 * kMiB, 256 * kGiB},
                  "memory of gRPC's buffers");
}

}  // namespace

void AddServerOptions(OptionParser& parser, ServerOptions& options) {
  parser.AddAddress("listen-address", options.listen_address, "where gRPC listens; port 0: any free one");
  parser.AddAddress("admin-address", options.admin_address, "where HTTP listens: /metrics /healthz /readyz /statusz");
  parser.AddText("port-file", options.port_file, "file to write the bound ports to");
  parser.AddText("tls-certificate-file", options.tls.certificate_file, "the server's certificate chain, PEM");
  parser.AddText("tls-private-key-file", options.tls.private_key_file, "its private key, PEM");
  parser.AddText("tls-client-ca-file", options.tls.client_ca_file, "CA of client certificates, PEM: mutual TLS");
  parser.AddText("access-file", options.access_file, "who has which role: certificates and tokens");
  parser.AddFlag("insecure", options.insecure, "listen beyond loopback without TLS or without roles");
  parser.AddFlag("expose-admin", options.expose_admin,
                 "let the admin port listen beyond loopback: it asks for no role");
  AddLimits(parser, options);
  parser.AddDuration("grace-period", options.grace_period, {absl::ZeroDuration(), absl::Hours(1)},
                     "from SIGTERM to exit, at most");
  parser.AddDuration("drain-delay", options.drain_delay, {absl::ZeroDuration(), absl::Minutes(10)},
                     "from NOT_SERVING to refusing calls");
  parser.AddDuration("max-connection-age", options.max_connection_age, {absl::Seconds(1), absl::InfiniteDuration()},
                     "then clients are sent to connect anew; streams go on");
  parser.AddText("log-level", options.log_level, "least level of log lines: debug, info, warning, error");
  parser.AddFlag("reflection", options.reflection, "serve gRPC reflection");
  parser.AddFlag("channelz", options.channelz, "serve gRPC channelz");
}

absl::Status ValidateServerOptions(const ServerOptions& options) {
  const TlsOptions& tls = options.tls;
  if (tls.certificate_file.empty() != tls.private_key_file.empty()) {
    return FieldError("--tls-private-key-file", tls.private_key_file, "a certificate and its key together, or neither");
  }
  if (!tls.client_ca_file.empty() && !tls.enabled()) {
    return FieldError("--tls-client-ca-file", tls.client_ca_file, "--tls-certificate-file with it");
  }
  if (!LogLevelNamed(options.log_level)) {
    return FieldError("--log-level", options.log_level, "debug, info, warning or error");
  }
  if (!options.expose_admin && !IsLoopback(options.admin_address)) {
    return FieldError("--admin-address", options.admin_address, "a loopback address, or --expose-admin");
  }
  if (options.insecure || IsLoopback(options.listen_address)) return absl::OkStatus();
  if (!tls.enabled()) {
    return FieldError("--listen-address", options.listen_address,
                      "a loopback address, or TLS (--tls-certificate-file), or --insecure");
  }
  if (options.access_file.empty()) {
    return FieldError("--listen-address", options.listen_address,
                      "a loopback address, or roles (--access-file), or --insecure");
  }
  return absl::OkStatus();
}

absl::StatusOr<ParseOutcome> ParseServiceOptions(int argc, const char* const* argv, OptionParser& parser,
                                                 ServerOptions& options, absl::FunctionRef<absl::Status()> validate) {
  AddServerOptions(parser, options);
  auto outcome = parser.Parse(argc, argv);
  if (!outcome.ok() || *outcome == ParseOutcome::kExit) return outcome;
  if (absl::Status status = validate(); !status.ok()) return status;
  if (absl::Status status = ValidateServerOptions(options); !status.ok()) return status;
  options.shown_as_json = parser.ValuesAsJson();
  return outcome;
}

}  // namespace broadsheet
