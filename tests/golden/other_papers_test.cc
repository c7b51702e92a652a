// Papers other than simplified Chinese ones, restored by the same stages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "ingest_service/parser/parser.h"
#include "tests/support/expected_page.h"

namespace broadsheet::ingest {
namespace {

using testing::BodyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

ParsedIssue Parsed(std::string_view page) {
  static const auto* const parser = new auto(Parser::Create({}));
  auto parsed = (*parser).value()->Parse(page, {});
  EXPECT_TRUE(parsed.ok()) << parsed.status();
  return parsed.ok() ? *std::move(parsed) : ParsedIssue();
}

std::vector<std::string> Headlines(const ParsedIssue& issue) {
  std::vector<std::string> headlines;
  for (const auto& record : issue.records) headlines.push_back(record.headline().text());
  return headlines;
}

std::vector<std::string> Reporters(const record::v1::Record& record) {
  std::vector<std::string> names;
  for (const auto& credit : record.reporters()) names.push_back(credit.name());
  return names;
}

constexpr char kEnglish[] = R"(THE HARBOUR POST
Tuesday, June 3, 2025   A1

Harbour Bridge Will Close for Six
Months as Repairs Begin
By Jane Doe and John Q. Smith
LONDON, June 2 — The bridge that carries half of the city's traf-
fic will close on Monday for six months, officials said, while work-
ers replace the cables that have held it up since it was opened in
the year of the great flood.
“We have no choice,” said Ann O'Neil, the chief engineer of the
Harbour Authority. “The steel is tired, and so are the people who
have looked after it.”
The council has promised ferries every ten minutes and a new bus
line along the northern shore, but shopkeepers doubt that
Continued on page A4

CITY LIBRARY FINDS LOST
ATLAS UNDER ITS STAIRS
By Maria Lopez
PARIS — Workers who came to mend the stairs of the city library
found an atlas that had been missing for eighty years, the librar-
ian said on Tuesday. Its maps show a coast that the river has long
since carried away.
“It was simply put down and forgotten,” said the librarian, Peter
Novak, who plans to show the book in the reading room from July.
)"
                            "\f"
                            R"(A4 THE HARBOUR POST Tuesday, June 3, 2025

Bridge to Close for Six Months
Continued from page A1
the boats can carry so many people in the morning. Several of them
have asked for lower rents while the bridge is closed, and the mayor
has promised an answer before the end of the week.
)";

TEST(OtherPapersTest, English) {
  const ParsedIssue issue = Parsed(kEnglish);
  EXPECT_EQ(issue.issue.date(), "2025-06-03");
  EXPECT_EQ(issue.issue.pages(0).label(), "A1");
  EXPECT_EQ(issue.issue.pages(1).label(), "A4");
  EXPECT_EQ(issue.account.unassigned_bytes(), 0);
  ASSERT_GE(issue.records.size(), 2u);
  EXPECT_EQ(issue.records[0].headline().text(), "Harbour Bridge Will Close for Six Months as Repairs Begin");
  EXPECT_EQ(issue.records[1].headline().text(), "CITY LIBRARY FINDS LOST ATLAS UNDER ITS STAIRS");
  const auto& bridge = issue.records[0];
  EXPECT_THAT(Reporters(bridge), ElementsAre("Jane Doe", "John Q. Smith"));
  EXPECT_EQ(bridge.dateline().place(), "LONDON");
  EXPECT_EQ(bridge.dateline().date().day(), 2);
  EXPECT_EQ(bridge.language(), "en");
  EXPECT_THAT(BodyOf(bridge), HasSubstr("half of the city's traffic will close on Monday"));
  EXPECT_THAT(BodyOf(bridge), HasSubstr("while workers replace"));
  EXPECT_THAT(BodyOf(bridge), HasSubstr("shopkeepers doubt that the boats can carry"));
  EXPECT_EQ(bridge.truncation(), record::v1::TRUNCATION_UNSPECIFIED);
  EXPECT_THAT(BodyOf(issue.records[1]), HasSubstr("the librarian said on Tuesday"));
}

TEST(OtherPapersTest, TheHeadlineRepeatedOverAContinuationIsNoRecord) {
  const ParsedIssue issue = Parsed(kEnglish);
  EXPECT_THAT(Headlines(issue), ElementsAre("Harbour Bridge Will Close for Six Months as Repairs Begin",
                                            "CITY LIBRARY FINDS LOST ATLAS UNDER ITS STAIRS"));
}

