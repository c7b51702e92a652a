#include "common/server/access_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "absl/time/clock.h"
#include "common/status/error.h"
#include "tests/support/child_process.h"

namespace broadsheet {
namespace {

void Write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

bool Allows(const AccessFile& file, const std::string& token) {
  return file.policy()->Authorize({.certificate_names = {}, .bearer_token = token}, Role::kReader).ok();
}

template <typename Condition>
bool Within(absl::Duration patience, Condition condition) {
  for (const absl::Time end = absl::Now() + patience; absl::Now() < end; absl::SleepFor(absl::Milliseconds(5))) {
    if (condition()) return true;
  }
  return false;
}

class AccessFileTest : public ::testing::Test {
 protected:
  AccessFileTest() {
    Write(token_, "first-token-0000\n");
    Write(path_, "someone reader token-file " + token_ + "\n");
  }
  testing::TempDir dir_;
  const std::string path_ = dir_ / "access", token_ = dir_ / "token";
};

TEST_F(AccessFileTest, FollowsARotatedToken) {
  const auto file = AccessFile::Open(path_, absl::Milliseconds(10));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE(Allows(**file, "first-token-0000"));
  Write(token_, "second-token-000\n");
  EXPECT_TRUE(Within(absl::Seconds(10), [&] { return Allows(**file, "second-token-000"); }));
  EXPECT_FALSE(Allows(**file, "first-token-0000"));
}

TEST_F(AccessFileTest, ABrokenFileChangesNothing) {
  const auto file = AccessFile::Open(path_, absl::Milliseconds(10));
  ASSERT_TRUE(file.ok());
  EXPECT_TRUE((*file)->usable());
  Write(path_, "someone reader\n");
  EXPECT_TRUE(Within(absl::Seconds(10), [&] { return !(*file)->usable(); })) << "it says so";
  EXPECT_TRUE(Allows(**file, "first-token-0000"));
  Write(path_, "someone reader token-file " + token_ + "\n");
  EXPECT_TRUE(Within(absl::Seconds(10), [&] { return (*file)->usable(); }));
}

// A mount of a secret that went wrong puts a folder there.
TEST_F(AccessFileTest, AFolderInItsPlaceChangesNothing) {
  const auto file = AccessFile::Open(path_, absl::Milliseconds(10));
  ASSERT_TRUE(file.ok());
  for (const std::string& name : {token_, path_}) {
    std::filesystem::remove(name);
    std::filesystem::create_directory(name);
    EXPECT_TRUE(Within(absl::Seconds(10), [&] { return !(*file)->usable(); }));
    EXPECT_TRUE(Allows(**file, "first-token-0000"));
    std::filesystem::remove(name);
    Write(token_, "first-token-0000\n");
    Write(path_, "someone reader token-file " + token_ + "\n");
    EXPECT_TRUE(Within(absl::Seconds(10), [&] { return (*file)->usable(); }));
  }
  std::filesystem::remove(path_);
  std::filesystem::create_directory(path_);
  EXPECT_EQ(ReasonOf(AccessFile::Open(path_).status()), "FILE_UNREADABLE");
}

TEST_F(AccessFileTest, NamesTheFileThatCannotBeUsed) {
  const auto missing = AccessFile::Open(dir_ / "none").status();
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_NE(missing.message().find(dir_ / "none"), absl::string_view::npos);
}

}  // namespace
}  // namespace broadsheet
