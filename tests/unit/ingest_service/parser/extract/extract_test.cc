#include "ingest_service/parser/extract/extract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "ingest_service/parser/extract/lexicon.h"
#include "ingest_service/parser/text/calendar.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Record;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr char kLexicon[] = "/usr/lib/python3/dist-packages/jieba/dict.txt";

const Lexicon& TheLexicon() {
  static const Lexicon* const lexicon = [] {
    auto loaded = Lexicon::Load(kLexicon);
    if (!loaded.ok()) std::abort();
    return loaded->release();
  }();
  return *lexicon;
}

Record Extracted(const std::vector<std::string>& paragraphs, const std::string& speaker = "") {
  Record record;
  if (!speaker.empty()) record.mutable_speaker()->set_name(speaker);
  for (const std::string& text : paragraphs) record.add_paragraphs()->set_text(text);
  Extract({TheLexicon(), MakeDate(2025, 3, 8)}, record);
  return record;
}

// `传化|董事长`: organisation and role of each title.
std::vector<std::string> Titles(const std::string& text, const std::string& name) {
  std::vector<std::string> titles;
  const Record record = Extracted({text}, name);
  for (const auto& title : record.speaker().titles()) {
    EXPECT_EQ(title.text().text(), title.organization() + title.role());
    titles.push_back(title.organization() + "|" + title.role());
  }
  return titles;
}

// F1 to F4
TEST(ExtractTest, SpeakersHaveTheirPosts) {
  EXPECT_THAT(Titles("全国人大代表、临溪机床集团董事长沈乐山认为，河水退了。", "沈乐山"),
              ElementsAre("全国人大|代表", "临溪机床集团|董事长"));
  EXPECT_THAT(Titles("为此，全国政协委员，青禾水稻研究所所长、研究员罗书云建议：修路。", "罗书云"),
              ElementsAre("全国政协|委员", "青禾水稻研究所|所长、研究员"));
  EXPECT_THAT(Titles("但全国人大代表、星河集团创始人、董事长兼CEO沈乐山在调研中发现，河水退了。", "沈乐山"),
              ElementsAre("全国人大|代表", "星河集团|创始人、董事长兼CEO"));
  EXPECT_THAT(Titles("“河水退了。”全国政协委员、全国工商联副主席、星河集团董事长沈乐山说。", "沈乐山"),
              ElementsAre("全国政协|委员", "全国工商联|副主席", "星河集团|董事长"));
  EXPECT_THAT(Titles("全国人大代表、中国科学院成都绿色能源研究院水力与电网研究中心主任沈乐山说。", "沈乐山"),
              ElementsAre("全国人大|代表", "中国科学院成都绿色能源研究院水力与电网研究中心|主任"));
  EXPECT_THAT(Titles("全国人大代表、东江集团董事长、临溪理工学院董事长沈乐山说。", "沈乐山"),
              ElementsAre("全国人大|代表", "东江集团|董事长", "临溪理工学院|董事长"));
}

// F3
TEST(ExtractTest, PostsOfAllKinds) {
  for (const std::string post :
       {"董事长", "总裁",     "总经理", "副总裁", "总监",   "主任", "局长", "厅长", "部长", "省长",  "市长",
        "书记",   "党组书记", "主席",   "副主席", "秘书长", "校长", "院长", "所长", "教授", "创始人"}) {
    EXPECT_THAT(Titles("“河水退了。”临溪大学" + post + "沈乐山说。", "沈乐山"), ElementsAre("临溪大学|" + post));
  }
}

TEST(ExtractTest, NamesWithoutPostsHaveNone) {
  EXPECT_THAT(Titles("沈乐山说，河水退了。", "沈乐山"), IsEmpty());
  EXPECT_THAT(Titles("河水退了。沈乐山很高兴。", "沈乐山"), IsEmpty());
  EXPECT_THAT(Titles("在沈乐山看来，河水会退。", "沈乐山"), IsEmpty());
  EXPECT_FALSE(Extracted({"河水退了。"}).has_speaker());
}

// F6: the chain stands at a later mention.
TEST(ExtractTest, TheFirstMentionWithPostsCounts) {
  EXPECT_THAT(Titles("沈乐山很忙。全国人大代表、临溪大学校长沈乐山说，河水退了。", "沈乐山"),
              ElementsAre("全国人大|代表", "临溪大学|校长"));
}

