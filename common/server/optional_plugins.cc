#include "common/server/optional_plugins.h"

#include <grpcpp/ext/channelz_service_plugin.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/impl/server_builder_option.h>
#include <grpcpp/impl/server_builder_plugin.h>

#include <mutex>
#include <string>
#include <vector>

namespace broadsheet {
namespace {

class OnlyWanted : public grpc::ServerBuilderOption {
 public:
  OnlyWanted(bool reflection, bool channelz) : reflection_(reflection), channelz_(channelz) {}

  void UpdateArguments(grpc::ChannelArguments* arguments) override {
    arguments->SetInt(GRPC_ARG_ENABLE_CHANNELZ, channelz_ ? 1 : 0);
  }

  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>* plugins) override {
    std::erase_if(*plugins, [this](const auto& plugin) {
      const std::string name = plugin->name();
      return (!reflection_ && name.find("reflection") != std::string::npos) ||
             (!channelz_ && name.find("channelz") != std::string::npos);
    });
  }

 private:
  const bool reflection_, channelz_;
};

}  // namespace

std::unique_ptr<grpc::ServerBuilderOption> OptionalPlugins(bool reflection, bool channelz) {
  static std::once_flag initialized;
  std::call_once(initialized, [] {
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    grpc::channelz::experimental::InitChannelzService();
  });
  return std::make_unique<OnlyWanted>(reflection, channelz);
}

}  // namespace broadsheet
