// The suite that every RecordIndex passes. What it says by example holds for
// the scan too; for the rest the scan is the oracle.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "query_service/index/record_index.h"
#include "query_service/index/scan_index.h"
#include "query_service/index/segments/open_segment_index.h"
#include "random_collection.h"
#include "random_search.h"

namespace broadsheet::query {
namespace {

namespace fs = std::filesystem;

struct Implementation {
  std::string name;
  bool durable = false;
  SegmentIndexOptions options;
};
void PrintTo(const Implementation& implementation, std::ostream* out) { *out << implementation.name; }

std::unique_ptr<RecordIndex> Open(const Implementation& implementation, const fs::path& directory) {
  if (implementation.name == "scan") return MakeScanIndex();
  auto index = OpenSegmentIndex(directory, implementation.options);
  EXPECT_TRUE(index.ok()) << index.status();
  return std::move(*index);
}

class RecordIndexTest : public ::testing::TestWithParam<Implementation> {
 protected:
  void SetUp() override {
    std::string pattern = fs::temp_directory_path() / "record_index_XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    Reopen();
  }
  void TearDown() override {
    index_.reset();
    fs::remove_all(directory_);
  }
  void Reopen() {
    index_.reset();
    index_ = Open(GetParam(), directory_);
  }

  // Compares a search, and the pages after its first, with the oracle's.
  void Compare(const RecordIndex& oracle, IndexSearch search) {
    for (int page = 0; page < 3; ++page) {
      const auto wanted = oracle.Search(search);
      ASSERT_TRUE(wanted.ok()) << wanted.status();
      search.stats = wanted->stats;
      const auto got = index_->Search(search);
      ASSERT_TRUE(got.ok()) << got.status();
      SCOPED_TRACE(ToString(search) + " page " + std::to_string(page));
      ExpectEqual(*wanted, *got);
      if (HasFailure() || wanted->hits.empty()) return;
      const IndexHit& last = wanted->hits.back();
      search.after = SearchAfter{last.score, last.date, last.issue, last.ordinal, last.id};
    }
  }

  static void ExpectEqual(const IndexAnswer& wanted, const IndexAnswer& got) {
    EXPECT_EQ(wanted.total, got.total);
    EXPECT_EQ(wanted.total_exact, got.total_exact);
    EXPECT_EQ(wanted.applied, got.applied);
    ASSERT_EQ(wanted.hits.size(), got.hits.size());
    for (size_t i = 0; i < wanted.hits.size(); ++i) {
      EXPECT_EQ(wanted.hits[i].id, got.hits[i].id) << i;
      EXPECT_EQ(wanted.hits[i].score, got.hits[i].score) << i;  // to the bit
      EXPECT_EQ(wanted.hits[i].date, got.hits[i].date) << i;
      EXPECT_EQ(wanted.hits[i].issue, got.hits[i].issue) << i;
      EXPECT_EQ(wanted.hits[i].ordinal, got.hits[i].ordinal) << i;
    }
    ASSERT_EQ(wanted.facets.size(), got.facets.size());
    for (size_t i = 0; i < wanted.facets.size(); ++i) {
      EXPECT_EQ(wanted.facets[i].distinct, got.facets[i].distinct);
      ASSERT_EQ(wanted.facets[i].values.size(), got.facets[i].values.size());
      for (size_t k = 0; k < wanted.facets[i].values.size(); ++k) {
        EXPECT_EQ(wanted.facets[i].values[k].value, got.facets[i].values[k].value);
        EXPECT_EQ(wanted.facets[i].values[k].count, got.facets[i].values[k].count);
      }
    }
  }

  void Compare(const RecordIndex& oracle, const IndexAggregation& aggregation) {
    const auto wanted = oracle.Aggregate(aggregation), got = index_->Aggregate(aggregation);
    SCOPED_TRACE(ToString(aggregation));
    ASSERT_TRUE(wanted.ok() && got.ok()) << wanted.status() << got.status();
    EXPECT_EQ(wanted->total, got->total);
    EXPECT_EQ(wanted->ungrouped, got->ungrouped);
    EXPECT_EQ(wanted->distinct, got->distinct);
    EXPECT_EQ(wanted->omitted, got->omitted);
    EXPECT_EQ(wanted->applied, got->applied);
    ASSERT_EQ(wanted->groups.size(), got->groups.size());
    for (size_t i = 0; i < wanted->groups.size(); ++i) {
      EXPECT_EQ(wanted->groups[i].values, got->groups[i].values) << i;
      EXPECT_EQ(wanted->groups[i].count, got->groups[i].count) << i;
    }
  }

