// absl::Status to grpc::Status and back, details included.
#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace broadsheet {

// Payloads become google.rpc.Status details in the trailer. Messages are made
// valid UTF-8 and cut to 2 KiB, details to 4 KiB, to fit a client's header
// limit.
grpc::Status ToGrpc(const absl::Status& status);

// The inverse; a trailer that cannot be read is left out.
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace broadsheet
