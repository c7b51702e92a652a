// Services that linking their library switches on, switched off again unless
// asked for.
#pragma once

#include <memory>

namespace grpc {
class ServerBuilderOption;
}  // namespace grpc

namespace broadsheet {

// Removes reflection and channelz from a server, but for those that are wanted.
// Call it before the ServerBuilder is made, which takes the plugins there are.
std::unique_ptr<grpc::ServerBuilderOption> OptionalPlugins(bool reflection, bool channelz);

}  // namespace broadsheet
