// What a full disk and a sudden death in the middle of a merge leave behind. A
// limit of the process on the size of files stands in for the disk: writing
// beyond it fails, or kills the process in the middle of the file.
#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "query_service/index/record_index.h"
#include "query_service/index/scan_index.h"
#include "query_service/index/segments/open_segment_index.h"
#include "random_collection.h"
#include "random_search.h"

namespace broadsheet::query {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBatch = 200;
// As many segments on disk are merged into one.
constexpr int kSegmentsToMerge = 4;

// While it lives no file grows beyond `bytes`.
class FileSizeLimit {
 public:
  FileSizeLimit(rlim_t bytes, void (*on_signal)(int)) : handler_(std::signal(SIGXFSZ, on_signal)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit before_;
};

class IndexFaultsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = fs::temp_directory_path() / "index_faults_XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { fs::remove_all(directory_); }

  std::unique_ptr<RecordIndex> Open(uint32_t live_documents = 1 << 20, uint32_t largest_segment = 1 << 20) const {
    auto index = OpenSegmentIndex(
        directory_, {.live_documents = live_documents, .largest_segment = largest_segment, .background_merges = false});
    EXPECT_TRUE(index.ok()) << index.status();
    return std::move(*index);
  }

  ptrdiff_t CountFiles() const { return std::distance(fs::directory_iterator(directory_), fs::directory_iterator()); }

  // kBatch documents, and one that there was is removed.
  IndexBatch NextBatch() {
    IndexBatch batch;
    batch.first = batch.last = ++sequence_;
    for (size_t i = 0; i < kBatch; ++i) {
      batch.added.push_back(RandomDocument(random_, documents_.size() + 1));
      documents_.push_back(batch.added.back());
    }
    batch.removed.push_back(1 + Pick(random_, documents_.size()));
    return batch;
  }

  // More than a segment of kBatch documents takes, less than four merged do.
  rlim_t BetweenSegmentAndMerge() const {
    uintmax_t largest = 0;
    for (const auto& file : fs::directory_iterator(directory_)) largest = std::max(largest, file.file_size());
    return largest * 3 / 2;
  }

  void ExpectOraclesAnswers(const RecordIndex& index) {
    Random random(7);
    for (int i = 0; i < 50; ++i) {
      IndexSearch search = RandomSearch(random, documents_);
      const auto wanted = oracle_->Search(search);
      ASSERT_TRUE(wanted.ok()) << wanted.status();
      search.stats = wanted->stats;
      const auto got = index.Search(search);
      ASSERT_TRUE(got.ok()) << got.status();
      EXPECT_EQ(got->total, wanted->total) << ToString(search);
      EXPECT_EQ(got->applied, wanted->applied);
      ASSERT_EQ(got->hits.size(), wanted->hits.size()) << ToString(search);
      for (size_t k = 0; k < wanted->hits.size(); ++k) EXPECT_EQ(got->hits[k].id, wanted->hits[k].id);
    }
  }

