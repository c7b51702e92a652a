#include "common/server/access_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "common/status/error.h"

namespace broadsheet {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kToken[] = "correct-horse-battery";

absl::StatusOr<std::string> Secret(std::string_view place) {
  static const std::map<std::string, std::string, std::less<>> secrets = {
      {"/t/news", std::string(kToken) + "\n"}, {"/t/short", "tooshort"}, {"/t/space", "sixteen chars and spaces"}};
  const auto found = secrets.find(place);
  if (found == secrets.end()) return absl::NotFoundError("nothing there");
  return found->second;
}

absl::StatusOr<AccessPolicy> Parse(std::string_view text) {
  return AccessPolicy::Parse(text, {.file = Secret, .environment = Secret});
}

PresentedIdentity Token(std::string token) { return {.certificate_names = {}, .bearer_token = std::move(token)}; }
PresentedIdentity Certificate(std::vector<std::string> names) {
  return {.certificate_names = std::move(names), .bearer_token = std::nullopt};
}

TEST(AccessPolicyTest, KnowsCallersByTokenAndByCertificate) {
  const auto policy = Parse(
      "# who is who\n"
      "newsroom  uploader         token-file   /t/news   # uploads\n"
      "\n"
      "query     follower,reader  certificate  query.example\n");
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_EQ(*policy->Authorize(Token(kToken), Role::kUploader), "newsroom");
  EXPECT_EQ(*policy->Authorize(Certificate({"other.example", "query.example"}), Role::kFollower), "query");
  EXPECT_EQ(*policy->Authorize(Certificate({"query.example"}), Role::kReader), "query");
}

TEST(AccessPolicyTest, RefusesTheUnknownAndThoseWithoutTheRole) {
  const auto policy = Parse("newsroom uploader token-file /t/news");
  ASSERT_TRUE(policy.ok());
  for (const auto& identity :
       {Token("correct-horse-batterz"), Token(""), Certificate({"newsroom"}), Certificate({""})}) {
    const auto refused = policy->Authorize(identity, Role::kUploader).status();
    EXPECT_EQ(refused.code(), absl::StatusCode::kUnauthenticated);
    EXPECT_EQ(ReasonOf(refused), "NO_IDENTITY");
  }
  const auto lacking = policy->Authorize(Token(kToken), Role::kReader).status();
  EXPECT_EQ(lacking.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ReasonOf(lacking), "ROLE_MISSING");
  EXPECT_EQ(MetadataOf(lacking, "role"), "reader");
}

TEST(AccessPolicyTest, AdminMayAll) {
  const auto policy = Parse("console admin token-env /t/news");
  ASSERT_TRUE(policy.ok());
  for (const Role role : {Role::kReader, Role::kUploader, Role::kFollower, Role::kAdmin}) {
    EXPECT_TRUE(policy->Authorize(Token(kToken), role).ok()) << RoleName(role);
  }
}

TEST(AccessPolicyTest, NamesTheBadLineAndNoSecret) {
  const std::pair<const char*, const char*> cases[] = {
      {"\na reader certificate", "line 2: got 3 words"},
      {"a writer certificate x", "line 1: got role \"writer\""},
      {"a reader password x", "line 1: got \"password\""},
      {"a reader token-file /t/none", "line 1: no token at /t/none"},
      {"a reader token-file /t/short", "line 1: the token at /t/short is not 16"},
      {"a reader token-file /t/space", "line 1: the token at /t/space is not 16"},
      {"# nobody\n", "names no caller"},
  };
  for (const auto& [text, want] : cases) {
    const auto status = Parse(text).status();
    EXPECT_EQ(ReasonOf(status), "BAD_ACCESS_FILE") << text;
    EXPECT_THAT(std::string(status.message()), HasSubstr(want));
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("tooshort")));
  }
}

}  // namespace
}  // namespace broadsheet
