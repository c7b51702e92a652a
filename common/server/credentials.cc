#include "common/server/credentials.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/security/tls_certificate_provider.h>

#include <fstream>
#include <iterator>
#include <string>

#include "common/status/error.h"

namespace broadsheet {
namespace {

constexpr unsigned kReloadSeconds = 2;

// gRPC itself reports a file it cannot use only to its own log.
absl::Status CheckPem(std::string_view flag, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error(absl::StatusCode::kNotFound, "FILE_NOT_FOUND", std::string(flag) + ": cannot read " + path);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (text.find("-----BEGIN ") == std::string::npos) return FieldError(flag, path, "a file in PEM");
  return absl::OkStatus();
}

absl::Status CheckFiles(const TlsOptions& options) {
  if (auto status = CheckPem("--tls-certificate-file", options.certificate_file); !status.ok()) return status;
  if (auto status = CheckPem("--tls-private-key-file", options.private_key_file); !status.ok()) return status;
  if (options.client_ca_file.empty()) return absl::OkStatus();
  return CheckPem("--tls-client-ca-file", options.client_ca_file);
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeServerCredentials(const TlsOptions& options) {
  if (!options.enabled()) return grpc::InsecureServerCredentials();
  if (absl::Status status = CheckFiles(options); !status.ok()) return status;
  const auto provider = std::make_shared<grpc::experimental::FileWatcherCertificateProvider>(
      options.private_key_file, options.certificate_file, options.client_ca_file, kReloadSeconds);
  grpc::experimental::TlsServerCredentialsOptions tls(provider);
  tls.watch_identity_key_cert_pairs();
  if (!options.client_ca_file.empty()) {
    tls.watch_root_certs();
    tls.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  return grpc::experimental::TlsServerCredentials(tls);
}

}  // namespace broadsheet
