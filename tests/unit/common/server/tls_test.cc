#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <prometheus/registry.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/time/clock.h"
#include "common/grpc/status.h"
#include "common/server/certificate_files.h"
#include "common/server/server.h"
#include "common/status/error.h"
#include "tests/support/child_process.h"
#include "tests/support/empty_feed.h"
#include "tests/support/read_file.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_server.h"

namespace broadsheet {
namespace {

using feed::v1::FeedService;
using testing::EmptyFeed;
using testing::KeyPair;
using testing::TestCa;
using testing::TestServer;

// Whoever watches the file sees the old text or the new one.
void Replace(const std::string& path, const std::string& text) {
  std::ofstream(path + ".new") << text;
  std::filesystem::rename(path + ".new", path);
}

class TlsTest : public ::testing::Test {
 protected:
  TlsTest() {
    WriteServerCertificate(ca_.Issue({"127.0.0.1"}));
    Replace(dir_ / "ca.pem", ca_.certificate());
    options_.tls = {.certificate_file = dir_ / "cert.pem", .private_key_file = dir_ / "key.pem", .client_ca_file = ""};
  }

  void WriteServerCertificate(const KeyPair& pair) {
    Replace(dir_ / "key.pem", pair.private_key);
    Replace(dir_ / "cert.pem", pair.certificate);
  }

  // One call on a connection of its own.
  absl::Status Ask(TestServer& server, const std::string& trusted, const KeyPair& client = {}, std::string token = "") {
    const auto credentials = grpc::SslCredentials({trusted, client.private_key, client.certificate});
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    const auto channel =
        grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(server.server().port()), credentials, arguments);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
    feed::v1::ReadRecordsResponse response;
    return FromGrpc(FeedService::NewStub(channel)->ReadRecords(&context, {}, &response));
  }

  testing::TempDir dir_;
  TestCa ca_;
  ServerOptions options_;
};

TEST_F(TlsTest, AnswersThoseWhoTrustItsCertificate) {
  TestServer server(options_);
  EmptyFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  EXPECT_TRUE(Ask(server, ca_.certificate()).ok());
  EXPECT_EQ(Ask(server, TestCa().certificate()).code(), absl::StatusCode::kUnavailable);
}

TEST_F(TlsTest, MutualTlsRefusesStrangersAndGivesRolesByName) {
  options_.tls.client_ca_file = dir_ / "ca.pem";
  options_.access_file = dir_ / "access";
  Replace(options_.access_file,
          "query   follower  certificate  spiffe://broadsheet/query\n"
          "reader  reader    certificate  reader.example\n");
  TestServer server(options_);
  EmptyFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});

  EXPECT_TRUE(Ask(server, ca_.certificate(), ca_.Issue({"spiffe://broadsheet/query"})).ok());
  EXPECT_EQ(ReasonOf(Ask(server, ca_.certificate(), ca_.Issue({"reader.example"}))), "ROLE_MISSING");
  EXPECT_EQ(ReasonOf(Ask(server, ca_.certificate(), ca_.Issue({"other.example"}))), "NO_IDENTITY");
  EXPECT_EQ(Ask(server, ca_.certificate()).code(), absl::StatusCode::kUnavailable) << "no certificate";
  EXPECT_EQ(Ask(server, ca_.certificate(), TestCa().Issue({"spiffe://broadsheet/query"})).code(),
            absl::StatusCode::kUnavailable)
      << "a certificate of another authority";
}

TEST_F(TlsTest, GivesRolesByToken) {
  options_.access_file = dir_ / "access";
  Replace(dir_ / "token", "0123456789abcdef");
  Replace(options_.access_file, "follower  follower  token-file  " + (dir_ / "token"));
  TestServer server(options_);
  EmptyFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  EXPECT_TRUE(Ask(server, ca_.certificate(), {}, "0123456789abcdef").ok());
  EXPECT_EQ(Ask(server, ca_.certificate(), {}, "0123456789abcdeg").code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(Ask(server, ca_.certificate()).code(), absl::StatusCode::kUnauthenticated);
}

TEST_F(TlsTest, PicksUpARotatedCertificate) {
  TestServer server(options_);
  EmptyFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  TestCa next;
  ASSERT_FALSE(Ask(server, next.certificate()).ok());
  WriteServerCertificate(next.Issue({"127.0.0.1"}));
  const absl::Time end = absl::Now() + absl::Seconds(20);
  while (!Ask(server, next.certificate()).ok()) {
    ASSERT_LT(absl::Now(), end);
    absl::SleepFor(absl::Milliseconds(100));
  }
}

TEST_F(TlsTest, AKeyOfAnotherCertificateIsRefusedAtTheStart) {
  Replace(dir_ / "key.pem", ca_.Issue({"127.0.0.1"}).private_key);
  const absl::Status status = Server::Create(options_, std::make_shared<prometheus::Registry>()).status();
  EXPECT_EQ(ReasonOf(status), "KEY_DOES_NOT_FIT");
  EXPECT_THAT(std::string(status.message()),
              ::testing::AllOf(::testing::HasSubstr(dir_ / "key.pem"), ::testing::HasSubstr(dir_ / "cert.pem")));
}

TEST_F(TlsTest, WhatCannotBeUsedLaterLeavesTheLastInForce) {
  TestServer server(options_);
  EmptyFeed feed(server.gate());
  server.Start({{kFeedService, &feed}});
  httplib::Client admin("127.0.0.1", server.server().admin_port());
  EXPECT_THAT(admin.Get("/metrics")->body, ::testing::HasSubstr("broadsheet_tls_files_usable 1\n"));
  const std::string key = testing::ReadFile(dir_ / "key.pem");
  for (const std::string& bad : {ca_.Issue({"127.0.0.1"}).private_key, std::string("-----BEGIN nothing"), key}) {
    Replace(dir_ / "key.pem", bad);
    EXPECT_TRUE(Ask(server, ca_.certificate()).ok());
    EXPECT_THAT(admin.Get("/metrics")->body, ::testing::HasSubstr(bad == key ? "broadsheet_tls_files_usable 1\n"
                                                                             : "broadsheet_tls_files_usable 0\n"));
  }
}

TEST_F(TlsTest, AFolderWhereAFileShouldBeLeavesTheLastInForce) {
  const auto files = CertificateFiles::Open(options_.tls);
  ASSERT_TRUE(files.ok()) << files.status();
  const auto first = (*files)->Reload();
  std::filesystem::remove(dir_ / "key.pem");
  std::filesystem::create_directory(dir_ / "key.pem");
  EXPECT_EQ((*files)->Reload(), first);
  EXPECT_FALSE((*files)->usable());
  EXPECT_EQ(ReasonOf(CertificateFiles::Open(options_.tls).status()), "FILE_UNREADABLE");
}

TEST_F(TlsTest, SaysWhenItsCertificateEnds) {
  const auto files = CertificateFiles::Open(options_.tls);
  ASSERT_TRUE(files.ok()) << files.status();
  const absl::Duration left = (*files)->Reload()->end - absl::Now();
  EXPECT_GT(left, absl::Minutes(55));
  EXPECT_LE(left, absl::Minutes(60));
}

TEST_F(TlsTest, NamesTheFileThatCannotBeUsed) {
  options_.tls.private_key_file = dir_ / "none.pem";
  const absl::Status missing = Server::Create(options_, std::make_shared<prometheus::Registry>()).status();
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(missing.message()), ::testing::HasSubstr("--tls-private-key-file"));
  EXPECT_THAT(std::string(missing.message()), ::testing::HasSubstr("none.pem"));
}

}  // namespace
}  // namespace broadsheet
