// Every call that can take long ends on the server when its caller goes or its
// deadline passes: the index here goes on until it is told to stop.
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>

#include "absl/time/clock.h"
#include "common/grpc/status.h"
#include "tests/integration/query_service/direct_query.h"

namespace broadsheet::query {
namespace {

class EndlessIndex final : public RecordIndex {
 public:
  IndexCapabilities Capabilities() const override { return {.facets = true, .near = true, .prefix = true}; }
  IndexInfo Info() const override { return {}; }
  uint64_t Applied() const override { return 1; }
  absl::Status Apply(const IndexBatch&) override { return absl::OkStatus(); }
  absl::Status Flush() override { return absl::OkStatus(); }
  absl::StatusOr<IndexAnswer> Search(const IndexSearch& search) const override { return Go(search.cancelled); }
  absl::StatusOr<AggregationAnswer> Aggregate(const IndexAggregation& aggregation) const override {
    return Go(aggregation.cancelled);
  }
  absl::StatusOr<TermAnswer> SearchTerms(const TermSearch& search) const override { return Go(search.cancelled); }

  void AwaitBegun() const {
    while (begun_ == 0) absl::SleepFor(absl::Milliseconds(1));
  }

 private:
  absl::Status Go(const std::function<bool()>& cancelled) const {
    ++begun_;
    if (!cancelled) return absl::InternalError("nobody could stop this");
    while (!cancelled()) absl::SleepFor(absl::Milliseconds(1));
    return absl::CancelledError("stopped");
  }

  mutable std::atomic<int> begun_ = 0;
};

using Stub = v1::QueryService::Stub;

struct LongCall {
  const char* name;
  std::function<grpc::Status(Stub&, grpc::ClientContext&)> make;
};

template <typename Request, typename Response>
LongCall Unary(const char* name, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
               const Request& request) {
  return {name, [=](Stub& stub, grpc::ClientContext& context) {
            Response response;
            return (stub.*method)(&context, request, &response);
          }};
}

template <typename Request, typename Response>
LongCall Stream(const char* name,
                std::unique_ptr<grpc::ClientReader<Response>> (Stub::*method)(grpc::ClientContext*, const Request&),
                const Request& request) {
  return {name, [=](Stub& stub, grpc::ClientContext& context) {
            Response response;
            const auto stream = (stub.*method)(&context, request);
            while (stream->Read(&response)) continue;
            return stream->Finish();
          }};
}

std::vector<LongCall> LongCalls() {
  v1::SearchRecordsRequest search;
  search.set_query("水稻");
  search.add_facets("publication");
  v1::SearchRecordsRequest classes = search;
  classes.add_match_classes(v1::MATCH_CLASS_PINYIN);
  v1::ListRecordsRequest list;
  list.set_parent("publications/-/issues/-");
  v1::AnalyzeQueryRequest analyze;
  analyze.set_query("水稻");
  v1::AggregateRecordsRequest aggregate;
  aggregate.add_group_by("publication");
  v1::SuggestTermsRequest suggest, headlines;
  suggest.set_prefix("水");
  headlines.set_prefix("水");
  headlines.add_kinds(v1::TERM_KIND_HEADLINE);
  v1::FindSimilarRecordsRequest similar;
  similar.set_name(RecordName("p/2024-01-01/a"));
  return {Unary("SearchRecords", &Stub::SearchRecords, search),
          Unary("SearchRecords with classes", &Stub::SearchRecords, classes),
          Unary("ListRecords", &Stub::ListRecords, list),
          Unary("AnalyzeQuery", &Stub::AnalyzeQuery, analyze),
          Unary("AggregateRecords", &Stub::AggregateRecords, aggregate),
          Unary("SuggestTerms", &Stub::SuggestTerms, suggest),
          Unary("SuggestTerms of headlines", &Stub::SuggestTerms, headlines),
          Unary("FindSimilarRecords", &Stub::FindSimilarRecords, similar),
          Stream("ExportRecords", &Stub::ExportRecords, v1::ExportRecordsRequest()),
          Stream("WatchRecords", &Stub::WatchRecords, v1::WatchRecordsRequest())};
}

class EndedCallsTest : public ::testing::Test {
 protected:
  EndedCallsTest() {
    store_ = *SqliteRecordStore::Open({.path = folder_ / "store.db", .readers = 2});
    EntryList entries = Entries({Written(MakeRecord("p/2024-01-01/a", "水稻", "水稻与水稻与水稻"))});
    EXPECT_TRUE(store_->Apply({store_->OpenLog("direct")->key, std::string(kTestLog), 1, &entries}).ok());
  }

  // Makes the call, does `meanwhile`, and returns what the caller got when the
  // server is done with it.
  absl::StatusCode Make(const LongCall& call, grpc::ClientContext& context,
                        const std::function<void(const EndlessIndex&)>& meanwhile) {
    const EndlessIndex index;
    ProgressBoard board;
    RecordCache cache(0);
    testing::TestServer server;
    QueryServiceHandlers handlers(server.gate(),
                                  Backend{.store = *store_, .index = index, .board = board, .cache = cache});
    server.Start({{kQueryService, &handlers}});
    grpc::Status status;
    {
      auto stubs = v1::QueryService::NewStub(server.channel());
      std::jthread caller([&] { status = call.make(*stubs, context); });
      meanwhile(index);
    }
    while (!server.gate().CallsIfIdle()) absl::SleepFor(absl::Milliseconds(1));  // hangs if it never ends
    return FromGrpc(status).code();
  }

  broadsheet::testing::TempDir folder_;
  std::unique_ptr<SqliteRecordStore> store_;
};

TEST_F(EndedCallsTest, WhenTheCallerGoes) {
  for (const LongCall& call : LongCalls()) {
    SCOPED_TRACE(call.name);
    grpc::ClientContext context;
    const auto go = [&](const EndlessIndex& index) {
      index.AwaitBegun();
      context.TryCancel();
    };
    EXPECT_EQ(Make(call, context, go), absl::StatusCode::kCancelled);
  }
}

TEST_F(EndedCallsTest, WhenTheDeadlinePasses) {
  for (const LongCall& call : LongCalls()) {
    SCOPED_TRACE(call.name);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(100));
    EXPECT_EQ(Make(call, context, [](const EndlessIndex&) {}), absl::StatusCode::kDeadlineExceeded);
  }
}

}  // namespace
}  // namespace broadsheet::query
