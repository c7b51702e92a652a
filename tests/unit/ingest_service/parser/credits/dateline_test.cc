#include "ingest_service/parser/credits/dateline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace broadsheet::ingest {
namespace {

std::string Describe(std::string_view paragraph, const std::optional<PrintedDateline>& head) {
  if (!head) return "none";
  std::string text = (head->adapted ? "据" : "") + head->agency + "|" + head->place + "|" +
                     std::to_string(head->month) + "-" + std::to_string(head->day);
  for (const PrintedCredit& credit : head->credits) text += "|" + credit.name;
  return text + " > " + std::string(paragraph.substr(head->end));
}

std::string Read(std::string_view paragraph) { return Describe(paragraph, ParseDateline(paragraph)); }

// D1
TEST(DatelineTest, TheSixPrintedForms) {
  EXPECT_EQ(Read("新华社电 河水退了。"), "新华社||0-0 > 河水退了。");
  EXPECT_EQ(Read("据新华社电 河水退了。"), "据新华社||0-0 > 河水退了。");
  EXPECT_EQ(Read("据新华社8月25日电 河水退了。"), "据新华社||8-25 > 河水退了。");
  EXPECT_EQ(Read("据新华社墨西哥城电 河水退了。"), "据新华社|墨西哥城|0-0 > 河水退了。");
  EXPECT_EQ(Read("据新华社北京8月28日电 河水退了。"), "据新华社|北京|8-28 > 河水退了。");
  EXPECT_EQ(Read("新华社专电 河水退了。"), "新华社||0-0 > 河水退了。");
}

// D2
TEST(DatelineTest, TelegramsAndLocalNews) {
  EXPECT_EQ(Read("本报讯 河水退了。"), "本报||0-0 > 河水退了。");
  EXPECT_EQ(Read("本报讯（记者 顾 宁 通讯员 陈立）河水退了。"), "本报||0-0|顾宁|陈立 > 河水退了。");
  EXPECT_EQ(Read("本报北京3月5日电（记者贺一鸣、林望舒）河水退了。"), "本报|北京|3-5|贺一鸣|林望舒 > 河水退了。");
  EXPECT_EQ(Read("本台讯：河水退了。"), "本台||0-0 > 河水退了。");
  EXPECT_EQ(Read("本报临溪3月7日讯 河水退了。"), "本报|临溪|3-7 > 河水退了。");
  EXPECT_EQ(Read("本报北京3月5日电 记者贺一鸣报道：河水退了。"), "本报|北京|3-5|贺一鸣 > 河水退了。");
}

// D3
TEST(DatelineTest, AgenciesAndKinds) {
  EXPECT_EQ(Read("（记者顾宁 陈立）河水退了。"), "||0-0|顾宁|陈立 > 河水退了。");
  EXPECT_EQ(Read("新华社布拉格3月7日电（记者林望舒）一项研究显示"), "新华社|布拉格|3-7|林望舒 > 一项研究显示");
  EXPECT_EQ(Read("新华社北京3月5日新媒体专电 河水退了。"), "新华社|北京|3-5 > 河水退了。");
  EXPECT_EQ(Read("新华社快讯：河水退了。"), "新华社||0-0 > 河水退了。");
  EXPECT_EQ(Read("中新网4月3日电据当地消息，河水退了。"), "中新网||4-3 > 据当地消息，河水退了。");
  EXPECT_EQ(Read("中新社香港四月三日电 河水退了。"), "中新社|香港|4-3 > 河水退了。");
  EXPECT_EQ(Read("人民网成都3月5日电 （记者陈立）河水退了。"), "人民网|成都|3-5|陈立 > 河水退了。");
  EXPECT_EQ(Read("海东日报临溪3月5日电 河水退了。"), "海东日报|临溪|3-5 > 河水退了。");
}

// D4
TEST(DatelineTest, PapersOfAnyName) {
  EXPECT_EQ(Read("河东报临江3月5日电 （记者陈立）河水退了。"), "河东报|临江|3-5|陈立 > 河水退了。");
  EXPECT_EQ(Read("河东讯 记者陈立 通讯员周小舟 河水退了。"), "河东||0-0|陈立|周小舟 > 河水退了。");
  EXPECT_EQ(Read("河东晚报讯 记者陈立、周小舟报道：河水退了。"), "河东晚报||0-0|陈立|周小舟 > 河水退了。");
  EXPECT_EQ(Read("河东日报-中国河东网临江3月5日讯（记者 陈立）河水退了。"),
            "河东日报-中国河东网|临江|3-5|陈立 > 河水退了。");
}

TEST(DatelineTest, CreditsThatRunOnIntoTheText) {
  EXPECT_EQ(Read("□本报记者 陈立　河水退了，渡船开航。"), "||0-0|陈立 > 河水退了，渡船开航。");
  EXPECT_EQ(Read("■河东晚报记者 陈立 周小舟　河水退了。"), "||0-0|陈立|周小舟 > 河水退了。");
  EXPECT_EQ(Read("记者陈立西安报道：河水退了。"), "||0-0|陈立 > 河水退了。");
  EXPECT_EQ(Read("本报讯 记者陈立、周小舟 连日来，河水退了。"), "本报||0-0|陈立|周小舟 > 连日来，河水退了。");
  EXPECT_EQ(Read("记者陈立昨天在渡口看到，河水退了。"), "none");
  EXPECT_EQ(Read("记者 昨天 从市里得到消息，河水退了。"), "none");
}

TEST(DatelineTest, FullWidthHalfWidthTraditional) {
  EXPECT_EQ(Read("新华网合肥５月１５日电（记者陈立）河水退了。"), "新华网|合肥|5-15|陈立 > 河水退了。");
  EXPECT_EQ(Read("中新网3月5日电 (陈立)河水退了。"), "中新网||3-5|陈立 > 河水退了。");
  EXPECT_EQ(Read("新華社北京3月5日電（記者陳立）河水退了。"), "新華社|北京|3-5|陳立 > 河水退了。");
  EXPECT_EQ(Read("（中央社記者王小明台北6日電）河水退了。"), "中央社|台北|0-6|王小明 > 河水退了。");
  EXPECT_EQ(Read("〔記者陳立／台北報導〕河水退了。"), "||0-0|陳立 > 河水退了。");
  EXPECT_EQ(Read("【海東報記者 陳立/台北報導】河水退了。"), "||0-0|陳立 > 河水退了。");
}

TEST(DatelineTest, RangesPointAtThePrint) {
  const std::string text = "　　据新华社北京8月28日电（记者顾 宁）河水退了。";
  const std::optional<PrintedDateline> head = ParseDateline(text);
  ASSERT_TRUE(head);
  EXPECT_EQ(text.substr(head->range.start, head->range.end - head->range.start), "据新华社北京8月28日电");
  const ByteRange printed = head->credits[0].printed;
  EXPECT_EQ(text.substr(printed.start, printed.end - printed.start), "顾 宁");
}

// D5
TEST(DatelineTest, AtTheEndOfAnItem) {
  const std::string text = "河水退了。（据新华社北京3月5日电）";
  EXPECT_EQ(Describe(text, FindTailDateline(text)), "据新华社|北京|3-5 > ）");
  EXPECT_FALSE(FindTailDateline("河水退了。（记者陈立）"));
  EXPECT_FALSE(FindTailDateline("河水退了（见左图）"));
  EXPECT_FALSE(FindTailDateline("河水退了。"));
}

TEST(DatelineTest, LatinScript) {
  EXPECT_EQ(Read("PARIS, March 5 (Reuters) — The river fell."), "Reuters|PARIS|3-5 > The river fell.");
  EXPECT_EQ(Read("NEW YORK — The river fell."), "|NEW YORK|0-0 > The river fell.");
  EXPECT_EQ(Read("PARIS, 5 mars (AFP) — Le fleuve a baissé."), "AFP|PARIS|3-5 > Le fleuve a baissé.");
  EXPECT_EQ(Read("HAMBURG, 5. März (dpa) — Der Fluss fällt."), "dpa|HAMBURG|3-5 > Der Fluss fällt.");
  EXPECT_EQ(Read("Berlin (dpa) – Der Fluss fällt."), "dpa|Berlin|0-0 > Der Fluss fällt.");
  EXPECT_EQ(Read("MADRID, 5 de marzo (EFE) — El río bajó."), "EFE|MADRID|3-5 > El río bajó.");
  EXPECT_EQ(Read("Berlin – Der Fluss fällt."), "none");
  EXPECT_EQ(Read("The river — it fell."), "none");
  EXPECT_EQ(Read("A river fell."), "none");
}

TEST(DatelineTest, RunningTextIsNone) {
  for (const std::string text : {"新华社的电视节目很受欢迎。",
                                 "本报电子版今天上线。",
                                 "本报推出电影特刊。",
                                 "新华社记者从现场获悉。",
                                 "据新华社报道，河水退了。",
                                 "据某报3月5日电力供应仍紧张。",
                                 "通讯不畅，河水退了。",
                                 "引述新华社莫斯科10月7日电（记者陈立）的消息，河水退了。",
                                 "电力供应恢复了。",
                                 "3月5日电力供应恢复了。",
                                 "（壮族）青年在唱歌。",
                                 "（三）加强管理。",
                                 "本报讯息平台上线。",
                                 "据悉，河水退了。",
                                 "记者会今天举行。",
                                 "人民日报发表评论。",
                                 "",
                                 "（",
                                 "【】",
                                 "新华社"}) {
    EXPECT_EQ(Read(text), "none") << text;
  }
}

}  // namespace
}  // namespace broadsheet::ingest