  fs::path directory_;
  Random random_{3};
  std::vector<IndexDocument> documents_;  // all there ever were
  uint64_t sequence_ = 0;
  std::unique_ptr<RecordIndex> oracle_ = MakeScanIndex();
};

TEST_F(IndexFaultsTest, AFullDiskStopsAMergeAndNothingElse) {
  const auto index = Open();
  const auto apply = [&] {
    const IndexBatch batch = NextBatch();
    return oracle_->Apply(batch).ok() && index->Apply(batch).ok();
  };
  for (int i = 1; i < kSegmentsToMerge; ++i) ASSERT_TRUE(apply() && index->Flush().ok());
  ASSERT_TRUE(apply());
  {
    const FileSizeLimit full(BetweenSegmentAndMerge(), SIG_IGN);
    EXPECT_EQ(index->Flush().code(), absl::StatusCode::kResourceExhausted);
    EXPECT_NE(index->Info().problem.find("merge: "), std::string::npos);
    EXPECT_EQ(index->Info().segments, uint32_t{kSegmentsToMerge});
    ExpectOraclesAnswers(*index);
    ASSERT_TRUE(apply());
    ExpectOraclesAnswers(*index);
  }
  EXPECT_TRUE(index->Flush().ok());
  EXPECT_EQ(index->Info().problem, "");
  EXPECT_LT(index->Info().segments, uint32_t{kSegmentsToMerge});
  ExpectOraclesAnswers(*index);
}

TEST_F(IndexFaultsTest, AFullDiskStopsWritingOnceMemoryIsFull) {
  const auto index = Open(2 * kBatch);
  IndexBatch batch;
  {
    const FileSizeLimit full(1000, SIG_IGN);
    absl::Status status;
    for (int i = 0; i < 20; ++i) {
      batch = NextBatch();
      status = index->Apply(batch);
      if (!status.ok()) break;
      ASSERT_TRUE(oracle_->Apply(batch).ok());
    }
    EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
    EXPECT_NE(index->Info().problem.find("flush: "), std::string::npos);
    ExpectOraclesAnswers(*index);
  }
  ASSERT_TRUE(index->Apply(batch).ok() && oracle_->Apply(batch).ok());
  EXPECT_EQ(index->Info().problem, "");
  ExpectOraclesAnswers(*index);
}

// A directory in the place of the file that becomes the manifest: segments and
// what is deleted of them can be written, but never count.
TEST_F(IndexFaultsTest, FailedAttemptsLeaveNoFiles) {
  const auto fail_three_times = [&](RecordIndex& index) {
    fs::create_directory(directory_ / "manifest.new");
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(index.Flush().ok());
    fs::remove(directory_ / "manifest.new");
  };
  auto index = Open(1 << 20, /*largest_segment=*/1);
  for (int i = 0; i < kSegmentsToMerge; ++i) {
    const IndexBatch batch = NextBatch();
    ASSERT_TRUE(oracle_->Apply(batch).ok() && index->Apply(batch).ok());
    const auto before = CountFiles();
    fail_three_times(*index);
    EXPECT_EQ(CountFiles(), before) << "flushes that failed";
    ASSERT_TRUE(index->Flush().ok());
  }
  index.reset();
  index = Open();
  const auto before = CountFiles();
  fail_three_times(*index);
  EXPECT_EQ(CountFiles(), before) << "merges that failed";
  EXPECT_EQ(index->Info().segments, uint32_t{kSegmentsToMerge});
  ExpectOraclesAnswers(*index);
  ASSERT_TRUE(index->Flush().ok());
  EXPECT_EQ(index->Info().segments, 1u);
  ExpectOraclesAnswers(*index);
}

TEST_F(IndexFaultsTest, AProcessThatDiesWhileMergingLosesNothing) {
  std::vector<IndexBatch> batches;
  for (int i = 0; i < kSegmentsToMerge; ++i) {
    batches.push_back(NextBatch());
    ASSERT_TRUE(oracle_->Apply(batches.back()).ok());
  }
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    const auto index = Open();
    for (const IndexBatch& batch : batches) {
      const bool last = &batch == &batches.back();
      if (!index->Apply(batch).ok()) _exit(1);
      const FileSizeLimit deadly(last ? BetweenSegmentAndMerge() : RLIM_INFINITY, SIG_DFL);
      if (!index->Flush().ok()) _exit(2);
    }
    _exit(0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ) << status;

  const auto index = Open();
  EXPECT_EQ(index->Info().problem, "");
  EXPECT_EQ(index->Applied(), batches.back().last);
  EXPECT_EQ(index->Info().segments, uint32_t{kSegmentsToMerge});
  ExpectOraclesAnswers(*index);
  // The half-written file is gone, and merging goes on.
  const auto files = CountFiles();
  const IndexBatch next = NextBatch();
  ASSERT_TRUE(index->Apply(next).ok() && oracle_->Apply(next).ok() && index->Flush().ok());
  EXPECT_LT(CountFiles(), files);
  EXPECT_LT(index->Info().segments, uint32_t{kSegmentsToMerge});
  ExpectOraclesAnswers(*index);
}

}  // namespace
}  // namespace broadsheet::query
