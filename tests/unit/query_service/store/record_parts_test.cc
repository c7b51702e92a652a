#include "query_service/store/record_parts.h"

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

namespace broadsheet::query {
namespace {

using google::protobuf::util::MessageDifferencer;
using record::v1::Record;

Record FullRecord() {
  Record record;
  record.set_name("publications/p/issues/i/records/r");
  record.mutable_headline()->set_text("标题");
  record.add_reporters()->set_name("周行");
  record.add_keywords("水稻");
  record.add_paragraphs()->set_text("正文");
  record.add_enumerations()->add_items()->set_text("建议");
  record.add_quotes()->set_text("话");
  record.add_persons()->set_name("林小满");
  record.add_organizations()->set_name("研究站");
  record.add_places()->set_name("三角洲");
  record.add_dates()->set_text("去年");
  record.add_seams()->set_confidence(0.5);
  record.add_captions()->mutable_text()->set_text("图说");
  record.set_language("zh-Hans");
  return record;
}

TEST(RecordPartsTest, PartsTogetherAreTheRecord) {
  const Record record = FullRecord();
  Record lent = record;
  const RecordParts parts = SplitRecord(lent);
  EXPECT_TRUE(MessageDifferencer::Equals(lent, record)) << "lent, not changed";
  Record whole;
  ASSERT_TRUE(whole.ParseFromString(parts.basic + parts.details));
  EXPECT_TRUE(MessageDifferencer::Equals(whole, record));
}

TEST(RecordPartsTest, BasicHasNoDetails) {
  Record record = FullRecord(), basic;
  ASSERT_TRUE(basic.ParseFromString(SplitRecord(record).basic));
  EXPECT_EQ(basic.paragraphs_size() + basic.enumerations_size() + basic.quotes_size() + basic.persons_size() +
                basic.organizations_size() + basic.places_size() + basic.dates_size() + basic.seams_size(),
            0);
  EXPECT_EQ(basic.headline().text(), "标题");
  EXPECT_EQ(basic.captions_size(), 1);
}

TEST(RecordPartsTest, ClearedOfDetailsIsBasic) {
  Record record = FullRecord(), basic;
  ASSERT_TRUE(basic.ParseFromString(SplitRecord(record).basic));
  ClearDetails(record);
  EXPECT_TRUE(MessageDifferencer::Equals(record, basic));
}

TEST(RecordPartsTest, WorksInAnArena) {
  google::protobuf::Arena arena;
  auto* const record = google::protobuf::Arena::CreateMessage<Record>(&arena);
  *record = FullRecord();
  const RecordParts parts = SplitRecord(*record);
  EXPECT_FALSE(parts.details.empty());
  EXPECT_TRUE(MessageDifferencer::Equals(*record, FullRecord()));
}

}  // namespace
}  // namespace broadsheet::query
