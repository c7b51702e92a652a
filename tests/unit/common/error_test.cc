#include "common/status/error.h"

#include <gtest/gtest.h>

#include "common/grpc/status.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace broadsheet {
namespace {

TEST(ErrorTest, DetailsSurviveTheWire) {
  const absl::Status sent = WithRetry(
      Error(absl::StatusCode::kResourceExhausted, "OVERLOADED", "busy", {{"limit", "8"}}), absl::Milliseconds(1500));
  const absl::Status got = FromGrpc(ToGrpc(sent));
  EXPECT_EQ(got, sent);
  EXPECT_EQ(ReasonOf(got), "OVERLOADED");
  EXPECT_EQ(MetadataOf(got, "limit"), "8");

  google::rpc::RetryInfo retry;
  ASSERT_TRUE(retry.ParseFromString(std::string(*got.GetPayload("type.googleapis.com/google.rpc.RetryInfo"))));
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 500000000);
}

TEST(ErrorTest, FieldErrorsNameGotAndWant) {
  const absl::Status status = FieldError("issue.date", std::string(200, 'x'), "YYYY-MM-DD");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "BAD_FIELD");
  EXPECT_EQ(MetadataOf(status, "field"), "issue.date");
  EXPECT_LT(status.message().size(), 200u);
  google::rpc::BadRequest bad;
  ASSERT_TRUE(bad.ParseFromString(std::string(*status.GetPayload("type.googleapis.com/google.rpc.BadRequest"))));
  EXPECT_EQ(bad.field_violations(0).field(), "issue.date");
}

TEST(ErrorTest, MessagesOnTheWireAreShortValidUtf8) {
  const grpc::Status status = ToGrpc(absl::InvalidArgumentError(std::string(3000, 'a') + "\xFF"));
  EXPECT_LE(status.error_message().size(), 2048u);
}

}  // namespace
}  // namespace broadsheet
