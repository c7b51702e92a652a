#include "query_service/search/record_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/query_service/search/record_builder.h"

namespace broadsheet::query {
namespace {

using record::v1::Record;
using testing::ElementsAre;

// The upload's bytes that a value's range came from.
std::vector<std::string> Pieces(const UploadBuilder& upload, const Record& record, const RecordText& text,
                                uint32_t start, uint32_t end) {
  std::vector<std::string> pieces;
  for (const auto& span : UploadSpans(record, text, start, end)) {
    pieces.push_back(upload.upload().substr(span.start(), span.end() - span.start()));
    EXPECT_LE(start, span.text_start());
    EXPECT_LE(span.text_end(), end);
  }
  return pieces;
}

RecordText TextAt(const Record& record, const std::string& path) {
  RecordText found;
  VisitTexts(record, 0xFFFF, [&](const RecordText& text) {
    if (PathOf(text) == path) found = text;
    return true;
  });
  EXPECT_FALSE(found.text.empty()) << path;
  return found;
}

TEST(RecordTextTest, VisitsFieldsInOrder) {
  Record record;
  record.mutable_headline()->set_text("稻浪");
  record.mutable_headline()->add_deck()->set_text("副题");
  record.mutable_speaker()->set_name("林小满");
  record.mutable_speaker()->add_titles()->mutable_text()->set_text("站长");
  record.add_reporters()->set_name("周行");
  record.add_paragraphs();
  record.add_paragraphs()->set_text("正文");
  record.add_captions()->mutable_text()->set_text("图说");
  record.add_persons()->set_name("林小满");
  auto& other = *record.add_enumerations();
  other.add_items()->set_text("不是建议");
  auto& proposal = *record.add_enumerations();
  proposal.set_kind(record::v1::ENUMERATION_KIND_PROPOSAL);
  proposal.add_items()->set_text("建议");

  std::vector<std::string> paths;
  VisitTexts(record, 0xFFFF, [&](const RecordText& text) {
    paths.push_back(PathOf(text) + "=" + std::string(text.text));
    return true;
  });
  EXPECT_THAT(
      paths, ElementsAre("headline.text=稻浪", "headline.deck[0].text=副题", "speaker.name=林小满",
                         "speaker.titles[0].text.text=站长", "reporters[0].name=周行", "paragraphs[1].text=正文",
                         "captions[0].text.text=图说", "persons[0].name=林小满", "enumerations[1].items[0].text=建议"));
  int visited = 0;
  VisitTexts(record, MaskOf(TextField::kBody), [&](const RecordText&) { return ++visited < 1; });
  EXPECT_EQ(visited, 1) << "stops where it is told to";
}

TEST(RecordTextTest, APhotosOwnCaptionsAreItsParagraphs) {
  Record record;
  record.set_kind(record::v1::RECORD_KIND_PHOTO);
  record.add_paragraphs()->set_text("图为江面。周棠摄");
  record.add_captions()->mutable_text()->set_text("图为江面。");
  std::vector<std::string> paths;
  VisitTexts(record, 0xFFFF, [&](const RecordText& text) {
    paths.push_back(PathOf(text));
    return true;
  });
  EXPECT_THAT(paths, ElementsAre("paragraphs[0].text"));
}

TEST(RecordTextTest, ParagraphAcrossASeam) {
  UploadBuilder upload;
  Record record;
  auto& paragraph = *record.add_paragraphs();
  upload.Skip("第一栏\n");
  upload.Print("水稻育", paragraph);
  upload.Skip("\n别的文章\n");
  upload.Print("种基地", paragraph);
  const RecordText text = TextAt(record, "paragraphs[0].text");
  EXPECT_THAT(Pieces(upload, record, text, 6, 12), ElementsAre("育", "种"));
  EXPECT_THAT(Pieces(upload, record, text, 0, 6), ElementsAre("水稻"));
}

TEST(RecordTextTest, SpansMapByProportion) {
  // A GB18030 upload: two bytes a character where UTF-8 has three.
  Record record;
  auto& paragraph = *record.add_paragraphs();
  paragraph.set_text("水稻育种");
  auto& span = *paragraph.add_spans();
  span.set_start(100);
  span.set_end(108);
  span.set_text_end(12);
  const auto spans = UploadSpans(record, TextAt(record, "paragraphs[0].text"), 3, 9);
  ASSERT_EQ(spans.size(), 1u);
  EXPECT_EQ(spans[0].start(), 102u);
  EXPECT_EQ(spans[0].end(), 106u);
}

TEST(RecordTextTest, HeadlineMapsThroughItsLines) {
  UploadBuilder upload;
  Record record;
  auto& headline = *record.mutable_headline();
  upload.Print("New Rice", *headline.add_lines());
  upload.Skip("\n");
  upload.Print("For Delta", *headline.add_lines());
  upload.Skip("\n");
  upload.Print("水稻", *headline.add_lines());
  headline.set_text("New Rice For Delta水稻");
  const RecordText text = TextAt(record, "headline.text");
  EXPECT_THAT(Pieces(upload, record, text, 4, 12), ElementsAre("Rice", "For"));
  EXPECT_THAT(Pieces(upload, record, text, 13, 21), ElementsAre("Delta", "水"));
}

TEST(RecordTextTest, NamesPrintedWithSpaces) {
  UploadBuilder upload;
  Record record;
  auto& credit = *record.add_reporters();
  credit.set_name("周行");
  upload.Skip("■记者 ");
  upload.Print("周 行", *credit.mutable_printed());
  EXPECT_THAT(Pieces(upload, record, TextAt(record, "reporters[0].name"), 0, 6), ElementsAre("周", "行"));

  auto& speaker = *record.mutable_speaker();
  speaker.set_name("林小满");
  upload.Print("林小满代表：", *speaker.mutable_line());
  EXPECT_THAT(Pieces(upload, record, TextAt(record, "speaker.name"), 3, 9), ElementsAre("小满"));
  speaker.set_name("不在行里");
  EXPECT_THAT(Pieces(upload, record, TextAt(record, "speaker.name"), 0, 3), ElementsAre());
}

TEST(RecordTextTest, QuotesAndMentionsMapThroughParagraphs) {
  UploadBuilder upload;
  Record record;
  upload.Print("林小满说：“水稻", *record.add_paragraphs());
  upload.Skip("\n");
  upload.Print("熟了。”", *record.add_paragraphs());
  const auto add_range = [](auto& holder, uint32_t paragraph, uint32_t start, uint32_t end) {
    auto& range = *holder.add_ranges();
    range.set_paragraph(paragraph);
    range.set_start(start);
    range.set_end(end);
  };
  auto& quote = *record.add_quotes();
  quote.set_text("水稻熟了。");
  add_range(quote, 0, 18, 24);
  add_range(quote, 1, 0, 9);
  EXPECT_THAT(Pieces(upload, record, TextAt(record, "quotes[0].text"), 3, 9), ElementsAre("稻", "熟"));
  auto& person = *record.add_persons();
  person.set_name("林小满");
  add_range(person, 0, 0, 9);
  EXPECT_THAT(Pieces(upload, record, TextAt(record, "persons[0].name"), 0, 9), ElementsAre("林小满"));
  add_range(quote, 7, 0, 1);
  EXPECT_THAT(Pieces(upload, record, TextAt(record, "quotes[0].text"), 3, 9), ElementsAre()) << "a bad range";
}

}  // namespace
}  // namespace broadsheet::query