// KIND cue speaker announced marker…
std::string Enumerations(const std::vector<std::string>& paragraphs, const std::string& speaker = "") {
  std::string result;
  const Record record = Extracted(paragraphs, speaker);
  for (const auto& list : record.enumerations()) {
    if (!result.empty()) result += " / ";
    result += record::v1::EnumerationKind_Name(list.kind()).substr(std::string("ENUMERATION_KIND_").size()) + " " +
              list.cue() + " " + list.speaker() + " " + std::to_string(list.announced());
    for (const auto& item : list.items()) result += " " + item.marker() + "=" + item.text();
  }
  return result;
}

// H1
TEST(EnumerationTest, ItemsBySemicolonOrFullStop) {
  EXPECT_EQ(Enumerations({"沈乐山建议：一是修路；二是架桥；三是种树。此后再说。"}, "沈乐山"),
            "PROPOSAL 建议 沈乐山 0 一是=修路 二是=架桥 三是=种树。");
  EXPECT_EQ(Enumerations({"沈乐山建议，一是修路。路要宽。二是架桥。桥要长。"}, "沈乐山"),
            "PROPOSAL 建议 沈乐山 0 一是=修路。路要宽。 二是=架桥。桥要长。");
  EXPECT_EQ(Enumerations({"沈乐山建议：", "一是修路。", "二是架桥。"}, "沈乐山"),
            "PROPOSAL 建议 沈乐山 0 一是=修路。 二是=架桥。");
}

// H2
TEST(EnumerationTest, TheVerbTellsProblemsFromProposals) {
  EXPECT_EQ(
      Enumerations({"沈乐山说，一是道路缺乏养护；二是桥梁不够牢固。为此，他建议：一是修路；二是架桥。"}, "沈乐山"),
      "PROBLEM 说 沈乐山 0 一是=道路缺乏养护 二是=桥梁不够牢固。 / PROPOSAL 建议 沈乐山 0 一是=修路 "
      "二是=架桥。");
  EXPECT_EQ(Enumerations({"目前有两个突出问题：一是路窄；二是桥旧。"}), "PROBLEM   2 一是=路窄 二是=桥旧。");
  EXPECT_EQ(Enumerations({"丰收有两个原因：一是雨水好；二是种子好。"}), "OTHER   2 一是=雨水好 二是=种子好。");
}

// H4
TEST(EnumerationTest, OtherMarkers) {
  EXPECT_EQ(Enumerations({"沈乐山建议，第一，修路；第二，架桥。"}, "沈乐山"),
            "PROPOSAL 建议 沈乐山 0 第一=修路 第二=架桥。");
  EXPECT_EQ(Enumerations({"沈乐山建议，首先，修路；其次，架桥；最后，种树。"}, "沈乐山"),
            "PROPOSAL 建议 沈乐山 0 首先=修路 其次=架桥 最后=种树。");
  EXPECT_EQ(Enumerations({"沈乐山建议，其一，修路；其二，架桥。"}, "沈乐山"),
            "PROPOSAL 建议 沈乐山 0 其一=修路 其二=架桥。");
  EXPECT_EQ(Enumerations({"沈乐山建议：（一）修路；（二）架桥。"}, "沈乐山"),
            "PROPOSAL 建议 沈乐山 0 （一）=修路 （二）=架桥。");
  EXPECT_EQ(Enumerations({"沈乐山建议：①修路；②架桥。"}, "沈乐山"), "PROPOSAL 建议 沈乐山 0 ①=修路 ②=架桥。");
}

TEST(EnumerationTest, NumeralsWithAPauseMark) {
  EXPECT_EQ(Enumerations({"沈乐山建议：一、修路；二、架桥；三、种树。馆长昨天说，很好。"}, "沈乐山"),
            "PROPOSAL 建议 沈乐山 0 一=修路 二=架桥 三=种树。");
  EXPECT_EQ(Enumerations({"获得一、二、三等奖的作品昨天展出。"}), "");
}

// H5
TEST(EnumerationTest, AnnouncedMoreThanFound) {
  EXPECT_EQ(Enumerations({"沈乐山认为，要抓住三个关键：一是修路，并在"}, "沈乐山"),
            "PROPOSAL 认为 沈乐山 3 一是=修路，并在");
}

