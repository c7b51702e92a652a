#include "ingest_service/client/upload_tasks.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/child_process.h"

namespace broadsheet::ingest {
namespace {

v1::IssueMetadata Read(std::string_view pattern, std::string_view path) {
  v1::IssueMetadata metadata;
  const auto compiled = PathPattern::Compile(pattern);
  EXPECT_TRUE(compiled.ok()) << compiled.status();
  const absl::Status status = compiled->Apply(path, metadata);
  EXPECT_TRUE(status.ok()) << status;
  return metadata;
}

TEST(PathPatternTest, ReadsFieldsOffTheEndOfAPath) {
  const auto metadata = Read("{publication}/{date}-{edition}.txt", "/archive/2024/haidong/2024-03-11-city.txt");
  EXPECT_EQ(metadata.parent(), "publications/haidong");
  EXPECT_EQ(metadata.issue().date(), "2024-03-11");
  EXPECT_EQ(metadata.issue().edition(), "city");
}

TEST(PathPatternTest, AcceptsDatesWithoutDashes) {
  EXPECT_EQ(Read("{date}.txt", "x/20240311.txt").issue().date(), "2024-03-11");
}

TEST(PathPatternTest, AnythingMayStandForAny) {
  const auto metadata = Read("{publication}/{any}/{issue}_{number}.txt", "p/whatever/i-1_No77.txt");
  EXPECT_EQ(metadata.issue_id(), "i-1");
  EXPECT_EQ(metadata.issue().number(), "No77");
}

TEST(PathPatternTest, DotsAndStarsStandForThemselves) {
  v1::IssueMetadata metadata;
  EXPECT_FALSE(PathPattern::Compile("{issue}.t*t")->Apply("a.txt", metadata).ok());
  EXPECT_FALSE(PathPattern::Compile("{issue}.txt")->Apply("axtxt", metadata).ok());
}

TEST(PathPatternTest, RefusesUnknownFieldsAndLooseBraces) {
  for (const char* pattern : {"{page}.txt", "{date", "{}"}) {
    EXPECT_EQ(PathPattern::Compile(pattern).status().code(), absl::StatusCode::kInvalidArgument) << pattern;
  }
}

TEST(FindFilesTest, TakesFilesAsTheyAreAndFoldersBySuffix) {
  testing::TempDir folder;
  std::filesystem::create_directories(folder / "a/b");
  for (const char* name : {"a/1.txt", "a/b/2.txt", "a/3.pdf", "4.md"}) std::ofstream(folder / name) << "x";
  const auto files = FindFiles({folder / "4.md", folder / "a", folder / "a/1.txt"}, ".txt");
  ASSERT_TRUE(files.ok());
  EXPECT_EQ(*files, (std::vector<std::string>{folder / "4.md", folder / "a/1.txt", folder / "a/b/2.txt"}));
  EXPECT_EQ(FindFiles({folder / "none"}, ".txt").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace broadsheet::ingest
