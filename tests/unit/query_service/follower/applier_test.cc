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

TEST_F(ApplierTest, ARecordThatIsTooLongStopsNobody) {
  constexpr size_t kFieldBytes = 1000;
  std::string body = "开头";
  while (body.size() <= kFieldBytes) body += "水稻";
  body += "结尾";
  Applier applier(*store_, *index_, {.field_bytes = kFieldBytes});
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
  Applier again(*store_, *other, {.field_bytes = kFieldBytes});
  ASSERT_TRUE(again.CatchUp([] { return false; }).ok());
  EXPECT_EQ(again.cut_records(), 1u);
  EXPECT_THAT(Find(*other, "小麦"), ElementsAre(3, 1));
  EXPECT_THAT(Find(*other, "乙"), ElementsAre(2));
}

TEST_F(ApplierTest, FreesSomeAtATime) {
  constexpr int kVersions = 2500;
  Applier applier(*store_, *index_, {});
  std::vector<feed::v1::Entry> entries;
  for (int i = 0; i < kVersions; ++i) entries.push_back(Written(MakeRecord("p/i/a", "甲", "文")));
  ASSERT_TRUE(Apply(applier, std::move(entries)).ok());
  ASSERT_TRUE(applier.Flush().ok());
  const std::vector<DocId> ids = {1, kVersions - 1, kVersions};
  const auto kept = [&] {
    const auto versions = *store_->ReadVersions(ids, false, {});
    return std::vector<bool>{versions[0].has_value(), versions[1].has_value(), versions[2].has_value()};
  };
  EXPECT_THAT(kept(), ElementsAre(true, true, true)) << "searches may still show them";
  ASSERT_TRUE(Apply(applier, {Deleted("p/i/none")}).ok());
  ASSERT_TRUE(applier.Flush().ok());
  EXPECT_THAT(kept(), ElementsAre(false, true, true));
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(applier.FlushIfDue().ok());
  EXPECT_THAT(kept(), ElementsAre(false, false, true));
}

}  // namespace
}  // namespace broadsheet::query