// H2: where the verb only reports, the items tell.
TEST(EnumerationTest, ItemsTellWhatAReportingVerbLeavesOpen) {
  EXPECT_EQ(Enumerations({"沈乐山认为，首先要修路，其次，桥要重新架，最后，岸边要种树。"}, "沈乐山"),
            "PROPOSAL 认为 沈乐山 0 首先=要修路 其次=桥要重新架 最后=岸边要种树。");
  EXPECT_EQ(Enumerations({"沈乐山介绍，首先修了路，其次架了桥，最后种了树。"}, "沈乐山"),
            "OTHER 介绍 沈乐山 0 首先=修了路 其次=架了桥 最后=种了树。");
}

TEST(EnumerationTest, AListInAQuoteIsItsSpeakers) {
  EXPECT_EQ(Enumerations({"“要抓住三个关键：一是修路，二是架桥。”沈乐山说。"}, "沈乐山"),
            "PROPOSAL  沈乐山 3 一是=修路 二是=架桥。");
}

// H3
TEST(EnumerationTest, ProposalsWithoutNumbers) {
  EXPECT_EQ(Enumerations({"沈乐山建议，先修好旧路；同时，架起新桥；此外，沿岸种树。"}, "沈乐山"),
            "PROPOSAL 建议 沈乐山 0 =先修好旧路 =架起新桥 =沿岸种树");
  EXPECT_EQ(Enumerations({"沈乐山建议，先修好旧路。同时，架起新桥。河水退了。"}, "沈乐山"),
            "PROPOSAL 建议 沈乐山 0 =先修好旧路 =架起新桥");
  EXPECT_EQ(Enumerations({"沈乐山建议：", "先修好旧路。路要宽。", "此外，架起新桥。", "河水退了。"}, "沈乐山"),
            "PROPOSAL 建议 沈乐山 0 =先修好旧路。路要宽。 =架起新桥。");
  EXPECT_EQ(Enumerations({"沈乐山呼吁：修好旧路；架起新桥；沿岸种树。"}, "沈乐山"),
            "PROPOSAL 呼吁 沈乐山 0 =修好旧路 =架起新桥 =沿岸种树");
}

TEST(EnumerationTest, OneProposalIsNoList) {
  EXPECT_EQ(Enumerations({"沈乐山建议，先修好旧路。河水退了。"}, "沈乐山"), "");
  EXPECT_EQ(Enumerations({"沈乐山说，先修好旧路；同时，架起新桥。"}, "沈乐山"), "");
  EXPECT_EQ(Enumerations({"沈乐山建议：一是修好旧路；二是架起新桥。"}, "沈乐山"),
            "PROPOSAL 建议 沈乐山 0 一是=修好旧路 二是=架起新桥。");
}

TEST(EnumerationTest, NumbersInRunningTextAreNone) {
  for (const std::string text : {"今年第一季度，河水退了。", "他获得第一名，第二天回家。", "首先要说的是天气。",
                                 "这一是非之地。", "一方面他很忙。", "最后，河水退了。", "3.5万人参加。"}) {
    EXPECT_EQ(Enumerations({text}), "") << text;
  }
}

// D|I speaker cue: text
std::vector<std::string> Quotes(const std::vector<std::string>& paragraphs, const std::string& speaker = "") {
  std::vector<std::string> result;
  const Record record = Extracted(paragraphs, speaker);
  for (const auto& quote : record.quotes()) {
    result.push_back((quote.direct() ? "D " : "I ") + quote.speaker() + " " + quote.cue() + ": " + quote.text());
  }
  return result;
}

