#include "common/client/channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/support/channel_arguments.h>

#include <fstream>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/config/option_parser.h"
#include "common/status/error.h"

namespace broadsheet {
namespace {

constexpr unsigned kReloadSeconds = 2;
constexpr int kMaxResponseBytes = 64 << 20;
// The largest issue and some more: what does not fit is not sent again.
constexpr int kRetryBytes = 17 << 20;

// Every method of ours may be sent again: uploads are known by their content, and the
// programs delete nothing. Without
// the health check and waiting of deploy/examples/service_config.json: a person or a
// follower is to hear at once that nobody answers.
constexpr char kServiceConfig[] = R"({
  "loadBalancingConfig": [{"round_robin": {}}],
  "methodConfig": [{
    "name": [{}],
    "retryPolicy": {
      "maxAttempts": 4, "initialBackoff": "0.1s", "maxBackoff": "2s", "backoffMultiplier": 2,
      "retryableStatusCodes": ["UNAVAILABLE"]
    }
  }]
})";

class TokenFile : public grpc::MetadataCredentialsPlugin {
 public:
  explicit TokenFile(std::string path) : path_(std::move(path)) {}

  grpc::Status GetMetadata(grpc::string_ref, grpc::string_ref, const grpc::AuthContext&,
                           std::multimap<grpc::string, grpc::string>* metadata) override {
    std::string token;
    if (!(std::ifstream(path_) >> token)) {
      return grpc::Status(grpc::StatusCode::UNAUTHENTICATED, "cannot read a token from " + path_);
    }
    metadata->emplace("authorization", "Bearer " + token);
    return grpc::Status::OK;
  }

 private:
  const std::string path_;
};

absl::Status CheckReadable(const std::string& path) {
  if (path.empty() || std::ifstream(path)) return absl::OkStatus();
  return Error(absl::StatusCode::kNotFound, "FILE_NOT_FOUND", "cannot read " + path);
}

absl::Status Validate(const ChannelOptions& options) {
  if (options.address.empty()) return FieldError("address", "", "host:port");
  if (options.tls_certificate_file.empty() != options.tls_private_key_file.empty()) {
    return FieldError("tls-private-key-file", options.tls_private_key_file,
                      "a certificate and its key together, or neither");
  }
  const std::string& secret = options.token_file.empty() ? options.tls_certificate_file : options.token_file;
  if (options.tls_ca_file.empty() && !secret.empty()) {
    return FieldError("tls-ca-file", "", "the authority to trust: tokens and certificates need TLS");
  }
  for (const std::string* path :
       {&options.tls_ca_file, &options.tls_certificate_file, &options.tls_private_key_file, &options.token_file}) {
    if (absl::Status status = CheckReadable(*path); !status.ok()) return status;
  }
  return absl::OkStatus();
}

std::shared_ptr<grpc::ChannelCredentials> MakeCredentials(const ChannelOptions& options) {
  if (options.tls_ca_file.empty()) return grpc::InsecureChannelCredentials();
  grpc::experimental::TlsChannelCredentialsOptions tls;
  tls.set_certificate_provider(std::make_shared<grpc::experimental::FileWatcherCertificateProvider>(
      options.tls_private_key_file, options.tls_certificate_file, options.tls_ca_file, kReloadSeconds));
  tls.watch_root_certs();
  if (!options.tls_certificate_file.empty()) tls.watch_identity_key_cert_pairs();
  auto credentials = grpc::experimental::TlsCredentials(tls);
  if (options.token_file.empty()) return credentials;
  return grpc::CompositeChannelCredentials(
      credentials, grpc::MetadataCredentialsFromPlugin(std::make_unique<TokenFile>(options.token_file)));
}

std::string NameOf(std::string_view prefix, std::string_view last) {
  return prefix.empty() ? std::string(last) : absl::StrCat(std::string(prefix), "-", std::string(last));
}

}  // namespace

void AddChannelOptions(OptionParser& parser, std::string_view prefix, ChannelOptions& options) {
  parser.AddAddress(NameOf(prefix, "address"), options.address, "the service's address");
  AddCredentialOptions(parser, prefix, options);
}

void AddCredentialOptions(OptionParser& parser, std::string_view prefix, ChannelOptions& options) {
  const auto name = [&](std::string_view last) { return NameOf(prefix, last); };
  parser.AddText(name("tls-ca-file"), options.tls_ca_file, "the authority to trust, PEM: TLS");
  parser.AddText(name("tls-certificate-file"), options.tls_certificate_file, "this client's certificate, PEM");
  parser.AddText(name("tls-private-key-file"), options.tls_private_key_file, "its private key, PEM");
  parser.AddText(name("token-file"), options.token_file, "a bearer token; needs TLS");
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> MakeChannel(const ChannelOptions& options) {
  if (absl::Status status = Validate(options); !status.ok()) return status;
  grpc::ChannelArguments arguments;
  arguments.SetServiceConfigJSON(kServiceConfig);
  arguments.SetMaxReceiveMessageSize(kMaxResponseBytes);
  arguments.SetInt(GRPC_ARG_PER_RPC_RETRY_BUFFER_SIZE, kRetryBytes);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 20'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 5'000);
  return grpc::CreateCustomChannel(options.address, MakeCredentials(options), arguments);
}

}  // namespace broadsheet
