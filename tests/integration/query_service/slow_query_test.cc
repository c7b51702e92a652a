// What a slow search leaves in its call's log line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/query_service/query_fixture.h"

namespace broadsheet::query {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

using Stub = v1::QueryService::StubInterface;

class SlowQueryTest : public ::testing::Test {
 protected:
  void Start(absl::Duration slow_query) {
    Options options = QueryOptions(folder_, feed_.address());
    options.slow_query = slow_query;
    server_ = *QueryServer::Start(options);
    client_ = std::make_unique<QueryClient>(server_->port());
    client_->Find("", feed_.Append("2024-01-01", {{"a", "水稻育种"}, {"b", "水稻入仓"}, {"c", "小麦"}}));
  }

  // What the service wrote meanwhile.
  template <typename Ask>
  static std::string LogOf(Ask ask) {
    ::testing::internal::CaptureStderr();
    ask();
    return ::testing::internal::GetCapturedStderr();
  }

  std::string LogOfAggregation() {
    v1::AggregateRecordsRequest request;
    request.set_query("水稻");
    request.add_group_by("date.month");
    request.add_group_by("kind");
    v1::AggregateRecordsResponse response;
    return LogOf([&] { EXPECT_TRUE(client_->Call(&Stub::AggregateRecords, request, response).ok()); });
  }

  broadsheet::testing::TempDir folder_;
  TestFeed feed_{"log-a"};
  std::unique_ptr<QueryServer> server_;
  std::unique_ptr<QueryClient> client_;
};

TEST_F(SlowQueryTest, ASearchHasItsPlan) {
  Start(absl::ZeroDuration());
  const std::string log = LogOf([&] { client_->Find("水稻 育种"); });
  EXPECT_THAT(log,
              AllOf(HasSubstr(R"("method":"SearchRecords")"), HasSubstr(R"("slow_query":")"), HasSubstr("育种"),
                    HasSubstr(R"("search_ms":)"), HasSubstr(R"("filtered":false)"), HasSubstr(R"("order":"relevance")"),
                    HasSubstr(R"("term_records":"2,1")"), HasSubstr(R"("total":1)")));
}

TEST_F(SlowQueryTest, AnAggregationHasItsPlan) {
  Start(absl::ZeroDuration());
  EXPECT_THAT(LogOfAggregation(), AllOf(HasSubstr(R"("method":"AggregateRecords")"), HasSubstr(R"("slow_query":")"),
                                        HasSubstr(R"("group_by":"date.month,kind")"), HasSubstr(R"("groups":1)"),
                                        HasSubstr(R"("total":2)")));
}

TEST_F(SlowQueryTest, ACallOfManySearchesHasOnePlan) {
  Start(absl::ZeroDuration());
  std::string at;
  for (int i = 0; i < 150; ++i) at = feed_.Append("i" + std::to_string(i), {{"r" + std::to_string(i), "棉花"}});
  client_->Find("棉花", at);
  const std::string log = LogOf([&] {
    v1::ExportRecordsRequest request;
    request.set_query("棉花");
    std::vector<v1::ExportRecordsResponse> messages;
    EXPECT_TRUE(client_->Export(request, messages).ok());
    EXPECT_GT(messages.size(), 1u) << "each of them a search";
  });
  const std::string key = "\"slow_query\":";
  const size_t first = log.find(key);
  ASSERT_NE(first, std::string::npos) << log;
  EXPECT_EQ(log.find(key, first + 1), std::string::npos) << log;
}

TEST_F(SlowQueryTest, AFastOneHasNone) {
  Start(absl::Hours(1));
  EXPECT_THAT(LogOfAggregation(), AllOf(HasSubstr("AggregateRecords"), Not(HasSubstr("slow_query"))));
}

}  // namespace
}  // namespace broadsheet::query
