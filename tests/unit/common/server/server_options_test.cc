#include "common/server/server_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace broadsheet {
namespace {

using ::testing::HasSubstr;

ServerOptions Public() {
  ServerOptions options;
  options.listen_address = "0.0.0.0:50051";
  options.tls = {.certificate_file = "cert.pem", .private_key_file = "key.pem", .client_ca_file = ""};
  options.access_file = "access";
  return options;
}

std::string ErrorOf(const ServerOptions& options) { return std::string(ValidateServerOptions(options).message()); }

TEST(ServerOptionsTest, LoopbackNeedsNothing) { EXPECT_TRUE(ValidateServerOptions({}).ok()); }

TEST(ServerOptionsTest, BeyondLoopbackNeedsTlsAndRolesOrInsecureInSoManyWords) {
  EXPECT_TRUE(ValidateServerOptions(Public()).ok());
  ServerOptions plain = Public();
  plain.tls = {};
  EXPECT_THAT(ErrorOf(plain), HasSubstr("--insecure"));
  plain.insecure = true;
  EXPECT_TRUE(ValidateServerOptions(plain).ok());

  ServerOptions open = Public();
  open.access_file.clear();
  EXPECT_THAT(ErrorOf(open), HasSubstr("--access-file"));
  open.listen_address = "[::]:1";
  EXPECT_THAT(ErrorOf(open), HasSubstr("[::]:1"));
}

TEST(ServerOptionsTest, TheAdminPortStaysOnLoopbackUnlessExposedInSoManyWords) {
  ServerOptions options;
  options.admin_address = "[::]:9601";
  EXPECT_THAT(ErrorOf(options), HasSubstr("--expose-admin"));
  options.insecure = true;
  EXPECT_THAT(ErrorOf(options), HasSubstr("--expose-admin")) << "that is of the gRPC port";
  options.expose_admin = true;
  EXPECT_TRUE(ValidateServerOptions(options).ok());
}

TEST(ServerOptionsTest, LogLevelsHaveNames) {
  ServerOptions options;
  for (const char* level : {"debug", "info", "warning", "error"}) {
    options.log_level = level;
    EXPECT_TRUE(ValidateServerOptions(options).ok()) << level;
  }
  options.log_level = "verbose";
  EXPECT_THAT(ErrorOf(options), HasSubstr("--log-level"));
}

TEST(ServerOptionsTest, TlsFilesBelongTogether) {
  ServerOptions options;
  options.tls.certificate_file = "cert.pem";
  EXPECT_THAT(ErrorOf(options), HasSubstr("--tls-private-key-file"));
  options.tls = {.certificate_file = "", .private_key_file = "", .client_ca_file = "ca.pem"};
  EXPECT_THAT(ErrorOf(options), HasSubstr("--tls-client-ca-file"));
}

}  // namespace
}  // namespace broadsheet
