// Pages of one search: from one replica or another, and of bounded size.
#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <thread>

#include "tests/integration/query_service/query_fixture.h"

namespace broadsheet::query {
namespace {

constexpr size_t kClientLimit = size_t{4} << 20;

// A query service with its folder and a client.
struct Replica {
  explicit Replica(const std::string& feeds) {
    auto started = QueryServer::Start(QueryOptions(folder, feeds));
    EXPECT_TRUE(started.ok()) << started.status();
    server = *std::move(started);
    client.emplace(server->port());
  }
  broadsheet::testing::TempDir folder;
  std::unique_ptr<QueryServer> server;
  std::optional<QueryClient> client;
};

v1::SearchRecordsRequest TwoAPage(const std::string& position, bool by_class) {
  v1::SearchRecordsRequest request;
  request.set_query("水");
  request.set_page_size(2);
  request.set_min_position(position);
  if (by_class) request.add_match_classes(v1::MATCH_CLASS_EXACT);
  return request;
}

std::string AppendFive(TestFeed& feed) {
  return feed.Append("i1", {{"a", "水"}, {"b", "水"}, {"c", "水"}, {"d", "水"}, {"e", "水"}});
}

TEST(PagingTest, AnotherReplicaOfTheLogGoesOn) {
  TestFeed feed("log-a");
  Replica first(feed.address()), second(feed.address());
  const std::string position = AppendFive(feed);
  for (const bool by_class : {false, true}) {
    auto request = TwoAPage(position, by_class);
    std::set<std::string> seen;
    for (int page = 0; page < 3; ++page) {
      const auto response = (page % 2 == 0 ? first : second).client->Search(request);
      ASSERT_TRUE(response.ok()) << response.status();
      for (const auto& result : response->results()) {
        EXPECT_TRUE(seen.insert(result.record().name()).second) << result.record().name() << " came twice";
      }
      request.set_page_token(response->next_page_token());
    }
    EXPECT_EQ(seen.size(), 5u);
    EXPECT_EQ(request.page_token(), "");
  }
}

TEST(PagingTest, AReplicaThatNumbersOtherwiseRefuses) {
  TestFeed feed("log-a"), other("log-b");
  other.Append("i0", {{"z", "火"}});
  Replica of_one(feed.address()), of_both(other.address() + "," + feed.address());
  const std::string position = AppendFive(feed);
  of_both.client->Find("", other.Append("i2", {{"y", "火"}}));
  for (const bool by_class : {false, true}) {
    auto request = TwoAPage(position, by_class);
    const auto of_first = of_one.client->Search(request), of_second = of_both.client->Search(request);
    ASSERT_TRUE(of_first.ok() && of_second.ok());
    request.set_page_token(of_first->next_page_token());
    const absl::Status refused = of_both.client->Search(request).status();
    EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_EQ(ReasonOf(refused), "FOREIGN_PAGE_TOKEN");
    request.set_page_token(of_second->next_page_token());
    EXPECT_EQ(ReasonOf(of_one.client->Search(request).status()), "FOREIGN_PAGE_TOKEN");
    EXPECT_TRUE(of_both.client->Search(request).ok());
  }
}

TEST(PagingTest, AReplicaThatIsBehindSaysSo) {
  TestFeed feed("log-a");
  const std::string position = AppendFive(feed);
  Replica ahead(feed.address());
  std::optional<TestFeed> later(std::in_place, feed.log());
  const int port = later->port();
  const std::string address = later->address();
  later.reset();
  Replica behind(address);
  ahead.client->Find("", position);
  auto request = TwoAPage("", false);
  request.set_page_token(ahead.client->Search(request)->next_page_token());
  const absl::Status unavailable = behind.client->Search(request).status();
  EXPECT_EQ(unavailable.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(unavailable), "REPLICA_BEHIND");
  EXPECT_TRUE(unavailable.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());

  later.emplace(feed.log(), port);
  absl::StatusOr<v1::SearchRecordsResponse> response;
  for (int i = 0; i < 30 && !response.ok(); ++i) response = behind.client->Search(request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->results_size(), 2);
}

TEST(PagingTest, APageWithAllThatCanBeShownFitsAMessage) {
  constexpr int kPatienceMs = 120'000;  // until all of it is applied
  TestFeed feed("log-a");
  Replica replica(feed.address());
  std::vector<std::pair<std::string, std::string>> records;
  std::string text = "夜航灯守塔人住在海边。";
  while (text.size() < 60'000) text += "夜航灯守塔人住在海边，石岛上也有一座灯塔。";
  for (int i = 0; i < 110; ++i) records.emplace_back("r" + std::to_string(i), text);
  for (int i = 0; i < 3000; ++i) records.emplace_back("n" + std::to_string(i), "别的事情" + std::to_string(i));
  v1::SearchRecordsRequest request;
  request.set_min_position(feed.Append("i1", records));
  request.set_query("守塔人 OR 石岛");
  request.set_page_size(1000);
  request.set_view(v1::RECORD_VIEW_FULL);
  request.set_explain(true);
  for (const bool by_class : {false, true}) {
    if (by_class) request.add_match_classes(v1::MATCH_CLASS_EXACT);
    int results = 0, pages = 0;
    do {
      const auto response = replica.client->Search(request, kPatienceMs);
      ASSERT_TRUE(response.ok()) << response.status();
      EXPECT_LT(response->ByteSizeLong(), kClientLimit);
      ASSERT_GT(response->results_size(), 0);
      EXPECT_GT(response->results(0).snippets_size(), 0);
      results += response->results_size();
      ++pages;
      request.set_page_token(response->next_page_token());
    } while (!request.page_token().empty());
    EXPECT_EQ(results, 110);
    EXPECT_GT(pages, 1);
  }

  v1::FindSimilarRecordsRequest similar;
  v1::FindSimilarRecordsResponse response;
  similar.set_name("publications/delta/issues/i1/records/r0");
  similar.set_max_results(100);
  similar.set_view(v1::RECORD_VIEW_FULL);
  const absl::Status found =
      replica.client->Call(&v1::QueryService::StubInterface::FindSimilarRecords, similar, response);
  ASSERT_TRUE(found.ok()) << found;
  EXPECT_LT(response.ByteSizeLong(), kClientLimit);
  EXPECT_GT(response.results_size(), 10);
}

}  // namespace
}  // namespace broadsheet::query
