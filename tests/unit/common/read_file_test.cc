#include "common/file/read_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "common/status/error.h"
#include "tests/support/child_process.h"

namespace broadsheet {
namespace {

TEST(ReadFileTest, GivesAllBytes) {
  const testing::TempDir dir;
  std::string bytes(200'001, 'x');
  bytes[100'000] = '\0';
  for (const std::string& text : {bytes, std::string()}) {
    std::ofstream(dir / "file", std::ios::binary) << text;
    EXPECT_EQ(ReadFile(dir / "file").value(), text);
  }
}

TEST(ReadFileTest, SaysWhatKeepsItFromReading) {
  const testing::TempDir dir;
  const absl::Status missing = ReadFile(dir / "none").status();
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_NE(missing.message().find(dir / "none"), absl::string_view::npos);
  EXPECT_EQ(ReasonOf(ReadFile(dir.path()).status()), "FILE_UNREADABLE") << "a folder";
  EXPECT_EQ(ReasonOf(ReadFile("/proc/self/mem").status()), "FILE_UNREADABLE") << "an I/O error";
}

TEST(PathExistsTest, TellsWhatCannotBeTold) {
  const testing::TempDir dir;
  EXPECT_TRUE(PathExists(dir.path()).value());
  EXPECT_FALSE(PathExists(dir / "none").value());
  EXPECT_EQ(ReasonOf(PathExists(dir / std::string(300, 'x')).status()), "FILE_UNREADABLE");
}

}  // namespace
}  // namespace broadsheet