  void Compare(const RecordIndex& oracle, const TermSearch& search) {
    const auto wanted = oracle.SearchTerms(search), got = index_->SearchTerms(search);
    SCOPED_TRACE("typed '" + search.typed + "'");
    ASSERT_TRUE(wanted.ok() && got.ok()) << wanted.status() << got.status();
    EXPECT_EQ(wanted->more, got->more);
    EXPECT_EQ(wanted->applied, got->applied);
    ASSERT_EQ(wanted->terms.size(), got->terms.size());
    for (size_t i = 0; i < wanted->terms.size(); ++i) {
      EXPECT_EQ(wanted->terms[i].column, got->terms[i].column) << i;
      EXPECT_EQ(wanted->terms[i].value, got->terms[i].value) << i;
      EXPECT_EQ(wanted->terms[i].count, got->terms[i].count) << i;
      EXPECT_EQ(wanted->terms[i].match, got->terms[i].match) << i;
    }
  }

  std::vector<DocId> Ids(std::string phrase) const {
    IndexSearch search;
    search.query = {.kind = TextQuery::Kind::kPhrase, .text = std::move(phrase)};
    search.order = SortOrder::kOldest;
    const auto answer = index_->Search(search);
    EXPECT_TRUE(answer.ok());
    std::vector<DocId> ids;
    for (const IndexHit& hit : answer->hits) ids.push_back(hit.id);
    return ids;
  }

