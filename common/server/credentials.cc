#include "common/server/credentials.h"

#include <grpc/grpc.h>
#include <grpc/grpc_security.h>
#include <grpcpp/security/server_credentials.h>

#include <cstdlib>
#include <string>
#include <utility>

#include "common/server/certificate_files.h"

namespace broadsheet {
namespace {

// gRPC's FileWatcherCertificateProvider takes whatever stands in the files: with a
// key of another certificate every new connection fails. So it is asked for at each
// connection instead.
class FollowedCredentials : public grpc::ServerCredentials {
 public:
  explicit FollowedCredentials(std::shared_ptr<CertificateFiles> files)
      : files_(std::move(files)),
        credentials_(grpc_ssl_server_credentials_create_with_options(
            grpc_ssl_server_credentials_create_options_using_config_fetcher(
                files_->Reload()->client_ca.empty() ? GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE
                                                    : GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY,
                Fetch, this))) {}
  ~FollowedCredentials() override { grpc_server_credentials_release(credentials_); }

  // CallGate knows who calls.
  void SetAuthMetadataProcessor(const std::shared_ptr<grpc::AuthMetadataProcessor>&) override { std::abort(); }

 private:
  int AddPortToServer(const std::string& address, grpc_server* server) override {
    return grpc_server_add_http2_port(server, address.c_str(), credentials_);
  }

  // Before each connection, one at a time.
  static grpc_ssl_certificate_config_reload_status Fetch(void* self, grpc_ssl_server_certificate_config** config) {
    return static_cast<FollowedCredentials*>(self)->Fetch(config);
  }

  grpc_ssl_certificate_config_reload_status Fetch(grpc_ssl_server_certificate_config** config) {
    auto latest = files_->Reload();
    if (latest == given_) return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED;
    const grpc_ssl_pem_key_cert_pair pair = {latest->private_key.c_str(), latest->chain.c_str()};
    // gRPC wants authorities here even where it asks no client for a certificate.
    const std::string& authorities = latest->client_ca.empty() ? latest->chain : latest->client_ca;
    *config = grpc_ssl_server_certificate_config_create(authorities.c_str(), &pair, 1);
    given_ = std::move(latest);
    return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_NEW;
  }

  const std::shared_ptr<CertificateFiles> files_;
  std::shared_ptr<const Certificates> given_;
  grpc_server_credentials* const credentials_;
};

}  // namespace

std::shared_ptr<grpc::ServerCredentials> MakeServerCredentials(std::shared_ptr<CertificateFiles> files) {
  if (files == nullptr) return grpc::InsecureServerCredentials();
  return std::make_shared<FollowedCredentials>(std::move(files));
}

}  // namespace broadsheet
