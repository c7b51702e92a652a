// Channels to a Broadsheet service, as its clients and the follower use them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace broadsheet {

class OptionParser;

struct ChannelOptions {
  std::string address;               // host:port; all addresses of the name are used in turn
  std::string tls_ca_file;           // set: TLS, trusting this authority (PEM)
  std::string tls_certificate_file;  // of this client, for mutual TLS
  std::string tls_private_key_file;  // and its key
  std::string token_file;            // bearer token, read for each call; needs TLS
};

// Adds --{prefix}-address, --{prefix}-tls-ca-file, … (--address, … for an empty
// prefix). `options` has to outlive the parser; its values are the defaults.
void AddChannelOptions(OptionParser& parser, std::string_view prefix, ChannelOptions& options);
// All of them but the address.
void AddCredentialOptions(OptionParser& parser, std::string_view prefix, ChannelOptions& options);

// A channel that connects when it is used and again whenever the connection is
// lost, notices within half a minute a peer that vanished, spreads calls over
// all addresses, and sends a call that failed as UNAVAILABLE up to three times
// more. Certificates that change are picked up. INVALID_ARGUMENT or NOT_FOUND if
// the options do not fit together or a file cannot be read.
absl::StatusOr<std::shared_ptr<grpc::Channel>> MakeChannel(const ChannelOptions& options);

}  // namespace broadsheet
