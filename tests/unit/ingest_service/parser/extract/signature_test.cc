#include "ingest_service/parser/extract/signature.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "ingest_service/parser/text/calendar.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Record;
using testing::ElementsAre;
using testing::IsEmpty;

Record WithParagraphs(std::initializer_list<std::string> paragraphs) {
  Record record;
  uint64_t at = 100;
  for (const std::string& text : paragraphs) {
    record::v1::Paragraph& paragraph = *record.add_paragraphs();
    paragraph.set_text(text);
    record::v1::Span& span = *paragraph.add_spans();
    span.set_start(at);
    span.set_end(at + text.size());
    span.set_text_end(static_cast<uint32_t>(text.size()));
    at += text.size() + 1;
  }
  return record;
}

std::vector<std::string> Names(const google::protobuf::RepeatedPtrField<record::v1::Credit>& credits) {
  std::vector<std::string> names;
  for (const auto& credit : credits) names.push_back(credit.name());
  return names;
}

Record Extracted(std::initializer_list<std::string> paragraphs) {
  Record record = WithParagraphs(paragraphs);
  ExtractSignatures(MakeDate(2025, 3, 8), record);
  return record;
}

TEST(SignatureTest, ALeadNamesTheWritersAndTheDateline) {
  const Record record = Extracted({"新华社布拉格3月7日电（记者林望舒）河水退了。", "桥又通了。"});
  EXPECT_THAT(Names(record.reporters()), ElementsAre("林望舒"));
  EXPECT_EQ(record.dateline().text().text(), "新华社布拉格3月7日电");
  EXPECT_EQ(record.dateline().text().spans(0).start(), 100);
  EXPECT_EQ(record.dateline().place(), "布拉格");
  EXPECT_EQ(record.dateline().date().year(), 2025);
  EXPECT_EQ(record.dateline().date().month(), 3);
  EXPECT_EQ(record.dateline().date().day(), 7);
  EXPECT_EQ(record.reporters(0).printed().spans(0).start(), 100 + std::string("新华社布拉格3月7日电（记者").size());
}

TEST(SignatureTest, ATailNamesTheWriters) {
  EXPECT_THAT(Names(Extracted({"河水退了。", "桥又通了。（记者 骆青禾）"}).reporters()), ElementsAre("骆青禾"));
  EXPECT_THAT(Names(Extracted({"河水退了。", "（记者 骆青禾）"}).reporters()), ElementsAre("骆青禾"));
  EXPECT_THAT(Names(Extracted({"河水退了。", "桥又通了。"}).reporters()), IsEmpty());
}

TEST(SignatureTest, ABylineGoesBeforeWhatTheTextSays) {
  Record record = WithParagraphs({"新华社布拉格3月7日电（记者林望舒）河水退了。"});
  record.add_reporters()->set_name("贺一鸣");
  ExtractSignatures(MakeDate(2025, 3, 8), record);
  EXPECT_THAT(Names(record.reporters()), ElementsAre("贺一鸣"));
  EXPECT_THAT(Names(record.credits()), ElementsAre("林望舒"));
  EXPECT_EQ(record.dateline().agency(), "新华社");
}

TEST(SignatureTest, TheSameNameIsCreditedOnce) {
  Record record = WithParagraphs({"本报讯（记者贺一鸣）河水退了。（记者贺一鸣）"});
  record.add_reporters()->set_name("贺一鸣");
  ExtractSignatures({}, record);
  EXPECT_THAT(Names(record.reporters()), ElementsAre("贺一鸣"));
  EXPECT_THAT(Names(record.credits()), IsEmpty());
}

TEST(SignatureTest, ThePaperSignsWhatAnAgencySent) {
  const Record record = Extracted({"新华社布拉格3月7日电（记者林望舒）河水退了。", "桥又通了。（编译：陈立 周小舟）"});
  EXPECT_THAT(Names(record.credits()), ElementsAre("林望舒", "陈立", "周小舟"));
}

TEST(SignatureTest, AnAgencysReporterGoesBeforeNamesAloneAtTheEnd) {
  const Record record = Extracted({"新华社布拉格3月7日电（记者林望舒）河水退了。", "桥又通了。（陈立）"});
  EXPECT_THAT(Names(record.reporters()), ElementsAre("林望舒"));
  EXPECT_THAT(Names(Extracted({"新华社布拉格3月7日电 河水退了。", "桥又通了。（陈立）"}).reporters()),
              ElementsAre("陈立"));
}

