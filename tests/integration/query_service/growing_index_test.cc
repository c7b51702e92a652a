// What an answer is made of reflects one state, while records arrive all the time.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "common/grpc/status.h"
#include "query_service/index/scan_index.h"
#include "query_service/search/document.h"
#include "tests/integration/query_service/direct_query.h"

namespace broadsheet::query {
namespace {

// Another record is there after each search.
class GrowingIndex final : public RecordIndex {
 public:
  explicit GrowingIndex(RecordStore& store) : store_(store), log_(store.OpenLog("direct")->key) { Grow(); }

  IndexCapabilities Capabilities() const override { return index_->Capabilities(); }
  IndexInfo Info() const override { return index_->Info(); }
  uint64_t Applied() const override { return index_->Applied(); }
  absl::Status Apply(const IndexBatch& batch) override { return index_->Apply(batch); }
  absl::Status Flush() override { return index_->Flush(); }
  absl::StatusOr<IndexAnswer> Search(const IndexSearch& search) const override {
    auto answer = index_->Search(search);
    Grow();
    return answer;
  }
  absl::StatusOr<AggregationAnswer> Aggregate(const IndexAggregation& aggregation) const override {
    return index_->Aggregate(aggregation);
  }
  absl::StatusOr<TermAnswer> SearchTerms(const TermSearch& search) const override {
    return index_->SearchTerms(search);
  }

 private:
  void Grow() const {
    const uint64_t next = index_->Applied() + 1;
    record::v1::Record record = MakeRecord("p/i/r" + std::to_string(next), "题", "leijun 雷军");
    record.set_publication("报");
    EntryList entries = Entries({Written(record)});
    EXPECT_TRUE(store_.Apply({log_, std::string(kTestLog), next, &entries}).ok());
    IndexBatch batch;
    batch.first = batch.last = next;
    batch.added.push_back(MakeDocument(next, record));
    EXPECT_TRUE(index_->Apply(batch).ok());
  }

  RecordStore& store_;
  const int64_t log_;
  const std::unique_ptr<RecordIndex> index_ = MakeScanIndex();
};

TEST(GrowingIndexTest, FacetsOfMatchClassesCountWhatTheyFound) {
  const broadsheet::testing::TempDir folder;
  const auto store = *SqliteRecordStore::Open({.path = folder / "store.db", .readers = 2});
  GrowingIndex index(*store);
  ProgressBoard board;
  RecordCache cache(0);
  testing::TestServer server;
  QueryServiceHandlers handlers(server.gate(),
                                Backend{.store = *store, .index = index, .board = board, .cache = cache});
  server.Start({{kQueryService, &handlers}});
  v1::SearchRecordsRequest request;
  request.set_query("雷军");
  request.add_match_classes(v1::MATCH_CLASS_SCRIPT_FOLDED);
  request.add_facets("publication");
  grpc::ClientContext context;
  v1::SearchRecordsResponse response;
  const auto status =
      FromGrpc(v1::QueryService::NewStub(server.channel())->SearchRecords(&context, request, &response));
  ASSERT_TRUE(status.ok()) << status;
  ASSERT_EQ(response.facets(0).values_size(), 1);
  EXPECT_EQ(response.facets(0).values(0).count(), response.total_size());
}

}  // namespace
}  // namespace broadsheet::query