// A page that the article goes on at and that is not there.
TEST(OtherPapersTest, AnEnglishJumpWithoutItsPage) {
  const std::string page = kEnglish;
  const ParsedIssue issue = Parsed(page.substr(0, page.find('\f')));
  ASSERT_EQ(issue.records.size(), 2u);
  EXPECT_NE(issue.records[0].truncation(), record::v1::TRUNCATION_UNSPECIFIED);
  EXPECT_EQ(issue.account.unassigned_bytes(), 0);
}

// `name (first mention)` of each.
template <typename Named>
std::vector<std::string> NamesOf(const record::v1::Record& record, const Named& all) {
  std::vector<std::string> names;
  for (const auto& one : all) {
    const auto& range = one.ranges(0);
    const std::string& text = record.paragraphs(static_cast<int>(range.paragraph())).text();
    names.push_back(one.name() + " (" + text.substr(range.start(), range.end() - range.start()) + ")");
  }
  return names;
}

constexpr char kEnglishWithNames[] = R"(THE HARBOUR POST
Tuesday, June 3, 2025   B2

Ferry Line Promises More Boats
After a Winter of Long Queues
By Jane Doe and John Q. Smith
WELLINGTON, June 2 — The Northern Ferry Company will put three more
boats on its line to Riverton, New Zealand, next week, its director,
Arthur Penrose, told reporters on Monday.
“We kept people waiting in the rain all winter, and we are sorry,”
said Mr. Penrose, who took over the company in March. “They have been
very patient with us.
“From Friday there will be a boat every ten minutes.”
Transport Minister Helen Marsh said that the government would pay for
one of the boats. The Ministry of Transport and Energy had warned the
company last year, and again on February 14, that its “licence to
sail” was in danger.
Not everybody is content. Ruth Calloway, 61, a baker from the eastern
shore, has kept a list of late boats since 2019. "I have four note-
books full of them," she said.
The Harbour Workers Union (HWU) wants more people, not more boats.
Boats do not sail alone, Calloway said. The HWU will vote on Thursday.
)";

TEST(OtherPapersTest, AnEnglishRecordSaysWhoSpeaksOfWhatAndWhen) {
  const ParsedIssue issue = Parsed(kEnglishWithNames);
  ASSERT_EQ(issue.records.size(), 1u);
  const auto& record = issue.records[0];
  EXPECT_THAT(Reporters(record), ElementsAre("Jane Doe", "John Q. Smith"));
  EXPECT_THAT(
      NamesOf(record, record.persons()),
      ElementsAre("Arthur Penrose (Arthur Penrose)", "Helen Marsh (Helen Marsh)", "Ruth Calloway (Ruth Calloway)"));
  EXPECT_THAT(NamesOf(record, record.organizations()),
              ElementsAre("Northern Ferry Company (Northern Ferry Company)",
                          "Ministry of Transport and Energy (Ministry of Transport and Energy)",
                          "Harbour Workers Union (Harbour Workers Union)"));
  EXPECT_THAT(NamesOf(record, record.places()),
              ElementsAre("WELLINGTON (WELLINGTON)", "Riverton (Riverton)", "New Zealand (New Zealand)"));
  EXPECT_THAT(record.places(0).divisions(), ElementsAre("New Zealand", "Wellington"));
  std::vector<std::string> dates, quotes;
  for (const auto& date : record.dates()) {
    dates.push_back(date.text() + " " + std::to_string(date.start().year()) + "-" +
                    std::to_string(date.start().month()) + "-" + std::to_string(date.start().day()));
  }
  EXPECT_THAT(dates, ElementsAre("June 2 2025-6-2", "next week 2025-6-9", "Monday 2025-6-2", "March 2025-3-0",
                                 "Friday 2025-6-6", "last year 2024-0-0", "February 14 2025-2-14", "2019 2019-0-0",
                                 "Thursday 2025-6-5"));
  for (const auto& quote : record.quotes()) {
    quotes.push_back(quote.speaker() + (quote.direct() ? ": " : " reports: ") + quote.text());
  }
  EXPECT_THAT(quotes, ElementsAre("Arthur Penrose: We kept people waiting in the rain all winter, and we are sorry",
                                  "Arthur Penrose: They have been very patient with us.\n"
                                  "From Friday there will be a boat every ten minutes.",
                                  "Helen Marsh reports: the government would pay for one of the boats",
                                  "Ruth Calloway: I have four notebooks full of them",
                                  "Ruth Calloway reports: Boats do not sail alone"));
  EXPECT_EQ(issue.account.unassigned_bytes(), 0);
}

