#include "common/server/method.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <set>
#include <string>

#include "broadsheet/feed/v1/feed_service.pb.h"
#include "broadsheet/ingest/v1/ingest_service.pb.h"
#include "broadsheet/query/v1/query_service.pb.h"
#include "common/server/access_policy.h"

namespace broadsheet {
namespace {

std::set<std::string> MethodsOfProtos() {
  std::set<std::string> names;
  for (const auto* file :
       {feed::v1::ReadRecordsRequest::descriptor()->file(), ingest::v1::CreateIssueRequest::descriptor()->file(),
        query::v1::SearchRecordsRequest::descriptor()->file()}) {
    for (int s = 0; s < file->service_count(); ++s) {
      const auto* service = file->service(s);
      for (int m = 0; m < service->method_count(); ++m) names.insert(service->method(m)->full_name());
    }
  }
  return names;
}

std::string FullName(const Method& method) { return std::string(method.service) + "." + std::string(method.name); }

TEST(MethodTest, TheTableHasEveryMethodOfTheProtosOnce) {
  std::set<std::string> table;
  for (const Method& method : kMethods) EXPECT_TRUE(table.insert(FullName(method)).second) << FullName(method);
  EXPECT_EQ(table, MethodsOfProtos());
}

TEST(MethodTest, OnlyStreamsAreOpenEnded) {
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  for (const Method& method : kMethods) {
    const auto* descriptor = pool->FindMethodByName(FullName(method));
    ASSERT_NE(descriptor, nullptr) << FullName(method);
    EXPECT_TRUE(method.length == CallLength::kBounded || descriptor->server_streaming()) << FullName(method);
  }
}

// Also the table for people: run with --gtest_filter=MethodTest.* to read it.
TEST(MethodTest, EveryMethodRefusesEveryOtherRole) {
  constexpr Role kRoles[] = {Role::kReader, Role::kUploader, Role::kFollower, Role::kAdmin};
  for (const Method& method : kMethods) {
    std::printf("%-58s", FullName(method).c_str());
    for (const Role role : kRoles) {
      const auto token = [](std::string_view) { return std::string("0123456789abcdef"); };
      const auto policy = AccessPolicy::Parse("caller " + std::string(RoleName(role)) + " token-file f",
                                              {.file = token, .environment = {}});
      ASSERT_TRUE(policy.ok()) << policy.status();
      const PresentedIdentity identity{.certificate_names = {}, .bearer_token = "0123456789abcdef"};
      const bool allowed = policy->Authorize(identity, method.role).ok();
      EXPECT_EQ(allowed, role == method.role || role == Role::kAdmin);
      std::printf("  %-8s %s", std::string(RoleName(role)).c_str(), allowed ? "yes" : "no ");
    }
    std::printf("\n");
  }
}

}  // namespace
}  // namespace broadsheet
