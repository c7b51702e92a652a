#include "query_service/follower/applier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query_service/index/segments/open_segment_index.h"
#include "query_service/index/text_limit.h"
#include "query_service/store/sqlite_record_store.h"
#include "tests/support/child_process.h"
#include "tests/support/feed_entries.h"

namespace broadsheet::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ApplierTest : public ::testing::Test {
 protected:
  ApplierTest() : store_(*SqliteRecordStore::Open({.path = folder_ / "store.db"})), index_(OpenIndex("index")) {
    log_ = store_->OpenLog("ingest-a:1")->key;
  }

  std::unique_ptr<RecordIndex> OpenIndex(const char* name) const {
    return *OpenSegmentIndex(folder_ / name, {.background_merges = false});
  }

  // Behind what was applied so far.
  absl::Status Apply(Applier& applier, std::vector<feed::v1::Entry> entries) {
    EntryList list = Entries(std::move(entries));
    return applier.Apply({log_, std::string(kTestLog), store_->OpenLog("ingest-a:1")->position + 1, &list});
  }

  static std::vector<DocId> Find(const RecordIndex& index, std::string phrase) {
    IndexSearch search;
    search.query = {.kind = TextQuery::Kind::kPhrase, .text = std::move(phrase)};
    const auto answer = index.Search(search);
    EXPECT_TRUE(answer.ok()) << answer.status();
    std::vector<DocId> docs;
    for (const IndexHit& hit : answer->hits) docs.push_back(hit.id);
    return docs;
  }

  broadsheet::testing::TempDir folder_;
  std::unique_ptr<SqliteRecordStore> store_;
  std::unique_ptr<RecordIndex> index_;
  int64_t log_ = 0;
};

// More text than the index takes of a field.
TEST_F(ApplierTest, ARecordThatIsTooLongStopsNobody) {
  std::string body = "开头";
  while (body.size() <= kMaximumFieldBytes) body += "水稻";
  body += "结尾";
  Applier applier(*store_, *index_, {});
  ASSERT_TRUE(Apply(applier, {Written(MakeRecord("p/i/a", "甲", "小麦")), Written(MakeRecord("p/i/b", "乙", body)),
                              Written(MakeRecord("p/i/c", "丙", "小麦"))})
                  .ok());
  EXPECT_EQ(applier.cut_records(), 1u);
  EXPECT_THAT(Find(*index_, "小麦"), ElementsAre(3, 1));
  EXPECT_THAT(Find(*index_, "开头"), ElementsAre(2));
  EXPECT_THAT(Find(*index_, "结尾"), IsEmpty());
  EXPECT_TRUE(applier.Flush().ok());

  // As after the loss of the index.
  const auto other = OpenIndex("other");
  Applier again(*store_, *other, {});
  ASSERT_TRUE(again.CatchUp([] { return false; }).ok());
  EXPECT_EQ(again.cut_records(), 1u);
  EXPECT_THAT(Find(*other, "小麦"), ElementsAre(3, 1));
  EXPECT_THAT(Find(*other, "乙"), ElementsAre(2));
}

}  // namespace
}  // namespace broadsheet::query
