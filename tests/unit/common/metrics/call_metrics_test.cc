#include "common/metrics/call_metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <string>

namespace broadsheet {
namespace {

using ::testing::HasSubstr;

TEST(CallMetricsTest, CountsStartsAnswersAndWhatIsInProgress) {
  const auto registry = std::make_shared<prometheus::Registry>();
  CallMetrics metrics(registry);
  metrics.Started("s.v1.S", "Get");
  metrics.Started("s.v1.S", "Get");
  metrics.Handled("s.v1.S", "Get", absl::StatusCode::kNotFound, "ISSUE_NOT_FOUND", absl::Milliseconds(3));
  const std::string text = prometheus::TextSerializer().Serialize(registry->Collect());

  const std::string labels = R"(grpc_method="Get",grpc_service="s.v1.S")";
  EXPECT_THAT(text, HasSubstr("grpc_server_started_total{" + labels + "} 2\n"));
  EXPECT_THAT(text, HasSubstr("grpc_server_in_flight{" + labels + "} 1\n"));
  EXPECT_THAT(text, HasSubstr("grpc_server_handled_total{grpc_code=\"NotFound\"," + labels + "} 1\n"));
  EXPECT_THAT(text, HasSubstr("grpc_server_handling_seconds_count{" + labels + "} 1\n"));
  EXPECT_THAT(text, HasSubstr("grpc_server_handling_seconds_bucket{" + labels + ",le=\"0.0025\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("grpc_server_handling_seconds_bucket{" + labels + ",le=\"0.005\"} 1\n"));
}

// The rate of a series that begins at 1 misses its first count.
TEST(CallMetricsTest, WhatAlertsRestOnCountsFromZero) {
  const auto registry = std::make_shared<prometheus::Registry>();
  CallMetrics metrics(registry);
  metrics.CountFromZero("s.v1.S", "Get");
  const std::string text = prometheus::TextSerializer().Serialize(registry->Collect());
  const std::string labels = R"(grpc_method="Get",grpc_service="s.v1.S")";
  EXPECT_THAT(text, HasSubstr("grpc_server_started_total{" + labels + "} 0\n"));
  for (const std::string code : {"Internal", "Unknown", "DataLoss"}) {
    EXPECT_THAT(text, HasSubstr("grpc_server_handled_total{grpc_code=\"" + code + "\"," + labels + "} 0\n"));
  }
  EXPECT_THAT(text, HasSubstr("broadsheet_exhausted_calls_total{" + labels + ",reason=\"OVERLOADED\"} 0\n"));
}

TEST(CallMetricsTest, TellsOverloadFromWhatIsTooLarge) {
  const auto registry = std::make_shared<prometheus::Registry>();
  CallMetrics metrics(registry);
  for (const char* reason : {"OVERLOADED", "ANSWER_TOO_LARGE", "OVERLOADED"}) {
    metrics.Started("s.v1.S", "Get");
    metrics.Handled("s.v1.S", "Get", absl::StatusCode::kResourceExhausted, reason, absl::ZeroDuration());
  }
  const std::string text = prometheus::TextSerializer().Serialize(registry->Collect());
  const std::string labels = R"(grpc_method="Get",grpc_service="s.v1.S")";
  EXPECT_THAT(text, HasSubstr("broadsheet_exhausted_calls_total{" + labels + ",reason=\"OVERLOADED\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("broadsheet_exhausted_calls_total{" + labels + ",reason=\"ANSWER_TOO_LARGE\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("grpc_server_handled_total{grpc_code=\"ResourceExhausted\"," + labels + "} 3\n"));
}

TEST(CodeNameTest, SpellsCodesAsOtherGrpcMiddlewareDoes) {
  EXPECT_EQ(CodeName(absl::StatusCode::kOk), "OK");
  EXPECT_EQ(CodeName(absl::StatusCode::kCancelled), "Canceled");
  EXPECT_EQ(CodeName(absl::StatusCode::kUnavailable), "Unavailable");
  EXPECT_EQ(CodeName(absl::StatusCode::kUnauthenticated), "Unauthenticated");
}

}  // namespace
}  // namespace broadsheet