// G1
TEST(QuoteTest, SpeakersBeforeAndBehind) {
  EXPECT_THAT(Quotes({"“河水退了，桥又通了。”沈乐山说。"}, "沈乐山"), ElementsAre("D 沈乐山 说: 河水退了，桥又通了。"));
  EXPECT_THAT(Quotes({"沈乐山说：“河水退了，桥又通了。”"}, "沈乐山"), ElementsAre("D 沈乐山 说: 河水退了，桥又通了。"));
  EXPECT_THAT(Quotes({"沈乐山认为，河水会退。"}, "沈乐山"), ElementsAre("I 沈乐山 认为: 河水会退"));
  EXPECT_THAT(Quotes({"沈乐山很忙。他建议，先修路。"}, "沈乐山"), ElementsAre("I 沈乐山 建议: 先修路"));
  EXPECT_THAT(
      Quotes({"“河水退了。”全国人大代表、临溪大学校长沈乐山在接受滨江时报记者采访时表示，桥又通了。"}, "沈乐山"),
      ElementsAre("D 沈乐山 表示: 河水退了。", "I 沈乐山 表示: 桥又通了"));
}

// G2
TEST(QuoteTest, VerbsOfSpeech) {
  for (const std::string verb : {"说", "表示", "认为", "指出", "强调", "称", "建议", "提出", "呼吁", "介绍", "坦言",
                                 "直言", "透露", "提到", "写道", "告诉记者"}) {
    const std::vector<std::string> quotes = Quotes({"沈乐山" + verb + "，河水会退。"}, "沈乐山");
    ASSERT_EQ(quotes.size(), 1u) << verb;
    EXPECT_TRUE(quotes[0].starts_with("I 沈乐山 ") && quotes[0].ends_with(": 河水会退")) << quotes[0];
  }
}

TEST(QuoteTest, InSomebodysEyes) {
  EXPECT_THAT(Quotes({"在沈乐山看来，河水会退。"}, "沈乐山"), ElementsAre("I 沈乐山 看来: 河水会退"));
}

// K3
TEST(QuoteTest, UnpairedBracketsDoNotMatter) {
  EXPECT_THAT(Quotes({"沈乐山说，要修路(先修旧路；再架桥。“河水退了，桥又通了。”他说。"}, "沈乐山"),
              ElementsAre("I 沈乐山 说: 要修路(先修旧路；再架桥", "D 沈乐山 说: 河水退了，桥又通了。"));
}

TEST(QuoteTest, WhoeverIsToldTheWordsBegin) {
  EXPECT_THAT(Quotes({"沈乐山告诉记者，河水已经退了。"}, "沈乐山"), ElementsAre("I 沈乐山 告诉: 河水已经退了"));
}

TEST(QuoteTest, SpeakersBySurnameAndAddress) {
  EXPECT_THAT(Quotes({"“坐船只要一刻钟，比绕路近。”退休教师廖阿姨说。"}),
              ElementsAre("D 廖阿姨 说: 坐船只要一刻钟，比绕路近。"));
  EXPECT_THAT(Quotes({"“灯亮了，心里踏实。”船工老周说。他介绍，渡船停了。"}),
              ElementsAre("D 老周 说: 灯亮了，心里踏实。", "I 老周 介绍: 渡船停了"));
  EXPECT_THAT(Quotes({"他向老师说过一次。小心说话。"}), IsEmpty());
}

TEST(QuoteTest, WordsInTheNextParagraph) {
  EXPECT_THAT(Quotes({"沈乐山说：", "“河水退了，桥又通了。”"}, "沈乐山"),
              ElementsAre("D 沈乐山 说: 河水退了，桥又通了。"));
}

TEST(QuoteTest, LinksAndAnnouncementsAreNone) {
  EXPECT_THAT(Quotes({"沈乐山说，为此，他提出三点建议：一是修路；二是架桥。"}, "沈乐山"),
              ElementsAre("I 沈乐山 提出: 三点建议：一是修路；二是架桥"));
  EXPECT_THAT(Quotes({"沈乐山提出三点建议：", "一是修路。"}, "沈乐山"), IsEmpty());
}

TEST(QuoteTest, AnswersOfAnInterview) {
  EXPECT_THAT(Quotes({"问：渡船什么时候停？", "答：下个月。", "还要再看水位。", "记者：船工怎么办？",
                      "罗书云：都有岗位。", "（记者 顾宁）"},
                     "沈乐山"),
              ElementsAre("D 沈乐山 : 下个月。\n还要再看水位。", "D 罗书云 : 都有岗位。"));
  EXPECT_THAT(Quotes({"罗书云：都有岗位。"}), IsEmpty()) << "nobody asks";
}

