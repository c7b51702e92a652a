// gRPC's own messages as lines of our log.
#pragma once

namespace broadsheet {

// Before gRPC starts anything. Errors and, if GRPC_VERBOSITY asks for them,
// lower levels become lines with "message":"grpc" and their text and place.
void SendGrpcLogHere();

}  // namespace broadsheet
