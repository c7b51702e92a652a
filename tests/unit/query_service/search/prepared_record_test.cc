#include "query_service/search/prepared_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/text/fold.h"
#include "tests/unit/query_service/search/record_builder.h"

namespace broadsheet::query {
namespace {

using record::v1::Record;
using testing::ElementsAre;

class PreparedRecordTest : public ::testing::Test {
 protected:
  PreparedRecordTest() {
    record_.set_name("publications/p/issues/i/records/r");
    upload_.Skip("第一栏\n");
    upload_.Print("水稻ＡＩ", *record_.mutable_headline()->add_lines());
    record_.mutable_headline()->set_text("水稻ＡＩ");
    auto& paragraph = *record_.add_paragraphs();
    upload_.Print("臺灣的水稻", paragraph);
    upload_.Skip("\n别的文章\n");
    upload_.Print("育种，Ⅻ号。", paragraph);
    record_.add_paragraphs()->set_text("\u200B");
    auto& person = *record_.add_persons();
    person.set_name("水稻");
    auto& range = *person.add_ranges();
    range.set_start(9);
    range.set_end(15);
  }

  UploadBuilder upload_;
  Record record_;
};

TEST_F(PreparedRecordTest, HasEachValueWithItsFoldingAndItsSpans) {
  const auto prepared = PreparedRecord::Make("", record_.SerializeAsString());
  ASSERT_NE(prepared, nullptr);
  size_t value = 0;
  VisitTexts(record_, kRecordFields, [&](const RecordText& text) {
    const PreparedValue found = (*prepared)[value];
    EXPECT_EQ(PathOf(found.text), PathOf(text));
    EXPECT_EQ(found.text.text, text.text);
    EXPECT_EQ(found.folded.text(), Fold(text.text));
    const auto spans = UploadSpans(record_, text, 0, static_cast<uint32_t>(text.text.size()));
    EXPECT_EQ(found.spans.size(), spans.size()) << PathOf(text);
    for (size_t i = 0; i < std::min(spans.size(), found.spans.size()); ++i) {
      EXPECT_EQ(found.spans[i].start, spans[i].start());
      EXPECT_EQ(found.spans[i].end, spans[i].end());
      EXPECT_EQ(found.spans[i].text_start, spans[i].text_start());
      EXPECT_EQ(found.spans[i].text_end, spans[i].text_end());
    }
    ++value;
    return true;
  });
  EXPECT_EQ(prepared->size(), value);
  EXPECT_EQ((*prepared)[1].spans.size(), 2u) << "across a seam";
}

TEST_F(PreparedRecordTest, FoldingsLieOneBehindTheOther) {
  const auto prepared = PreparedRecord::Make("", record_.SerializeAsString());
  std::vector<std::string> foldings;
  for (size_t value = 0; value < prepared->size(); ++value) {
    const size_t begin = prepared->FoldedBegin(value), end = prepared->FoldedEnd(value);
    foldings.emplace_back(prepared->folded().substr(begin, end - begin));
    for (size_t at = begin; at <= end; ++at) EXPECT_EQ(prepared->ValueAt(at), value);
  }
  EXPECT_THAT(foldings, ElementsAre("水稻ai", "台湾的水稻育种,xii号。", "", "水稻")) << "what folds to nothing, too";
}

TEST_F(PreparedRecordTest, KeepsTheRecordsBytes) {
  Record basic = record_;
  basic.clear_paragraphs();
  Record details;
  *details.mutable_paragraphs() = record_.paragraphs();
  const auto prepared = PreparedRecord::Make(basic.SerializeAsString(), details.SerializeAsString());
  EXPECT_EQ(prepared->basic(), basic.SerializeAsString());
  EXPECT_EQ(prepared->Parse().SerializeAsString(), record_.SerializeAsString());
  EXPECT_EQ(PreparedRecord::Make("\xFF", ""), nullptr) << "no record";
}

}  // namespace
}  // namespace broadsheet::query