constexpr char kFrench[] = R"(LE COURRIER DU PORT
Mardi 3 juin 2025   Page 1

Le vieux pont ferme pour six mois
Par Marie Dupont et Jean-Luc Moreau
PARIS, 2 juin (AFP) — Le pont qui porte la moitié du trafic de la
ville fermera lundi pour six mois, ont annoncé les autorités, le
temps de remplacer les câbles qui le soutiennent depuis son ouver-
ture, l'année de la grande crue.
« Nous n'avons pas le choix », a déclaré Anne Petit, ingénieure en
chef du port. « L'acier est fatigué, et ceux qui s'en occupent le
sont aussi. »
La mairie promet des bacs toutes les dix minutes et une nouvelle
ligne de bus, mais les commerçants doutent que
Suite page 4

Un atlas perdu retrouvé sous l'escalier
Par Hélène Garnier
Les ouvriers venus réparer l'escalier de la bibliothèque ont trou-
vé un atlas disparu depuis quatre-vingts ans, a dit mardi le biblio-
thécaire. Ses cartes montrent une côte que le fleuve a emportée de-
puis longtemps.
)"
                           "\f"
                           R"(Page 4   LE COURRIER DU PORT   Mardi 3 juin 2025

Le pont fermé pour six mois
Suite de la page 1
les bateaux puissent transporter tant de monde le matin. Plusieurs
ont demandé des loyers plus bas pendant la fermeture du pont.
)";

TEST(OtherPapersTest, French) {
  const ParsedIssue issue = Parsed(kFrench);
  EXPECT_EQ(issue.issue.date(), "2025-06-03");
  EXPECT_EQ(issue.issue.pages(1).label(), "4");
  EXPECT_EQ(issue.account.unassigned_bytes(), 0);
  ASSERT_THAT(Headlines(issue),
              ElementsAre("Le vieux pont ferme pour six mois", "Un atlas perdu retrouvé sous l'escalier"));
  const auto& bridge = issue.records[0];
  EXPECT_EQ(bridge.language(), "fr");
  EXPECT_THAT(Reporters(bridge), ElementsAre("Marie Dupont", "Jean-Luc Moreau"));
  EXPECT_EQ(bridge.dateline().agency(), "AFP");
  EXPECT_EQ(bridge.dateline().date().month(), 6);
  EXPECT_THAT(BodyOf(bridge), HasSubstr("depuis son ouverture, l'année"));
  EXPECT_THAT(BodyOf(bridge), HasSubstr("le sont aussi. »\nLa mairie promet"));
  EXPECT_THAT(BodyOf(bridge), HasSubstr("doutent que les bateaux puissent"));
  EXPECT_EQ(bridge.truncation(), record::v1::TRUNCATION_UNSPECIFIED);
}

constexpr char kGerman[] = R"(HAFENBOTE
Dienstag, 3. Juni 2025   Seite 1

Alte Brücke wird für sechs Monate gesperrt
Von Hans Müller und Eva Schön
HAMBURG, 2. Juni (dpa) — Die Brücke, die den halben Verkehr der
Stadt trägt, wird am Montag für sechs Monate gesperrt, teilten die Be-
hörden mit, während Arbeiter die Seile ersetzen, die sie seit ihrer Er-
öffnung im Jahr der großen Flut tragen.
„Wir haben keine Wahl“, sagte Anna Weber, die leitende Ingenieurin
des Hafens. „Der Stahl ist müde, und die Leute, die ihn pflegen, sind
es auch.“
Der Rat verspricht Fähren alle zehn Minuten und eine neue Buslinie,
doch die Händler bezweifeln, dass
Fortsetzung auf Seite 4

Verschollener Atlas unter der Treppe gefunden
Von Clara Vogt
Arbeiter, die die Treppe der Bibliothek reparieren sollten, fanden ei-
nen Atlas, der seit achtzig Jahren fehlte, sagte der Bibliothekar am
Dienstag. Seine Karten zeigen eine Küste, die der Fluss längst fort-
gespült hat.
)"
                           "\f"
                           R"(Seite 4   HAFENBOTE   Dienstag, 3. Juni 2025

