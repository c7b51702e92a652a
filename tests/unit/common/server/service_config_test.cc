// The service config that clients are advised to use fits the methods.
#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "common/server/method.h"
#include "tests/support/read_file.h"

namespace broadsheet {
namespace {

google::protobuf::Struct ServiceConfig() {
  google::protobuf::Struct config;
  const std::string json = testing::ReadFile(BROADSHEET_SOURCE_DIR "/deploy/examples/service_config.json");
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &config).ok());
  return config;
}

// "service/method" of all that an entry with a name of their own leaves without
// a timeout.
std::set<std::string> MethodsWithoutTimeout(google::protobuf::Struct config) {
  std::set<std::string> methods;
  for (const auto& value : config.fields().at("methodConfig").list_value().values()) {
    const auto& entry = value.struct_value().fields();
    if (entry.contains("timeout")) continue;
    for (const auto& name : entry.at("name").list_value().values()) {
      auto fields = name.struct_value().fields();
      methods.insert(fields["service"].string_value() + "/" + fields["method"].string_value());
    }
  }
  return methods;
}

TEST(ServiceConfigTest, OnlyOpenEndedMethodsHaveNoTimeout) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "protobuf's headers give a map more members under TSan than the library's have";
#endif
  std::set<std::string> open_ended;
  for (const Method& method : kMethods) {
    if (method.length != CallLength::kOpenEnded) continue;
    open_ended.insert(std::string(method.service) + "/" + std::string(method.name));
  }
  EXPECT_EQ(MethodsWithoutTimeout(ServiceConfig()), open_ended);
}

}  // namespace
}  // namespace broadsheet
