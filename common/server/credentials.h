// What a server listens with.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "common/server/server_options.h"

namespace grpc {
class ServerCredentials;
}  // namespace grpc

namespace broadsheet {

// Plaintext if no certificate is named, otherwise TLS (1.2 and 1.3), mutual if a
// client CA is named. Files that change are picked up within seconds, for
// connections made from then on. NOT_FOUND or INVALID_ARGUMENT with the flag
// and the file if one cannot be read or is not PEM.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeServerCredentials(const TlsOptions& options);

}  // namespace broadsheet
