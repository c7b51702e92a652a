#include "ingest_service/parser/language/language_model.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "common/status/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/ingest_service/parser/test_model.h"

namespace broadsheet::ingest {
namespace {

using ::testing::HasSubstr;

double Continuation(std::u32string_view before, std::u32string_view after) {
  const LanguageModel& model = TestModel();
  return model.Continuation(*model.ReadTail(before), *model.ReadHead(after));
}

TEST(LanguageModelTest, PrefersTheHalfThatCompletesTheWord) {
  EXPECT_GT(Continuation(U"工厂引进了人", U"工智能设备"), 4);
  EXPECT_LT(Continuation(U"工厂引进了人", U"菜市场的摊位"), 1);
  EXPECT_GT(Continuation(U"提高效率，进", U"而降低成本"), 2);
}

TEST(LanguageModelTest, ReadsDigitsAsNumerals) { EXPECT_GT(Continuation(U"时间定在8", U"月举行"), 0.5); }

TEST(LanguageModelTest, SaysNothingAcrossWhatItDoesNotKnow) {
  EXPECT_EQ(Continuation(U"春天来了。", U"大家都很高兴"), 0);
  EXPECT_EQ(Continuation(U"using the new", U"machines"), 0);
  EXPECT_EQ(Continuation(U"", U"大家"), 0);
}

TEST(LanguageModelTest, KnowsCommonFromRare) {
  EXPECT_GT(TestModel().LogProbability(U"中国"), TestModel().LogProbability(U"砷镓"));
  EXPECT_LT(TestModel().LogProbability(U"龘龘"), TestModel().LogProbability(U"砷镓"));
}

class BrokenModelTest : public ::testing::Test {
 protected:
  std::string Write(const std::string& bytes) {
    // Of this test alone: tests run side by side, and a model is mapped.
    const std::string path =
        ::testing::TempDir() + "/" + ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".lm";
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  void ExpectRefused(const std::string& path) {
    const auto model = LanguageModel::Load(path);
    ASSERT_FALSE(model.ok());
    EXPECT_EQ(model.status().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_EQ(ReasonOf(model.status()), "LANGUAGE_MODEL_UNUSABLE");
    EXPECT_THAT(std::string(model.status().message()), HasSubstr(path));
  }
};

TEST_F(BrokenModelTest, Missing) { ExpectRefused(::testing::TempDir() + "/no such file.lm"); }
TEST_F(BrokenModelTest, Folder) { ExpectRefused(::testing::TempDir()); }
TEST_F(BrokenModelTest, Empty) { ExpectRefused(Write("")); }
TEST_F(BrokenModelTest, AnotherFormat) { ExpectRefused(Write(std::string(100000, 'x'))); }

TEST_F(BrokenModelTest, CutOff) {
  std::ifstream in(TestModelPath(), std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  for (double part : {0.0001, 0.3, 0.7, 0.9, 0.99}) {
    ExpectRefused(Write(whole.substr(0, static_cast<size_t>(static_cast<double>(whole.size()) * part))));
  }
}

// The file ends with a list of its words, a zero byte behind each.
TEST_F(BrokenModelTest, LacksItsLastWord) {
  std::ifstream in(TestModelPath(), std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  ExpectRefused(Write(whole.substr(0, whole.rfind('\0', whole.size() - 2) + 1)));
}

}  // namespace
}  // namespace broadsheet::ingest