// G3, G4, G5
TEST(QuoteTest, TermsTitlesAndRumoursAreNone) {
  EXPECT_THAT(Quotes({"大家谈“三农”和“做规模”，也读《河水》。"}), IsEmpty());
  EXPECT_THAT(Quotes({"据悉，河水退了。据了解，桥又通了。"}), IsEmpty());
  EXPECT_THAT(Quotes({"“他们说‘河水’已经退了，我不相信。”沈乐山说。"}, "沈乐山"),
              ElementsAre("D 沈乐山 说: 他们说‘河水’已经退了，我不相信。"));
}

std::vector<std::string> Dates(const std::string& text) {
  std::vector<std::string> result;
  const auto show = [](const record::v1::Date& date) {
    return std::to_string(date.year()) + "-" + std::to_string(date.month()) + "-" + std::to_string(date.day());
  };
  const Record record = Extracted({text});
  for (const auto& date : record.dates()) {
    std::string line = date.text() + " " + show(date.start());
    if (date.end().ShortDebugString() != date.start().ShortDebugString()) line += ".." + show(date.end());
    result.push_back(line + " " + std::to_string(date.precision()));
  }
  return result;
}

// I1; the issue is of 8 March 2025
TEST(DateTest, ResolvedAgainstTheIssue) {
  EXPECT_THAT(Dates("3月5日下午，河水退了。"), ElementsAre("3月5日下午 2025-3-5 1"));
  EXPECT_THAT(Dates("去年9月河水退了。"), ElementsAre("去年9月 2024-9-0 2"));
  EXPECT_THAT(Dates("今年河水退了。"), ElementsAre("今年 2025-0-0 3"));
  EXPECT_THAT(Dates("去年以来，河水退了。"), ElementsAre("去年以来 2024-0-0 3"));
  EXPECT_THAT(Dates("2017年7月河水退了。"), ElementsAre("2017年7月 2017-7-0 2"));
  EXPECT_THAT(Dates("12月30日河水退了。"), ElementsAre("12月30日 2024-12-30 1"));
  EXPECT_THAT(Dates("二〇二四年三月五日"), ElementsAre("二〇二四年三月五日 2024-3-5 1"));
  EXPECT_THAT(Dates("3月5日至8日开会。"), ElementsAre("3月5日至8日 2025-3-5..2025-3-8 1"));
  EXPECT_THAT(Dates("昨天河水退了。"), ElementsAre("昨天 2025-3-7 1"));
  EXPECT_THAT(Dates("近日，河水退了。"), ElementsAre("近日 2025-2-22..2025-3-8 4"));
  EXPECT_THAT(Dates("6日电"), ElementsAre("6日 2025-3-6 1"));
}

// I1
TEST(DateTest, SessionsAndWeekdays) {
  EXPECT_THAT(Dates("十四届全国人大三次会议开幕。"), ElementsAre("十四届全国人大三次会议 2025-0-0 3"));
  EXPECT_THAT(Dates("全国政协十三届第二次会议开幕。"), ElementsAre("十三届第二次会议 2019-0-0 3"));
  EXPECT_THAT(Dates("公司十四届三次会议开幕。"), IsEmpty());
  EXPECT_THAT(Dates("上周五河水退了。"), ElementsAre("上周五 2025-2-28 1"));
  EXPECT_THAT(Dates("本周三下午河水退了。"), ElementsAre("本周三下午 2025-3-5 1"));
  EXPECT_THAT(Dates("本周边地区和上周的水位"), IsEmpty());
}

// I1
TEST(DateTest, PartsOfYearsAndMonths) {
  EXPECT_THAT(Dates("今年一季度河水退了。"), ElementsAre("今年一季度 2025-1-0..2025-3-0 2"));
  EXPECT_THAT(Dates("2024年下半年河水退了。"), ElementsAre("2024年下半年 2024-7-0..2024-12-0 2"));
  EXPECT_THAT(Dates("今年前两个月，河水退了。"), ElementsAre("今年前两个月 2025-1-0..2025-2-0 2"));
  EXPECT_THAT(Dates("2月下旬河水退了。"), ElementsAre("2月下旬 2025-2-21..2025-2-28 1"));
  EXPECT_THAT(Dates("2023年至2024年河水退了。"), ElementsAre("2023年至2024年 2023-0-0..2024-0-0 3"));
  EXPECT_THAT(Dates("去年3月至5月河水退了。"), ElementsAre("去年3月至5月 2024-3-0..2024-5-0 2"));
}

