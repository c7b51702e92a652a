#include "ingest_service/parser/classify/classify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/unit/ingest_service/parser/test_model.h"

namespace broadsheet::ingest {
namespace {

using ::testing::ElementsAre;

std::vector<Role> RolesOf(std::string_view text) {
  std::vector<Role> roles;
  for (const Label& label : Classify(Split(text).units, TestModel())) roles.push_back(label.role);
  return roles;
}

TEST(ClassifyTest, ABylineInBracketsSignsTheHeadlineOverIt) {
  EXPECT_THAT(
      RolesOf("渡口添了十盏夜航灯\n（本报记者 顾宁）\n入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。\n"),
      ElementsAre(Role::kTitle, Role::kByline, Role::kBody));
}

TEST(ClassifyTest, ABylineMayStandInOneBlockWithItsText) {
  EXPECT_THAT(RolesOf("渡口添了十盏夜航灯\n■本报记者 顾宁\n早晚两班渡船都在夜里开，船工说灯亮了心里\n"),
              ElementsAre(Role::kTitle, Role::kByline, Role::kBody));
}

TEST(ClassifyTest, ANameBetweenAHeadlineAndItsTextSignsIt) {
  const auto signed_text = ElementsAre(Role::kTitle, Role::kByline, Role::kBody, Role::kBody);
  const std::string text =
      "入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。\n\n乘客也说，回家的路亮堂了，再也不用打着手电筒。\n";
  EXPECT_THAT(RolesOf("渡口添了十盏夜航灯\n周棠\n\n" + text), signed_text);
  EXPECT_THAT(RolesOf("渡口添了十盏夜航灯\n周　棠\n\n" + text), signed_text);
  EXPECT_THAT(RolesOf("渡口添了十盏夜航灯\n\n周棠\n\n" + text), signed_text);
  EXPECT_THAT(RolesOf("渡口添了十盏夜航灯\n周棠\n　　入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。\n"
                      "　　乘客也说，回家的路亮堂了，再也不用打着手电筒。\n"),
              signed_text);
}

TEST(ClassifyTest, AHeadlineMayHaveTwoCharacters) {
  EXPECT_THAT(RolesOf("夜渡\n□ 周棠\n\n入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。\n"),
              ElementsAre(Role::kTitle, Role::kByline, Role::kBody));
  EXPECT_THAT(RolesOf("更正\n\n本报昨日第三版报道中，渡口的名字误作“滨河渡口”，应为“滨江渡口”。\n"),
              ElementsAre(Role::kTitle, Role::kBody));
}

TEST(ClassifyTest, AHeadlineInLatinScriptMayBeTwiceAsLong) {
  EXPECT_THAT(RolesOf("Harbor district keeps its night ferry after two winters of waiting\nBy Ann Marsh\n\n"
                      "The night ferry will go on running this winter, the harbor office said on Monday.\n"),
              ElementsAre(Role::kTitle, Role::kByline, Role::kBody));
}

TEST(ClassifyTest, ALineThatEndsWithADashLeadsToItsHeadline) {
  const std::string text = "\n本报记者 周棠\n\n入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。\n";
  EXPECT_THAT(RolesOf("让两岸居民安心过江——\n滨江渡口添了十盏夜航灯" + text),
              ElementsAre(Role::kKicker, Role::kTitle, Role::kByline, Role::kBody));
  EXPECT_THAT(RolesOf("一江两岸皆是家——\n滨江渡口百年纪实" + text),
              ElementsAre(Role::kTitle, Role::kTitle, Role::kByline, Role::kBody));
}

TEST(ClassifyTest, ADeckNeedsNoDash) {
  EXPECT_THAT(RolesOf("滨江渡口添新灯\n他们说回家的路从来没有这样亮过\n本报记者 周棠\n\n"
                      "滨江渡口昨晚亮起十盏新灯。\n\n船工和乘客都高兴，他们说回家的路从来没有这样亮过，心里也踏实。\n"),
              ElementsAre(Role::kTitle, Role::kDeck, Role::kByline, Role::kBody, Role::kBody));
}

TEST(ClassifyTest, ThePieceOfATextOverAHeadlineIsNoPartOfIt) {
  const auto roles = RolesOf(
      "老码头的改造已经进入第二阶段，工程队在堤岸上铺好了石板，居民们盼着早日完工，能在傍晚沿江走一走。\n"
      "负责人表示，在今后三个月，\n渡口添了十盏夜航灯\n本报记者 顾宁\n"
      "入冬以后，早晚两班渡船都在夜里开，船工们说，灯亮了，心里也就踏实了，开起船来不慌。\n");
  EXPECT_THAT(roles, ElementsAre(Role::kBody, Role::kBody, Role::kTitle, Role::kByline, Role::kBody));
}

TEST(ClassifyTest, AHeadlineIsToldWithoutEmptyLines) {
  EXPECT_THAT(
      RolesOf("渡口添了十盏夜航灯\n照亮两岸回家路\n本报记者 顾宁\n"
              "入冬以后，早晚两班渡船都在夜里开，渡口添了夜航灯，船工们说，灯亮了，心里也就踏实了，开起船来不慌。\n"
              "乘客也说，回家的路亮堂了，抱着孩子上下跳板，再也不用打着手电筒，一步一步地往前挪。\n"
              "老街修起消防通道\n居民排队试用水枪\n本报记者 周棠\n"
              "老街的居民昨天看到，窄巷口装上了新的消防栓，街道办请来消防员，教大家接上水带，打开阀门，试用水枪。\n"),
      ElementsAre(Role::kTitle, Role::kTitle, Role::kByline, Role::kBody, Role::kBody, Role::kTitle, Role::kTitle,
                  Role::kByline, Role::kBody));
}

TEST(ClassifyTest, AShortSentenceOverACreditIsACaption) {
  EXPECT_THAT(RolesOf("3月8日，滨江渡口的船工在检修夜航灯。\n\n周棠 摄\n"), ElementsAre(Role::kCaption, Role::kCredit));
}

constexpr char kFerries[] =
    "渡口添了十盏夜航灯\n本报记者 顾宁\n\n入冬以后，早晚两班渡船都在夜里开，船工老秦说，灯亮了，心里也就踏实了。\n\n"
    "渡口的灯装在青石栈桥的两边，船工老秦每晚都要点一遍，坏了一盏，当夜就有人来修。\n\n";

TEST(ClassifyTest, ACreditOnItsOwnLineIsNoCaption) {
  for (const std::string credit : {"新华社发（周棠 摄）", "（本报记者 周棠 摄）", "周棠 摄"}) {
    EXPECT_THAT(
        RolesOf(std::string(kFerries) + "游客在老街看花灯\n" + credit +
                "\n\n船票从今年起可以在网上买，老人不会用手机的，可以请栈桥边的售票员代买。\n"),
        ElementsAre(Role::kTitle, Role::kByline, Role::kBody, Role::kBody, Role::kCaption, Role::kCredit, Role::kBody))
        << credit;
    EXPECT_THAT(
        RolesOf(std::string(kFerries) +
                "3月8日，来自各地的游客在滨江老街看花灯，孩子们提着纸灯笼穿过窄巷，沿河的茶馆里坐满了人，一派热闹。\n" +
                credit + "\n\n船票从今年起可以在网上买，老人不会用手机的，可以请栈桥边的售票员代买。\n"),
        ElementsAre(Role::kTitle, Role::kByline, Role::kBody, Role::kBody, Role::kCaption, Role::kCredit, Role::kBody))
        << credit;
  }
}

TEST(ClassifyTest, ACaptionThatRepeatsTheTextBeforeItLeavesItThere) {
  EXPECT_THAT(RolesOf(std::string(kFerries) + "图为渡口的灯装在青石栈桥的两边。本报记者 周棠 摄\n"),
              ElementsAre(Role::kTitle, Role::kByline, Role::kBody, Role::kBody, Role::kCaption));
}

TEST(ClassifyTest, TheTextRightUnderAHeadlineSetsNoScene) {
  EXPECT_THAT(RolesOf("渡口添了十盏夜航灯\n本报记者 顾宁\n\n"
                      "青石县的茶农把老茶园连成一片，修起栈道和观景台，邀请游客春天进山采茶。\n\n"
                      "图为青石县的茶农在采茶。（周棠 摄）\n"),
              ElementsAre(Role::kTitle, Role::kByline, Role::kBody, Role::kCaption));
}

TEST(ClassifyTest, AReporterUnderACaptionTookThePicture) {
  EXPECT_THAT(RolesOf("▲滨江渡口的船工在检修夜航灯。\n\n本报记者 周棠 摄影报道\n"),
              ElementsAre(Role::kCaption, Role::kCredit));
}

TEST(ClassifyTest, ANameOverADateAtAPagesHeadIsThePapers) {
  EXPECT_THAT(RolesOf("河闻快递\n\n2025年3月8日 星期六\n\n渡口添了十盏夜航灯\n\n"
                      "本报讯（记者顾宁）入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。\n"),
              ElementsAre(Role::kFurniture, Role::kFurniture, Role::kTitle, Role::kBody));
}

constexpr char kHeadAndText[] =
    "渡口添了十盏夜航灯\n本报记者 顾宁\n\n入冬以后，早晚两班渡船都在夜里开，船工们说，灯亮了，心里也就踏实了。\n";

std::vector<Role> Furniture(size_t lines) { return std::vector<Role>(lines, Role::kFurniture); }

TEST(ClassifyTest, NamesOverAPagesFirstHeadlineBelongToThePage) {
  for (const std::string top : {"滨江日报\nBINJIANG DAILY\n第二版 要闻\n2025年3月8日 星期六\n",
                                "2025年3月8日 星期六\n主编：顾宁\n渡口夜话\nNIGHTS\n",
                                "【社会·百态】\n2025年3月8日 星期六 第7版\n投稿邮箱：page@example.com\n",
                                "江风\n周刊\n第 318 期\n2025年3月8日\n"}) {
    std::vector<Role> expected = Furniture(std::count(top.begin(), top.end(), '\n'));
    expected.insert(expected.end(), {Role::kTitle, Role::kByline, Role::kBody});
    EXPECT_EQ(RolesOf(top + "\n" + kHeadAndText), expected) << top;
  }
}

TEST(ClassifyTest, AHeadlineUnderTheDateIsNoName) {
  EXPECT_THAT(RolesOf("2025年3月8日 星期六\n老街开了夜校\n\n"
                      "本报讯（记者顾宁）老街的居民昨天看到，夜校的灯亮了，桌椅是从旧学校搬来的。\n"),
              ElementsAre(Role::kFurniture, Role::kTitle, Role::kBody));
  EXPECT_THAT(RolesOf("2025年3月8日 星期六\n\n老街开了夜校\n\n居民排队报名学木工\n\n本报记者 顾宁\n\n"
                      "老街的居民昨天看到，夜校的灯亮了，桌椅是从旧学校搬来的。\n"),
              ElementsAre(Role::kFurniture, Role::kTitle, Role::kTitle, Role::kByline, Role::kBody));
}

TEST(ClassifyTest, LinesAtAPagesFootAreNoText) {
  for (const char* foot :
       {"审读：顾宁　签发：陶然", "版权所有 滨江日报社\n浙ICP备05000000号", "滨江日报今日8版 零售1元"}) {
    const auto roles = RolesOf(std::string(kHeadAndText) + "\n" + foot + "\n");
    EXPECT_EQ(roles[2], Role::kBody);
    EXPECT_EQ(std::vector<Role>(roles.begin() + 3, roles.end()), Furniture(roles.size() - 3)) << foot;
  }
}

TEST(ClassifyTest, AStampBehindATextSaysWhereItIsFrom) {
  const std::string text = "入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。\n\n";
  const auto roles =
      RolesOf("渡口添了十盏夜航灯\n■ 记者 顾宁\n\n" + text + text + "《滨江日报》（2025年03月08日05版）\n\n" +
              "老街夜校开始报名\n■ 记者 周棠\n\n" + text + text + text + text);
  EXPECT_EQ(roles[4], Role::kBody);
}

TEST(ClassifyTest, AnAddressUnderTheBylineOrASitesStampIsNoText) {
  EXPECT_THAT(RolesOf("渡口添了十盏夜航灯\n本报记者 顾宁\nguning@example.com\n\n"
                      "入冬以后，早晚两班渡船都在夜里开，船工们说，灯亮了，心里也就踏实了。\n"),
              ElementsAre(Role::kTitle, Role::kByline, Role::kFurniture, Role::kBody));
  EXPECT_THAT(RolesOf("渡口添了十盏夜航灯\n照亮两岸回家路\n《滨江日报》（ 2025年03月08日 第05 版）\n■ 记者 顾宁\n\n"
                      "入冬以后，早晚两班渡船都在夜里开，船工们说，灯亮了，心里也就踏实了。\n"),
              ElementsAre(Role::kTitle, Role::kTitle, Role::kFurniture, Role::kByline, Role::kBody));
}

TEST(ClassifyTest, MarkedLinesInATextAreItsSubheads) {
  for (const std::string subhead : {"◆夜里也有船", "【夜里也有船】", "■夜里也有船"}) {
    EXPECT_THAT(RolesOf("渡口添了十盏夜航灯\n本报记者 顾宁\n\n"
                        "入冬以后，早晚两班渡船都在夜里开，船工们说，灯亮了，心里也就踏实了，开起船来不慌。\n\n" +
                        subhead + "\n\n码头把末班船推迟到十点，夜里下班的人不必再绕远路，从桥上走回家要四十分钟。\n"),
                ElementsAre(Role::kTitle, Role::kByline, Role::kBody, Role::kSubhead, Role::kBody));
  }
}

TEST(ClassifyTest, ASignatureRightOverAHeadlineIsNoPartOfIt) {
  EXPECT_THAT(RolesOf("渡口添了十盏夜航灯\n本报讯（记者周棠）入冬以后，早晚两班渡船都在夜里开，船工们说心里踏实了。\n\n"
                      "本报记者 顾宁\n老街修起消防通道\n居民排队试用水枪\n\n"
                      "老街的居民昨天看到，窄巷口装上了新的消防栓，街道办请来消防员，教大家接上水带，打开阀门。\n"),
              ElementsAre(Role::kTitle, Role::kBody, Role::kSignature, Role::kTitle, Role::kTitle, Role::kBody));
}

TEST(ClassifyTest, ASignatureMayFollowAnAgencysEnd) {
  EXPECT_THAT(
      RolesOf("渡口添了十盏夜航灯\n本报讯（记者周棠）入冬以后，早晚两班渡船都在夜里开，船工们说心里踏实了。（完）\n\n"
              "本报记者 顾宁\n\n老街修起消防通道\n居民排队试用水枪\n\n"
              "老街的居民昨天看到，窄巷口装上了新的消防栓，街道办请来消防员，教大家接上水带，打开阀门。\n"),
      ElementsAre(Role::kTitle, Role::kBody, Role::kSignature, Role::kTitle, Role::kTitle, Role::kBody));
}

TEST(ClassifyTest, ABoxesLabelIsNoHeadline) {
  for (const std::string label : {"编者按", "【核心提示】", "■相关链接："}) {
    EXPECT_THAT(
        RolesOf("渡口添了十盏夜航灯\n本报记者 "
                "顾宁\n\n入冬以后，早晚两班渡船都在夜里开，船工们说，灯亮了，心里也就踏实了，开起船来不慌。\n\n" +
                label + "\n\n渡口的夜航灯从今年起由港务站统一维护，灯坏了当天就有人来修。\n"),
        ElementsAre(Role::kTitle, Role::kByline, Role::kBody, Role::kSubhead, Role::kBody));
  }
}

TEST(ClassifyTest, LinesOfAHeadlineMayLieApart) {
  EXPECT_THAT(RolesOf("老街修起消防通道\n\n居民排队试用水枪\n\n本报记者 顾宁\n\n"
                      "老街的居民昨天看到，窄巷口装上了新的消防栓，街道办请来消防员，教大家接上水带，打开阀门。\n"),
              ElementsAre(Role::kTitle, Role::kTitle, Role::kByline, Role::kBody));
}

TEST(ClassifyTest, AColumnsNameIsNoPartOfTheHeadline) {
  for (const char* column : {"暖城故事", "走基层·渡口见闻", "今日谈", "即时评｜"}) {
    EXPECT_THAT(RolesOf(std::string(column) + "\n渡口添了十盏夜航灯\n\n本报记者 顾宁\n\n"
                                              "入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。\n"),
                ElementsAre(Role::kColumn, Role::kTitle, Role::kByline, Role::kBody))
        << column;
  }
}

TEST(ClassifyTest, ASignatureOnItsOwnLineStaysWithTheTextOverIt) {
  EXPECT_THAT(
      RolesOf(
          "渡口添了十盏夜航灯\n照亮两岸回家路\n\n入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。\n\n"
          "（本报记者 顾宁）\n\n老街修起消防通道\n居民排队试用水枪\n\n老街的居民昨天看到，窄巷口装上了新的消防栓。\n"),
      ElementsAre(Role::kTitle, Role::kTitle, Role::kBody, Role::kSignature, Role::kTitle, Role::kTitle, Role::kBody));
}

TEST(ClassifyTest, QuestionsAndAnswersAreText) {
  EXPECT_THAT(RolesOf("渡船不会一停了之\n\n本报记者 顾宁\n\n问：渡船什么时候停？\n\n答：合龙以后再开一个月。\n\n"
                      "问：船工怎么办？\n\n答：愿意转岗的都有岗位，不愿意的按规定给补偿，还帮他们学一门手艺。\n\n"
                      "记者：夜里怎么过江？\n\n罗书云：桥上有夜班车，每半小时一班。\n"),
              ElementsAre(Role::kTitle, Role::kByline, Role::kBody, Role::kBody, Role::kBody, Role::kBody, Role::kBody,
                          Role::kBody));
}

// B8
TEST(ClassifyTest, ShortItemsWithDatelinesStayTwo) {
  EXPECT_THAT(RolesOf("渡口添了十盏夜航灯\n\n本报讯 入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。\n\n"
                      "老街修起消防通道\n\n本报讯 老街的居民昨天看到，窄巷口装上了新的消防栓。\n"),
              ElementsAre(Role::kTitle, Role::kBody, Role::kTitle, Role::kBody));
}

TEST(ClassifyTest, ANoticeBeginsUnderItsTitle) {
  EXPECT_THAT(
      RolesOf("渡口添了十盏夜航灯\n照亮两岸回家路\n\n入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。\n\n"
              "停水公告\n\n因管道改造，3月10日桃溪路一带停水，请居民提前储水。\n"),
      ElementsAre(Role::kTitle, Role::kTitle, Role::kBody, Role::kTitle, Role::kBody));
}

TEST(ClassifyTest, AnAgencysNameEndsATextNotACaption) {
  const auto roles = RolesOf(
      "渡口添了十盏夜航灯\n\n本报讯 入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。（新华社）\n\n"
      "老街修起消防通道\n\n本报讯 老街的居民昨天看到，窄巷口装上了新的消防栓，街道办请来消防员。（人民网）\n");
  EXPECT_THAT(roles, ElementsAre(Role::kTitle, Role::kBody, Role::kTitle, Role::kBody));
}

TEST(ClassifyTest, ABroadcastersNameInBracketsIsNoPicturesEither) {
  EXPECT_THAT(
      RolesOf("渡口添了十盏夜航灯\n\n本报讯 入冬以后，早晚两班渡船都在夜里开，船工说灯亮了心里踏实。（央视新闻）\n"),
      ElementsAre(Role::kTitle, Role::kBody));
}

TEST(ClassifyTest, ListItemsWithMarksAreNoCaptions) {
  EXPECT_THAT(RolesOf("过渡的乘客可以在三处买票。\n▶办理时间：早上六点到晚上八点。\n▶办理地点：老码头东侧的售票窗口。\n"
                      "▶联系电话：请拨打码头值班室。\n"),
              ElementsAre(Role::kBody, Role::kBody, Role::kBody, Role::kBody));
}

TEST(ClassifyTest, NumberedPicturesHaveCaptions) {
  EXPECT_THAT(RolesOf("图②：滨江渡口的船工在检修夜航灯。\n\n周棠 摄\n"), ElementsAre(Role::kCaption, Role::kCredit));
  EXPECT_THAT(RolesOf("图二为滨江渡口的夜航灯。\n\n周棠 摄\n"), ElementsAre(Role::kCaption, Role::kCredit));
}

TEST(ClassifyTest, FourCharactersOfAHeadlineAreNoNames) {
  EXPECT_THAT(RolesOf("以新渡船守护\n能源安全\n我国内河的渡船今年换上了新的电机，船工说开起来又稳又静。\n"),
              ElementsAre(Role::kTitle, Role::kTitle, Role::kBody));
  EXPECT_THAT(RolesOf("河口新桥的启示\n李　舒\n我国内河的渡船今年换上了新的电机，船工说开起来又稳又静。\n"),
              ElementsAre(Role::kTitle, Role::kByline, Role::kBody));
}

TEST(ClassifyTest, AReadersQuestionMayBeAHeadline) {
  EXPECT_THAT(RolesOf("网友：老街的路该修了\n\n本报记者 顾宁\n\n"
                      "近日，老街的居民在网上留言，说雨后的石板路积水，骑车的人摔了几回，盼着早日修好。\n"),
              ElementsAre(Role::kTitle, Role::kByline, Role::kBody));
}

TEST(ClassifyTest, LatinBylinesSayWhatTheReporterIs) {
  EXPECT_THAT(RolesOf("Mayor signs ferry bill\n\nBy Nora Whitfield\nStaff Writer\n\n"
                      "The mayor said he would\nsign the measure on Friday.\n\n"
                      "Library to reopen with longer hours\n\nBy Sam Okafor\n\n"
                      "The library on Quay Street will reopen in April, after a year of works, the council said.\n"),
              ElementsAre(Role::kTitle, Role::kByline, Role::kByline, Role::kBody, Role::kBody, Role::kTitle,
                          Role::kByline, Role::kBody));
}

TEST(ClassifyTest, ALatinNameOverADateIsThePapers) {
  EXPECT_THAT(RolesOf("The Harbor Ledger\nTuesday, March 5, 2024\n\nMayor signs ferry bill\n\nBy Nora Whitfield\n\n"
                      "The mayor said on Monday that he would sign the measure before the end of the week.\n"),
              ElementsAre(Role::kFurniture, Role::kFurniture, Role::kTitle, Role::kByline, Role::kBody));
}

}  // namespace
}  // namespace broadsheet::ingest
