// A real page, when it is there: it is not ours to keep in the repository.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "absl/strings/str_join.h"
#include "ingest_service/parser/parser.h"
#include "tests/support/expected_page.h"
#include "tests/support/read_file.h"

namespace broadsheet::ingest {
namespace {

using testing::ExpectedPage;

class SeedPageTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string folder = BROADSHEET_SOURCE_DIR "/../shared/seed";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the seed page is not there: " << folder;
    expected_ = testing::ReadExpectedPage(folder + "/expected.json");
    text_ = testing::ReadFile(folder + "/issue.txt");
    auto parser = Parser::Create({});
    ASSERT_TRUE(parser.ok()) << parser.status();
    auto parsed = (*parser)->Parse(text_, {.charset = "", .date = "2024-03-06"});
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    parsed_ = *std::move(parsed);
  }

  // The bytes of a line, from 1.
  std::pair<size_t, size_t> Line(size_t number) const {
    size_t start = 0;
    while (--number > 0) start = text_.find('\n', start) + 1;
    return {start, std::min(text_.find('\n', start), text_.size())};
  }

  ExpectedPage expected_;
  std::string text_;
  ParsedIssue parsed_;
};

TEST_F(SeedPageTest, RecordsAreExactlyTheExpectedOnes) {
  EXPECT_EQ(absl::StrJoin(testing::Differences(expected_, parsed_.records), "\n"), "");
}

TEST_F(SeedPageTest, SeamsAreExactlyTheExpectedOnes) {
  EXPECT_EQ(absl::StrJoin(testing::SeamDifferences(expected_, parsed_.records), "\n"), "");
}

TEST_F(SeedPageTest, RepetitionsAreTakenOutAndNamed) {
  std::set<std::pair<size_t, size_t>> removed;
  for (const auto& entry : parsed_.account.entries()) {
    if (entry.fate() == record::v1::FATE_REPETITION) removed.emplace(entry.start(), entry.end());
  }
  std::set<std::pair<size_t, size_t>> wanted;
  for (const auto& repetition : expected_.removed) {
    const auto [start, end] = Line(repetition.line);
    wanted.emplace(repetition.tail.empty() ? start : end - repetition.tail.size(), end);
  }
  EXPECT_EQ(removed, wanted);
}

TEST_F(SeedPageTest, TheAccountCloses) {
  uint64_t at = 0;
  for (const auto& entry : parsed_.account.entries()) {
    EXPECT_EQ(entry.start(), at);
    EXPECT_GT(entry.end(), entry.start());
    at = entry.end();
  }
  EXPECT_EQ(at, text_.size());
  EXPECT_EQ(parsed_.account.unassigned_bytes(), 0u);
}

}  // namespace
}  // namespace broadsheet::ingest