// I1
TEST(DateTest, PeriodsAndYearsNamedBefore) {
  EXPECT_THAT(Dates("近三年河水退了。"), ElementsAre("近三年 2022-3-9..2025-3-8 4"));
  EXPECT_THAT(Dates("未来10天，河水会退。"), ElementsAre("未来10天 2025-3-8..2025-3-18 4"));
  EXPECT_THAT(Dates("上世纪90年代，渡口有船。"), ElementsAre("上世纪90年代 1990-0-0..1999-0-0 3"));
  EXPECT_THAT(Dates("20世纪八十年代，渡口有船。"), ElementsAre("20世纪八十年代 1980-0-0..1989-0-0 3"));
  EXPECT_THAT(Dates("“十四五”期间修桥。"), ElementsAre("“十四五” 2021-0-0..2025-0-0 3"));
  EXPECT_THAT(Dates("2010年春，渡口停航，同年5月修桥。"), ElementsAre("2010年 2010-0-0 3", "同年5月 2010-5-0 2"));
  EXPECT_THAT(Dates("附近三家店，同年级的学生，未来可期。"), IsEmpty());
}

TEST(DateTest, CountsAreNoDates) {
  EXPECT_THAT(Dates("用时3年5个月，花了20日内的时间，共2000元。第5日"), IsEmpty());
  EXPECT_THAT(Dates("13月40日"), IsEmpty());
}

std::vector<std::string> Names(const google::protobuf::RepeatedPtrField<record::v1::Entity>& entities) {
  std::vector<std::string> names;
  for (const auto& entity : entities) names.push_back(entity.name());
  return names;
}

TEST(EntityTest, PersonsOrganisationsPlaces) {
  const Record record = Extracted({"临溪大学校长沈乐山说，四川省成都市的河水退了。中国科学院研究员罗书云表示同意。"});
  EXPECT_THAT(Names(record.persons()), ElementsAre("沈乐山", "罗书云"));
  EXPECT_THAT(Names(record.organizations()), Contains("中国科学院"));
  ASSERT_EQ(record.places_size(), 1) << record.places(0).name() << " "
                                     << record.places(record.places_size() - 1).name();
  EXPECT_EQ(record.places(0).name(), "四川省成都市");
  EXPECT_THAT(record.places(0).divisions(), ElementsAre("四川省", "成都市"));
}

std::vector<std::string> NamesOf(const std::vector<std::string>& paragraphs) {
  const Record record = Extracted(paragraphs);
  return Names(record.organizations());
}

TEST(EntityTest, BodiesByTheirWordsAndByTheirPosts) {
  EXPECT_THAT(NamesOf({"国务院今天开会。新华社发了消息。"}), ElementsAre("国务院", "新华社"));
  EXPECT_THAT(NamesOf({"河水集团董事长沈乐山说，河水退了。"}), ElementsAre("河水集团"));
  EXPECT_THAT(NamesOf({"许多大型集团和公司参加了活动。"}), IsEmpty());
}

// I2
TEST(EntityTest, PlacesHaveTheDivisionsAboveThem) {
  const Record record = Extracted({"华蓥市今天下雨，呼兰区也下雨。四川省广安市派人前往。"});
  ASSERT_EQ(record.places_size(), 3);
  EXPECT_THAT(record.places(0).divisions(), ElementsAre("四川省", "广安市", "华蓥市"));
  EXPECT_THAT(record.places(1).divisions(), ElementsAre("黑龙江省", "哈尔滨市", "呼兰区"));
  EXPECT_THAT(record.places(2).divisions(), ElementsAre("四川省", "广安市"));
}

TEST(EntityTest, OneNameOfSeveralDivisionsIsToldByWhatElseIsNamed) {
  EXPECT_THAT(Extracted({"鼓楼区今天下雨。"}).places(0).divisions(), ElementsAre("鼓楼区"));
  EXPECT_THAT(Extracted({"鼓楼区今天下雨。南京市派人前往。"}).places(0).divisions(),
              ElementsAre("江苏省", "南京市", "鼓楼区"));
  EXPECT_THAT(Extracted({"福州市鼓楼区今天下雨。"}).places(0).divisions(), ElementsAre("福建省", "福州市", "鼓楼区"));
}

