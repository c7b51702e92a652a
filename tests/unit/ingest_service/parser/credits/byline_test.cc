#include "ingest_service/parser/credits/byline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace broadsheet::ingest {
namespace {

// `REPORTER 王小明@海东日报`, one a credit.
std::vector<std::string> Credits(std::string_view line) {
  std::vector<std::string> result;
  const std::optional<Byline> byline = ParseByline(line);
  if (!byline) return {"none"};
  for (const PrintedCredit& credit : byline->credits) {
    std::string text = record::v1::CreditRole_Name(credit.role).substr(std::string("CREDIT_ROLE_").size());
    text += " " + credit.name;
    if (!credit.organization.empty()) text += "@" + credit.organization;
    result.push_back(text);
  }
  return result;
}

using Lines = std::vector<std::string>;

struct Case {
  std::string line;
  Lines credits;
};

void Check(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(Credits(c.line), c.credits) << c.line;
}

// C1
TEST(BylineTest, MarkersBeginBylines) {
  for (const std::string marker : {"■", "□", "●", "◇", "◎", "○", "▲", "口"}) {
    EXPECT_EQ(Credits(marker + "海东日报记者 顾 宁"), Lines{"REPORTER 顾宁@海东日报"}) << marker;
    EXPECT_TRUE(ParseByline(marker + "海东日报记者 顾 宁")->marked) << marker;
  }
  Check({{"■ 海东日报记者　贺一鸣", {"REPORTER 贺一鸣@海东日报"}}, {"口黄正华", {"AUTHOR 黄正华"}}});
}

TEST(BylineTest, PapersOfAnyName) {
  Check({{"河闻记者 顾 宁 河闻编辑 陶然", {"REPORTER 顾宁@河闻", "EDITOR 陶然"}},
         {"江河日报全媒体记者 顾宁 江河日报全媒体编辑 陶然", {"REPORTER 顾宁@江河日报", "EDITOR 陶然"}},
         {"江河日报-江河网记者 顾宁 江河日报-江河网编辑 陶然", {"REPORTER 顾宁@江河日报-江河网", "EDITOR 陶然"}},
         {"江河日报-中国江河网记者 顾宁 通讯员 陶然", {"REPORTER 顾宁@江河日报-中国江河网", "CORRESPONDENT 陶然"}},
         {"文/河闻记者 顾宁　陶然", {"REPORTER 顾宁@河闻", "REPORTER 陶然@河闻"}},
         {"●本报驻东京特约记者 顾宁 ●本报记者 陶然", {"REPORTER 顾宁@本报驻东京", "REPORTER 陶然@本报"}},
         {"本报记者 华远 倪然", {"REPORTER 华远@本报", "REPORTER 倪然@本报"}}});
}

// C2
TEST(BylineTest, PaddedNamesAreOnePerson) {
  for (const std::string space : {" ", "　", "\u2002", "\u2003", "\u00A0", "  "}) {
    const std::string line = "本报记者 顾" + space + "宁";
    EXPECT_EQ(Credits(line), Lines{"REPORTER 顾宁@本报"}) << line;
    const ByteRange printed = ParseByline(line)->credits[0].printed;
    EXPECT_EQ(line.substr(printed.start, printed.end - printed.start), "顾" + space + "宁");
  }
  Check({{"本报记者 顾 宁 陶 然", {"REPORTER 顾宁@本报", "REPORTER 陶然@本报"}},
         {"本报记者 贺一鸣 陶 然", {"REPORTER 贺一鸣@本报", "REPORTER 陶然@本报"}},
         {"本报记者 欧阳 修", {"REPORTER 欧阳修@本报"}},
         {"本报记者 徐 文", {"REPORTER 徐文@本报"}},
         {"记者　徐　文　陶 然", {"REPORTER 徐文", "REPORTER 陶然"}},
         {"陈 立 文 陶 然 图", {"AUTHOR 陈立", "PHOTOGRAPHER 陶然"}},
         {"本报记者 王 小 明", {"REPORTER 王小明@本报"}}});
}

// C3
TEST(BylineTest, SeveralPeopleInOneLine) {
  for (const std::string between : {" ", "　", "、", "；", "及", "和", " 和 ", "，", "/", "　　"}) {
    EXPECT_EQ(Credits("本报记者 贺一鸣" + between + "林望舒"), (Lines{"REPORTER 贺一鸣@本报", "REPORTER 林望舒@本报"}))
        << between;
  }
  Check(
      {{"记者贺一鸣林望舒", {"REPORTER 贺一鸣", "REPORTER 林望舒"}},
       {"本报记者 贺一鸣 通讯员 陈立、周小舟", {"REPORTER 贺一鸣@本报", "CORRESPONDENT 陈立", "CORRESPONDENT 周小舟"}},
       {"本报记者 周小舟　陈 立 报道", {"REPORTER 周小舟@本报", "REPORTER 陈立@本报"}},
       {"记者 陈立 实习生 周小舟", {"REPORTER 陈立", "INTERN 周小舟"}}});
}

// C4
TEST(BylineTest, LabelsSayWhatSomebodyDid) {
  Check({{"首席记者 陈立", {"REPORTER 陈立"}},
         {"本报首席记者 陈立", {"REPORTER 陈立@本报"}},
         {"见习记者 陈立", {"INTERN 陈立"}},
         {"特约记者 陈立", {"REPORTER 陈立"}},
         {"本报特派记者 陈立", {"REPORTER 陈立@本报"}},
         {"本报驻京记者 陈立", {"REPORTER 陈立@本报驻京"}},
         {"实习生 陈立", {"INTERN 陈立"}},
         {"通讯员 陈立", {"CORRESPONDENT 陈立"}},
         {"特约通讯员 陈立", {"CORRESPONDENT 陈立"}},
         {"本报特约评论员 陈立", {"AUTHOR 陈立@本报"}},
         {"作者：陈立", {"AUTHOR 陈立"}},
         {"撰文 陈立", {"AUTHOR 陈立"}},
         {"采写/陈立", {"REPORTER 陈立"}},
         {"采写：新都市报记者 陈立", {"REPORTER 陈立@新都市报"}},
         {"编译：陈立", {"TRANSLATOR 陈立"}},
         {"陈立 编译", {"TRANSLATOR 陈立"}},
         {"陈立 整理", {"EDITOR 陈立"}},
         {"本报记者 陈立 整理", {"REPORTER 陈立@本报"}},
         {"本报记者 陈立 综合报道", {"REPORTER 陈立@本报"}},
         {"陈立 供稿", {"AUTHOR 陈立"}}});
}

// C5, on a line of its own
TEST(BylineTest, TaiwanAndHongKongForms) {
  Check({{"記者陳立／台北報導", {"REPORTER 陳立"}},
         {"陳立／綜合報導", {"REPORTER 陳立"}},
         {"【海東報記者 陳立/台北報導】", {"REPORTER 陳立@海東報"}},
         {"〔記者陳立、周小舟／高雄報導〕", {"REPORTER 陳立", "REPORTER 周小舟"}}});
  EXPECT_TRUE(ParseByline("（记者 陈立）")->bracketed);
  EXPECT_FALSE(ParseByline("记者 陈立")->bracketed);
}

// C7, C8
TEST(BylineTest, TextAndPictures) {
  Check({{"文/图 陈立", {"AUTHOR 陈立"}},
         {"图/文 本报记者 陈立", {"REPORTER 陈立@本报"}},
         {"文｜陈立", {"AUTHOR 陈立"}},
         {"文|陈立", {"AUTHOR 陈立"}},
         {"文/本报记者 顾 宁 陶 然", {"REPORTER 顾宁@本报", "REPORTER 陶然@本报"}},
         {"圖／文：陳立", {"AUTHOR 陳立"}},
         {"图文：陈立", {"AUTHOR 陈立"}},
         {"本报记者 陈立 文/图", {"REPORTER 陈立@本报"}},
         {"本报记者陈立文/图", {"REPORTER 陈立@本报"}},
         {"本报记者 陈立 摄影报道", {"REPORTER 陈立@本报"}},
         {"本报记者 陈立 文 周小舟 图", {"REPORTER 陈立@本报", "PHOTOGRAPHER 周小舟"}},
         {"图|周小舟 文|陈立", {"PHOTOGRAPHER 周小舟", "AUTHOR 陈立"}},
         {"文/陈立 图/周小舟", {"AUTHOR 陈立", "PHOTOGRAPHER 周小舟"}},
         {"□陈立", {"AUTHOR 陈立"}}});
}

// C9
TEST(BylineTest, BodiesAreKeptApartFromPeople) {
  Check({{"本报评论员", {"CORPORATE 本报评论员"}},
         {"本报编辑部", {"CORPORATE 本报编辑部"}},
         {"海东日报评论部", {"CORPORATE 海东日报评论部"}},
         {"新闻中心", {"CORPORATE 新闻中心"}},
         {"本报综合报道", {"CORPORATE 本报综合报道"}},
         {"本报评论员 陈立", {"AUTHOR 陈立@本报"}},
         {"记者社会中心／综合报导", {"CORPORATE 社会中心"}}});
}

// C10
TEST(BylineTest, SentencesAndOtherLinesAreNone) {
  for (const std::string line : {"记者会今天上午在市政府举行",
                                 "记者会今天上午举行，市长出席。",
                                 "警方告诉记者王小明，案件已经侦破。",
                                 "警方告诉记者王小明，案件已破",
                                 "记者王小明今天表示，他会继续跟进。",
                                 "记者王小明今天表示",
                                 "摄影记者",
                                 "摄影记者用镜头记下了这一刻",
                                 "图／记者王小明",
                                 "责任编辑／王小明",
                                 "责编：王小明 美编：李明",
                                 "记者提问／市长回答",
                                 "引述新华社莫斯科10月7日电（记者王小明）的消息",
                                 "本版责编：王小明",
                                 "记者",
                                 "记者节",
                                 "记者手记",
                                 "记者：",
                                 "提升科技企业研究能力",
                                 "2024",
                                 "",
                                 "   ",
                                 "■",
                                 "□□□",
                                 "口",
                                 "口碑",
                                 "新华社发",
                                 "王小明 摄",
                                 "资料图片",
                                 "供图：王小明",
                                 "让老厂房里的机器先学会说话",
                                 "“记者”",
                                 "作者系市作家协会会员",
                                 "综合",
                                 "报道",
                                 "文",
                                 "图"}) {
    EXPECT_EQ(Credits(line), Lines{"none"}) << line;
  }
}

// C11
TEST(BylineTest, NamesEndBeforeWordsOfWork) {
  Check({{"本报记者陈立报道", {"REPORTER 陈立@本报"}},
         {"记者陈立北京报道", {"REPORTER 陈立"}},
         {"记者 陈立 发自北京", {"REPORTER 陈立"}},
         {"本报记者 陈立 发自 上海", {"REPORTER 陈立@本报"}},
         {"本报记者 陈立 北京报道", {"REPORTER 陈立@本报"}},
         {"记者陈立通讯员周小舟", {"REPORTER 陈立", "CORRESPONDENT 周小舟"}},
         {"本报记者 陈立 摄影 周小舟", {"REPORTER 陈立@本报", "PHOTOGRAPHER 周小舟"}}});
}

TEST(BylineTest, NamesOfManyKinds) {
  Check({{"本报记者 欧阳晓月", {"REPORTER 欧阳晓月@本报"}},
         {"本报记者 阿依古丽·买买提", {"REPORTER 阿依古丽·买买提@本报"}},
         {"本报记者 阿依古丽·买买提 陈立", {"REPORTER 阿依古丽·买买提@本报", "REPORTER 陈立@本报"}},
         {"本报记者 扎西多吉", {"REPORTER 扎西多吉@本报"}},
         {"本报记者 John Smith", {"REPORTER John Smith@本报"}}});
}

TEST(BylineTest, LatinScript) {
  Check({{"By Jane Doe", {"REPORTER Jane Doe"}},
         {"By JANE DOE", {"REPORTER JANE DOE"}},
         {"By Jane Doe and John Q. Smith", {"REPORTER Jane Doe", "REPORTER John Q. Smith"}},
         {"By Jane Doe, Staff Writer", {"REPORTER Jane Doe"}},
         {"Translated by Ludwig van Berg", {"TRANSLATOR Ludwig van Berg"}},
         {"By the time the river fell", {"none"}},
         {"Photo by Jane Doe", {"none"}},
         {"By far the best", {"none"}}});
}

// Forms that other papers print.
TEST(BylineTest, MoreForms) {
  Check(
      {{"本报驻巴黎记者 陈立", {"REPORTER 陈立@本报驻巴黎"}},
       {"本报驻德国特派记者 陈 立", {"REPORTER 陈立@本报驻德国"}},
       {"陈立（本报驻东京记者）", {"REPORTER 陈立@本报驻东京"}},
       {"海东报业全媒体记者 陈立 周小舟", {"REPORTER 陈立@海东报业", "REPORTER 周小舟@海东报业"}},
       {"海东日报·海东新闻记者 陈立", {"REPORTER 陈立@海东日报·海东新闻"}},
       {"本报记者 陈立 海东电视台记者 周小舟", {"REPORTER 陈立@本报", "REPORTER 周小舟@海东电视台"}},
       {"记者 陈立丨实习生 周小舟", {"REPORTER 陈立", "INTERN 周小舟"}},
       {"记者丨陈立 周小舟", {"REPORTER 陈立", "REPORTER 周小舟"}},
       {"记者：陈立", {"REPORTER 陈立"}},
       {"记者／陈立", {"REPORTER 陈立"}},
       {"陈立 本报记者", {"REPORTER 陈立@本报"}},
       {"本报记者陈立本报通讯员周小舟", {"REPORTER 陈立@本报", "CORRESPONDENT 周小舟@本报"}},
       {"本报首席记者 陈立 见习记者 周小舟 通讯员 李晓峰",
        {"REPORTER 陈立@本报", "INTERN 周小舟", "CORRESPONDENT 李晓峰"}},
       {"记者 陈立 文 记者 周小舟 图", {"REPORTER 陈立", "PHOTOGRAPHER 周小舟"}},
       {"文/记者 陈立 图/记者 周小舟", {"REPORTER 陈立", "PHOTOGRAPHER 周小舟"}},
       {"本报记者 陈立/文 周小舟/图", {"REPORTER 陈立@本报", "PHOTOGRAPHER 周小舟"}},
       {"记者 陈立 摄影报道", {"REPORTER 陈立"}},
       {"□ 记者 陈立 通讯员 周小舟 文/图", {"REPORTER 陈立", "CORRESPONDENT 周小舟"}},
       {"特约撰稿 陈立", {"AUTHOR 陈立"}},
       {"作者：［法］让·莫内 译者：陈立", {"AUTHOR 让·莫内", "TRANSLATOR 陈立"}},
       {"陈立 译", {"TRANSLATOR 陈立"}},
       {"作者：让·莫内，陈立安译", {"AUTHOR 让·莫内", "TRANSLATOR 陈立安"}},
       {"记者孙立杨青徐晓波", {"REPORTER 孙立", "REPORTER 杨青", "REPORTER 徐晓波"}},
       {"本报记者 努尔古丽 买买提江", {"REPORTER 努尔古丽@本报", "REPORTER 买买提江@本报"}},
       {"融媒体记者 陈立 视频 周小舟", {"REPORTER 陈立", "PHOTOGRAPHER 周小舟"}},
       {"统筹 陈立 采写 周小舟", {"EDITOR 陈立", "REPORTER 周小舟"}},
       {"记者 陈立 编辑 周小舟", {"REPORTER 陈立", "EDITOR 周小舟"}},
       {"记者陈立、周小舟采写", {"REPORTER 陈立", "REPORTER 周小舟"}},
       {"记者 陈立 周小舟 参与采写 李晓峰", {"REPORTER 陈立", "REPORTER 周小舟", "REPORTER 李晓峰"}},
       {"参与采写：陈立、周小舟", {"REPORTER 陈立", "REPORTER 周小舟"}},
       {"新华社记者 陈 立 周小舟", {"REPORTER 陈立@新华社", "REPORTER 周小舟@新华社"}},
       {"本报记者 陈立　实习生 周 宁", {"REPORTER 陈立@本报", "INTERN 周宁"}},
       {"By Jane Doe in London", {"REPORTER Jane Doe"}},
       {"BY JANE DOE AND JOHN SMITH", {"REPORTER JANE DOE", "REPORTER JOHN SMITH"}},
       {"By Jane Doe, John Smith and Ann O’Neil", {"REPORTER Jane Doe", "REPORTER John Smith", "REPORTER Ann O’Neil"}},
       {"By Jane Doe | The Harbour Post", {"REPORTER Jane Doe"}},
       {"Jane Doe reports", {"none"}},
       {"By María José Núñez", {"REPORTER María José Núñez"}},
       {"Por Juan Pérez", {"REPORTER Juan Pérez"}},
       {"Par Marie Dupont", {"REPORTER Marie Dupont"}},
       {"Par Marie Dupont et Jean-Luc Moreau", {"REPORTER Marie Dupont", "REPORTER Jean-Luc Moreau"}},
       {"Por Juan Pérez y Ana de la Cruz, corresponsal", {"REPORTER Juan Pérez", "REPORTER Ana de la Cruz"}},
       {"Von Eva Schön und Hans Müller", {"REPORTER Eva Schön", "REPORTER Hans Müller"}},
       {"Übersetzt von Eva Schön", {"TRANSLATOR Eva Schön"}},
       {"Von Hans Müller", {"REPORTER Hans Müller"}}});
}

TEST(BylineTest, OfficesAndAddressesBehindNames) {
  for (const char* line :
       {"□ 陈立（滨江大学教授）", "■陈立（作者系滨江大学教授）", "本报记者 陈立 chenli@example.com"}) {
    const std::optional<Byline> byline = ParseByline(line);
    ASSERT_TRUE(byline) << line;
    ASSERT_EQ(byline->credits.size(), 1U) << line;
    EXPECT_EQ(byline->credits[0].name, "陈立") << line;
  }
  EXPECT_TRUE(ParseByline("陈立（作者系滨江大学教授）")->labelled);
}

TEST(BylineTest, BareLinesOfNamesAreSaidToBeBare) {
  const std::optional<Byline> bare = ParseByline("陈 立");
  ASSERT_TRUE(bare);
  EXPECT_FALSE(bare->labelled || bare->marked);
  EXPECT_TRUE(ParseByline("记者 陈 立")->labelled);
}

TEST(BylineTest, HostileLinesAreSafe) {
  for (const std::string& line :
       {std::string("\xff\xfe记者"), std::string(5000, '('), std::string("记者 ") + std::string(600, 'A'),
        std::string("）））（（（"), std::string("记者\0陈立", 13), std::string("■■■■口口口")}) {
    Credits(line);
  }
  std::string many = "记者";
  for (int i = 0; i < 90; ++i) many += " 王";
  Credits(many);
}

// A headline's first line that ends with 发 of 发送.
TEST(BylineTest, WordsBefore发AreNoNames) { EXPECT_FALSE(ParseByline("全国铁路旅客发").has_value()); }

}  // namespace
}  // namespace broadsheet::ingest
