// What a server listens with.
#pragma once

#include <memory>

namespace grpc {
class ServerCredentials;
}  // namespace grpc

namespace broadsheet {

class CertificateFiles;

// Plaintext without files, otherwise TLS (1.2 and 1.3), mutual if there is a
// client CA. Each connection gets the certificates that are in force when it is
// made. To be kept until the server is destroyed.
std::shared_ptr<grpc::ServerCredentials> MakeServerCredentials(std::shared_ptr<CertificateFiles> files);

}  // namespace broadsheet