  fs::path directory_;
  std::unique_ptr<RecordIndex> index_;
};

IndexDocument Document(DocId id, std::vector<std::string> body) {
  IndexDocument document;
  document.id = id;
  document.text[static_cast<int>(TextField::kBody)] = std::move(body);
  return document;
}

using ::testing::ElementsAre;

TEST_P(RecordIndexTest, FindsWhatIsThereDownToOneCharacter) {
  ASSERT_TRUE(
      index_
          ->Apply({.first = 1,
                   .last = 2,
                   .added = {Document(1, {"ai+安全与5g", "c#"}), Document(2, {"甲乙", "丙丁"}), Document(3, {"水"})},
                   .removed = {}})
          .ok());
  EXPECT_THAT(Ids("ai+安全"), ElementsAre(1));
  EXPECT_THAT(Ids("+"), ElementsAre(1));
  EXPECT_THAT(Ids("c#"), ElementsAre(1));
  EXPECT_THAT(Ids("水"), ElementsAre(3));
  EXPECT_THAT(Ids("甲乙丙丁"), ElementsAre());  // two values
  EXPECT_THAT(Ids("乙丙"), ElementsAre());
  EXPECT_THAT(Ids("丙丁"), ElementsAre(2));
}

TEST_P(RecordIndexTest, ABatchIsAppliedOnceAndInOrder) {
  EXPECT_EQ(index_->Applied(), 0u);
  const IndexBatch first{.first = 1, .last = 3, .added = {Document(1, {"甲"})}, .removed = {}};
  ASSERT_TRUE(index_->Apply(first).ok());
  ASSERT_TRUE(index_->Apply(first).ok());
  EXPECT_EQ(index_->Info().documents, 1u);
  EXPECT_TRUE(absl::IsFailedPrecondition(index_->Apply({.first = 5, .last = 6, .added = {}, .removed = {}})));
  EXPECT_TRUE(absl::IsFailedPrecondition(
      index_->Apply({.first = 4, .last = 4, .added = {Document(1, {"乙"})}, .removed = {}})));
  EXPECT_EQ(index_->Applied(), 3u);
  ASSERT_TRUE(index_->Apply({.first = 4, .last = 4, .added = {Document(2, {"甲"})}, .removed = {1, 99}}).ok());
  EXPECT_THAT(Ids("甲"), ElementsAre(2));
  EXPECT_EQ(index_->Info().documents, 1u);
}

TEST_P(RecordIndexTest, StopsWhenCancelled) {
  ASSERT_TRUE(index_->Apply({.first = 1, .last = 1, .added = {Document(1, {"甲"})}, .removed = {}}).ok());
  IndexSearch search;
  search.cancelled = [] { return true; };
  EXPECT_TRUE(absl::IsCancelled(index_->Search(search).status()));
  IndexAggregation aggregation{.query = {}, .filter = {}, .keys = {{Column::kKind}}, .cancelled = [] { return true; }};
  EXPECT_TRUE(absl::IsCancelled(index_->Aggregate(aggregation).status()));
}

TEST_P(RecordIndexTest, StopsWhileItComparesValues) {
  IndexBatch batch{.first = 1, .last = 5000, .added = {}, .removed = {}};
  for (DocId id = 1; id <= 5000; ++id) {
    batch.added.push_back(Document(id, {"甲"}));
    batch.added.back().strings[static_cast<int>(Column::kHeadline) - kNumberColumnCount] = {"headline " +
                                                                                            std::to_string(id)};
  }
  ASSERT_TRUE(index_->Apply(batch).ok());
  IndexSearch search;
  search.filter.kind = Filter::Kind::kOr;
  for (int term = 0; term < 100; ++term) {
    search.filter.children.push_back(
        {.kind = Filter::Kind::kContains, .column = Column::kHeadline, .text = "none " + std::to_string(term)});
  }
  int asked = 0;
  search.cancelled = [&] { return ++asked > 3; };
  EXPECT_TRUE(absl::IsCancelled(index_->Search(search).status()));
}

TEST_P(RecordIndexTest, StopsWhileItLooksAtPositions) {
  IndexBatch batch{.first = 1, .last = 1000, .added = {}, .removed = {}};
  for (DocId id = 1; id <= 1000; ++id) batch.added.push_back(Document(id, {"甲丙丙丙丙丙丙丙丙丙丙丙乙"}));
  ASSERT_TRUE(index_->Apply(batch).ok());
  IndexSearch search;
  search.query = {.kind = TextQuery::Kind::kNear, .distance = 5};
  for (const char* text : {"甲", "乙"}) {
    search.query.children.push_back({.kind = TextQuery::Kind::kPhrase, .text = text});
  }
  int asked = 0;
  search.cancelled = [&] { return ++asked > 5; };
  const auto answer = index_->Search(search);
  EXPECT_TRUE(absl::IsCancelled(answer.status()) || asked <= 5) << answer.status();
}

TEST_P(RecordIndexTest, GroupsByPairsOfValues) {
  IndexDocument first = Document(1, {"甲"}), second = Document(2, {"甲"}), third = Document(3, {"甲"});
  const auto strings = [](IndexDocument & document, Column column) -> auto& {
    return document.strings[static_cast<int>(column) - kNumberColumnCount];
  };
  strings(first, Column::kKeyword) = {"水", "米", "水"};
  strings(second, Column::kKeyword) = {"水"};
  strings(third, Column::kKeyword) = {"米"};
  first.numbers[static_cast<int>(Column::kDate)] = 3;    // Sunday, 4 January 1970
  second.numbers[static_cast<int>(Column::kDate)] = -3;  // Monday of that week
  third.numbers[static_cast<int>(Column::kDate)] = kNoDate;
  ASSERT_TRUE(index_->Apply({.first = 1, .last = 1, .added = {first, second, third}, .removed = {}}).ok());
  const auto answer = index_->Aggregate(
      {.query = {}, .filter = {}, .keys = {{Column::kKeyword}, {Column::kDate, DateUnit::kWeek}}, .cancelled = {}});
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->total, 3u);
  EXPECT_EQ(answer->ungrouped, 1u);
  ASSERT_EQ(answer->groups.size(), 2u);
  EXPECT_THAT(answer->groups[0].values, ElementsAre(GroupValue{0, "水"}, GroupValue{-3, ""}));
  EXPECT_EQ(answer->groups[0].count, 2u);
  EXPECT_THAT(answer->groups[1].values, ElementsAre(GroupValue{0, "米"}, GroupValue{-3, ""}));
  EXPECT_EQ(answer->groups[1].count, 1u);
}

TEST_P(RecordIndexTest, StatisticsAreTheOraclesWhenNothingIsDeleted) {
  const auto oracle = MakeScanIndex();
  Random random(5);
  IndexBatch batch{.first = 1, .last = 1, .added = {}, .removed = {}};
  for (DocId id = 1; id <= 300; ++id) batch.added.push_back(RandomDocument(random, id));
  ASSERT_TRUE(oracle->Apply(batch).ok());
  ASSERT_TRUE(index_->Apply(batch).ok());
  for (int i = 0; i < 200; ++i) {
    const IndexSearch search = RandomSearch(random, batch.added);
    const auto wanted = oracle->Search(search), got = index_->Search(search);
    ASSERT_TRUE(wanted.ok() && got.ok());
    EXPECT_EQ(wanted->stats.documents, got->stats.documents);
    EXPECT_EQ(wanted->stats.average_length, got->stats.average_length);
    EXPECT_EQ(wanted->stats.frequencies, got->stats.frequencies) << ToString(search);
  }
}

TEST_P(RecordIndexTest, AnswersAreTheOracles) {
  for (uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    if (seed > 1) {
      TearDown();
      SetUp();
    }
    const auto oracle = MakeScanIndex();
    RandomHistory history(seed);
    Random random(seed * 1000);
    const size_t most = seed % 3 == 0 ? 5 : seed % 3 == 1 ? 60 : 700;
    for (int step = 0; step < 12; ++step) {
      const IndexBatch batch = history.Next(most);
      ASSERT_TRUE(oracle->Apply(batch).ok());
      ASSERT_TRUE(index_->Apply(batch).ok());
      if (Pick(random, 3) == 0) {
        ASSERT_TRUE(index_->Flush().ok());
      }
      for (int i = 0; i < (most > 100 ? 20 : 60); ++i) {
        Compare(*oracle, RandomSearch(random, history.Documents()));
        if (i % 4 == 0) Compare(*oracle, RandomAggregation(random, history.Documents()));
        if (i % 4 == 1) Compare(*oracle, RandomTermSearch(random));
        if (HasFailure()) return;
      }
    }
  }
}

TEST_P(RecordIndexTest, ARestartGoesOnWhereItWasFlushed) {
  if (!GetParam().durable) GTEST_SKIP() << "keeps nothing";
  const auto oracle = MakeScanIndex();
  RandomHistory history(77);
  Random random(78);
  std::vector<IndexBatch> batches;
  for (int step = 0; step < 60; ++step) {
    batches.push_back(history.Next(40));
    ASSERT_TRUE(oracle->Apply(batches.back()).ok());
    ASSERT_TRUE(index_->Apply(batches.back()).ok());
    if (Pick(random, 3) == 0) {
      ASSERT_TRUE(index_->Flush().ok());
      EXPECT_EQ(index_->Applied(), batches.back().last);
    }
    if (Pick(random, 5) > 0) continue;
    Reopen();
    for (const IndexBatch& batch : batches) ASSERT_TRUE(index_->Apply(batch).ok());
    EXPECT_EQ(index_->Applied(), oracle->Applied());
    for (int i = 0; i < 20; ++i) {
      Compare(*oracle, RandomSearch(random, history.Documents()));
      if (HasFailure()) return;
    }
  }
  EXPECT_TRUE(index_->Info().problem.empty()) << index_->Info().problem;
}

TEST_P(RecordIndexTest, DamageIsFoundAndNotServed) {
  if (!GetParam().durable) GTEST_SKIP() << "keeps nothing";
  Random random(9);
  for (int round = 0; round < 12; ++round) {
    RandomHistory history(static_cast<uint64_t>(round));
    TearDown();
    SetUp();
    for (int step = 0; step < 3; ++step) {
      ASSERT_TRUE(index_->Apply(history.Next(30)).ok());
      ASSERT_TRUE(index_->Flush().ok());
    }
    index_.reset();
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(directory_)) files.push_back(entry.path());
    const fs::path victim = files[Pick(random, files.size())];
    const auto size = fs::file_size(victim);
    if (round % 3 == 0) {
      fs::resize_file(victim, Pick(random, size));
    } else if (round % 3 == 1 && victim.filename() != "manifest") {
      fs::remove(victim);
    } else {
      std::fstream file(victim, std::ios::in | std::ios::out | std::ios::binary);
      file.seekg(static_cast<std::streamoff>(size - 8));  // the trailer, always used
      const int byte = file.get();
      file.seekp(static_cast<std::streamoff>(size - 8));
      file.put(static_cast<char>(byte ^ 1));
    }
    Reopen();
    EXPECT_EQ(index_->Applied(), 0u) << victim;
    EXPECT_EQ(index_->Info().documents, 0u);
    EXPECT_FALSE(index_->Info().problem.empty());
  }
}

Implementation Segments(std::string name, uint32_t live_documents, bool background) {
  Implementation implementation{std::move(name), true, {}};
  implementation.options.live_documents = live_documents;
  implementation.options.background_merges = background;
  return implementation;
}

INSTANTIATE_TEST_SUITE_P(All, RecordIndexTest,
                         ::testing::Values(Implementation{"scan", false, {}}, Segments("segments", 1 << 20, false),
                                           Segments("segments_that_flush_early", 50, false),
                                           Segments("segments_merging_beside", 50, true)),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace broadsheet::query
