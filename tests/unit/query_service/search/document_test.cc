#include "query_service/search/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::query {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string>& TextOf(const IndexDocument& document, TextField field) {
  return document.text[static_cast<int>(field)];
}
const std::vector<std::string>& StringsOf(const IndexDocument& document, Column column) {
  return document.strings[static_cast<int>(column) - kNumberColumnCount];
}
int64_t NumberOf(const IndexDocument& document, Column column) { return document.numbers[static_cast<int>(column)]; }

TEST(DocumentTest, TextIsFoldedColumnsAreNot) {
  record::v1::Record record;
  record.set_name("publications/delta/issues/2024-03-05/records/rice");
  record.set_publication("三角洲日報");
  record.mutable_headline()->set_text("臺灣ＡＩ");
  record.mutable_headline()->mutable_kicker()->set_text("引題");
  record.add_paragraphs()->set_text("正文");
  record.add_keywords("水稻");
  record.add_keywords("水稻");
  auto& title = *record.mutable_speaker()->add_titles();
  title.mutable_text()->set_text("研究站站长");
  title.set_role("站长");
  const IndexDocument document = MakeDocument(7, record);
  EXPECT_EQ(document.id, 7u);
  EXPECT_THAT(TextOf(document, TextField::kHeadline), ElementsAre("台湾ai", "引题"));
  EXPECT_THAT(TextOf(document, TextField::kBody), ElementsAre("正文"));
  EXPECT_THAT(TextOf(document, TextField::kPerson), IsEmpty());
  EXPECT_THAT(StringsOf(document, Column::kName), ElementsAre(record.name()));
  EXPECT_THAT(StringsOf(document, Column::kIssue), ElementsAre("publications/delta/issues/2024-03-05"));
  EXPECT_THAT(StringsOf(document, Column::kPublicationId), ElementsAre("delta"));
  EXPECT_THAT(StringsOf(document, Column::kPublication), ElementsAre("三角洲日報"));
  EXPECT_THAT(StringsOf(document, Column::kHeadline), ElementsAre("臺灣ＡＩ"));
  EXPECT_THAT(StringsOf(document, Column::kSpeakerRole), ElementsAre("站长"));
  EXPECT_THAT(StringsOf(document, Column::kKeyword), ElementsAre("水稻")) << "once";
}

TEST(DocumentTest, Numbers) {
  record::v1::Record record;
  record.set_date("1970-01-03");
  record.set_page(4);
  record.set_ordinal(5);
  record.set_kind(record::v1::RECORD_KIND_PHOTO);
  record.set_truncation(record::v1::TRUNCATION_END_MISSING);
  const IndexDocument document = MakeDocument(1, record);
  EXPECT_EQ(NumberOf(document, Column::kDate), 2);
  EXPECT_EQ(NumberOf(document, Column::kPage), 4);
  EXPECT_EQ(NumberOf(document, Column::kOrdinal), 5);
  EXPECT_EQ(NumberOf(document, Column::kKind), record::v1::RECORD_KIND_PHOTO);
  EXPECT_EQ(NumberOf(document, Column::kTruncated), 1);
  for (const char* date : {"", "2024", "someday"}) {
    record.set_date(date);
    EXPECT_EQ(NumberOf(MakeDocument(1, record), Column::kDate), kNoDate) << date;
  }
}

}  // namespace
}  // namespace broadsheet::query