Brücke gesperrt
Fortsetzung von Seite 1
die Boote morgens so viele Menschen tragen können. Einige haben um
niedrigere Mieten gebeten, solange die Brücke gesperrt ist.
)";

TEST(OtherPapersTest, German) {
  const ParsedIssue issue = Parsed(kGerman);
  EXPECT_EQ(issue.issue.date(), "2025-06-03");
  EXPECT_EQ(issue.issue.pages(0).label(), "1");
  EXPECT_EQ(issue.account.unassigned_bytes(), 0);
  ASSERT_THAT(Headlines(issue), ElementsAre("Alte Brücke wird für sechs Monate gesperrt",
                                            "Verschollener Atlas unter der Treppe gefunden"));
  const auto& bridge = issue.records[0];
  EXPECT_EQ(bridge.language(), "de");
  EXPECT_THAT(Reporters(bridge), ElementsAre("Hans Müller", "Eva Schön"));
  EXPECT_EQ(bridge.dateline().place(), "HAMBURG");
  EXPECT_EQ(bridge.dateline().agency(), "dpa");
  EXPECT_THAT(BodyOf(bridge), HasSubstr("teilten die Behörden mit"));
  EXPECT_THAT(BodyOf(bridge), HasSubstr("sind es auch.“\nDer Rat verspricht"));
  EXPECT_THAT(BodyOf(bridge), HasSubstr("bezweifeln, dass die Boote"));
}

TEST(OtherPapersTest, TraditionalChineseStaysAsPrinted) {
  const ParsedIssue issue = Parsed(R"(海東日報
2025年6月3日 星期二

老廠房裡的新課堂
本報記者 陳立
本報臺北6月3日電 一間關閉了二十年的紡織廠，上個月變成了社區學校。
每天傍晚，附近的居民放下手邊的工作，走進舊車間學習修理家用電器和看懂圖紙。
「機器還在，人也還在，缺的只是一個開始。」學校負責人林望舒說。她請來退休的老師傅，把當年的維修筆記一頁一頁講給年輕人聽。
學校計畫在秋天增開木工班，讓更多孩子認識自己腳下的這片土地。

港口夜間停止裝卸
記者陳麗／高雄報導
為了減少噪音，高雄港第三碼頭從下週起夜間停止裝卸貨物。港務公司表示，
這項措施將先試行三個月，再根據居民的意見決定是否延長。
附近的住戶對此表示歡迎，但也有貨運業者擔心成本增加。
)");
  ASSERT_THAT(Headlines(issue), ElementsAre("老廠房裡的新課堂", "港口夜間停止裝卸"));
  EXPECT_THAT(Reporters(issue.records[0]), ElementsAre("陳立"));
  EXPECT_THAT(Reporters(issue.records[1]), ElementsAre("陳麗"));
  EXPECT_EQ(issue.records[0].language(), "zh-Hant");
  EXPECT_EQ(issue.records[0].dateline().place(), "臺北");
  EXPECT_THAT(BodyOf(issue.records[0]), HasSubstr("把當年的維修筆記一頁一頁講給年輕人聽。"));
  ASSERT_GT(issue.records[0].quotes_size(), 0);
  EXPECT_EQ(issue.records[0].quotes(0).speaker(), "林望舒");
  EXPECT_EQ(issue.records[0].quotes(0).text(), "機器還在，人也還在，缺的只是一個開始。");
  EXPECT_EQ(issue.account.unassigned_bytes(), 0);
}

TEST(OtherPapersTest, AnUnknownLanguageIsSegmentedAndSaidToBeUnknown) {
  const std::string text =
      "Η γέφυρα κλείνει για έξι μήνες από τη Δευτέρα, ανακοίνωσε το λιμάνι.\n"
      "Οι εργάτες θα αλλάξουν τα καλώδια που την κρατούν.\n\n"
      "Ο δήμος υπόσχεται πλοία κάθε δέκα λεπτά.\n";
  const ParsedIssue issue = Parsed(text);
  std::string all;
  for (const auto& record : issue.records) {
    EXPECT_EQ(record.language(), "und");
    EXPECT_EQ(record.persons_size() + record.reporters_size(), 0);
    all += BodyOf(record) + "\n";
  }
  EXPECT_THAT(all, HasSubstr("Οι εργάτες θα αλλάξουν τα καλώδια που την κρατούν."));
  EXPECT_EQ(issue.account.unassigned_bytes(), 0);
}

}  // namespace
}  // namespace broadsheet::ingest