TEST(EntityTest, KindsOfPlacesAndWordsBeforeBodiesAreNoNames) {
  EXPECT_EQ(Extracted({"新城区和老城区之间通了公共汽车。"}).places_size(), 0);
  const Record record = Extracted({"他们从市轨道交通集团了解到这一情况。"});
  for (const auto& body : record.organizations()) EXPECT_FALSE(body.name().starts_with("从")) << body.name();
  const Record persons = Extracted({"他向客人介绍高素质队伍。刘宇摄。"});
  for (const auto& person : persons.persons()) EXPECT_EQ(person.name(), "刘宇");
}

TEST(EntityTest, PlacesInsideBodiesAreNone) {
  EXPECT_EQ(Extracted({"重庆大学今天开学。"}).places_size(), 0);
  EXPECT_EQ(Extracted({"他在接受重庆晚报记者采访时说，河水退了。"}).places_size(), 0);
}

TEST(EntityTest, NamesBehindPostsHoweverTheWordsAreCut) {
  EXPECT_THAT(Names(Extracted({"记者薛原报道：河水退了。"}).persons()), ElementsAre("薛原"));
}

TEST(EntityTest, NamesOfFourCharactersAndOfSeveralParts) {
  EXPECT_THAT(Names(Extracted({"欧阳晓月、司马青衫参加座谈。"}).persons()), ElementsAre("欧阳晓月", "司马青衫"));
  EXPECT_THAT(Names(Extracted({"艾山江·木沙来了，让·莫内教授也来了。"}).persons()),
              ElementsAre("艾山江·木沙", "让·莫内"));
}

TEST(EntityTest, OrdinaryWordsAreNoPersons) {
  EXPECT_THAT(Extracted({"高兴的人们在公园里跳舞，文明而和平。"}).persons(), IsEmpty());
}

TEST(ExtractTest, LanguageAndKeywords) {
  EXPECT_EQ(Extracted({"河水退了，桥又通了。"}).language(), "zh-Hans");
  EXPECT_EQ(Extracted({"國家經濟發展迅速，這裡的人們很開心。"}).language(), "zh-Hant");
  EXPECT_EQ(Extracted({"The river fell and the bridge of the town is open to all."}).language(), "en");
  EXPECT_EQ(Extracted({"Council members unanimously approved extraordinary harbor appropriations despite "
                       "considerable neighborhood opposition in the district that borders the waterfront."})
                .language(),
            "en");
  EXPECT_EQ(Extracted({"Le fleuve a baissé et le pont de la ville est ouvert à tous."}).language(), "fr");
  EXPECT_EQ(Extracted({"Der Fluss ist gefallen und die Brücke der Stadt ist für alle offen."}).language(), "de");
  EXPECT_EQ(Extracted({"El río ha bajado y el puente de la ciudad está abierto para todos."}).language(), "es");
  EXPECT_EQ(Extracted({"Rzeka opadła i most w mieście jest otwarty dla wszystkich mieszkańców."}).language(), "und");
  EXPECT_EQ(Extracted({"1234 5678"}).language(), "und");
  EXPECT_THAT(Extracted({"轨道交通很方便。轨道交通今天开通。"}).keywords(), Not(IsEmpty()));
}

TEST(ExtractTest, HostileTextIsSafe) {
  std::string quotes, names, parts;
  for (int i = 0; i < 20000; ++i) quotes += "“", names += "王", parts += "阿·";
  for (const std::string& text :
       {std::string("\xff\xfe\x80"), std::string(1000, '\0'), quotes, names, parts, std::string("一是"),
        std::string("”””说"), std::string("年月日"), std::string("9999999999999999999年99月"),
        std::string("、、，，董事长"), std::string()}) {
    Extracted({text, text}, "王王");
  }
}

TEST(LexiconTest, AMissingFileIsNamed) {
  const auto missing = Lexicon::Load("/nowhere/dict.txt");
  EXPECT_EQ(missing.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(missing.status().message().find("/nowhere/dict.txt"), absl::string_view::npos);
}

}  // namespace
}  // namespace broadsheet::ingest