TEST(SignatureTest, ThePapersDispatchAndASignatureBothNameWriters) {
  EXPECT_THAT(Names(Extracted({"本报布拉格3月7日电（记者林望舒）河水退了。", "桥又通了。（记者 陈立）"}).reporters()),
              ElementsAre("林望舒", "陈立"));
  EXPECT_THAT(Names(Extracted({"河水退了。", "（滨江时报临溪3月7日电 记者林望舒 通讯员陈立）"}).reporters()),
              ElementsAre("林望舒", "陈立"));
}

TEST(SignatureTest, AnotherHousesSignatureStandsBesideThePapersDispatch) {
  const Record record = Extracted({"本报布拉格3月7日电（记者林望舒）河水退了。", "桥又通了。（滨江广播电台记者陈立）"});
  EXPECT_THAT(Names(record.reporters()), ElementsAre("林望舒"));
  EXPECT_THAT(Names(record.credits()), ElementsAre("陈立"));
}

TEST(SignatureTest, AnAgencysReporterGoesBeforeAnotherHousesSignature) {
  const Record record = Extracted({"新华社南京3月7日电（记者林望舒）河水退了。", "桥又通了。（江河日报记者 骆青禾）"});
  EXPECT_THAT(Names(record.reporters()), ElementsAre("林望舒"));
  EXPECT_THAT(Names(record.credits()), ElementsAre("骆青禾"));
}

TEST(SignatureTest, ALineOfItsOwnSignsByTheSameRules) {
  const auto signs = [](const std::string& line, std::initializer_list<std::string> paragraphs) {
    return NamesWriters(ParseByline(line).value(), false, WithParagraphs(paragraphs));
  };
  EXPECT_TRUE(signs("江河日报记者 骆青禾", {"河水退了。"}));
  EXPECT_TRUE(signs("本报记者 骆青禾", {"新华社南京3月7日电（记者林望舒）河水退了。"}));
  EXPECT_FALSE(signs("江河日报记者 骆青禾", {"新华社南京3月7日电（记者林望舒）河水退了。"}));
  EXPECT_TRUE(signs("江河日报记者 骆青禾", {"新华社南京3月7日电 河水退了。"}));
  EXPECT_FALSE(NamesWriters(ParseByline("本报记者 骆青禾").value(), true, WithParagraphs({"河水退了。"})));
}

TEST(SignatureTest, ANoteMayStandBehindTheSignature) {
  EXPECT_THAT(Names(Extracted({"河水退了。（记者 陈立）", "更多内容见明日本报。"}).reporters()), ElementsAre("陈立"));
  EXPECT_THAT(Names(Extracted({"河水退了。（陈立）", "更多内容见明日本报。"}).reporters()), IsEmpty());
}

TEST(SignatureTest, WhoTookPartIsCreditedBesideTheWriters) {
  const Record record =
      Extracted({"新华社布拉格3月7日电（记者林望舒）河水退了。", "桥又通了。（参与采写：陈立、周小舟）"});
  EXPECT_THAT(Names(record.reporters()), ElementsAre("林望舒"));
  EXPECT_THAT(Names(record.credits()), ElementsAre("陈立", "周小舟"));
  EXPECT_THAT(Names(Extracted({"本报讯（记者林望舒）河水退了。", "（参与记者：陈立）"}).reporters()),
              ElementsAre("林望舒"));
}

TEST(SignatureTest, AnEditorAtTheEndIsNoWriter) {
  const Record record = Extracted({"新华社布拉格3月7日电（记者林望舒）河水退了。", "桥又通了。【编辑:陈立】"});
  EXPECT_THAT(Names(record.reporters()), ElementsAre("林望舒"));
}

// D6
TEST(SignatureTest, DaysAreCompletedFromTheIssue) {
  EXPECT_EQ(Extracted({"中央社台北6日電 河水退了。"}).dateline().date().month(), 3);
  Record record = WithParagraphs({"中央社台北28日電 河水退了。"});
  ExtractSignatures(MakeDate(2025, 3, 8), record);
  EXPECT_EQ(record.dateline().date().month(), 2);
  record = WithParagraphs({"新华社北京12月30日电 河水退了。"});
  ExtractSignatures(MakeDate(2025, 1, 2), record);
  EXPECT_EQ(record.dateline().date().year(), 2024);
  record = WithParagraphs({"新华社北京12月30日电 河水退了。"});
  ExtractSignatures({}, record);
  EXPECT_FALSE(record.dateline().has_date());
}

TEST(SignatureTest, AnEmptyRecordIsSafe) {
  Record record;
  ExtractSignatures({}, record);
  EXPECT_EQ(record.reporters_size(), 0);
}

}  // namespace
}  // namespace broadsheet::ingest
