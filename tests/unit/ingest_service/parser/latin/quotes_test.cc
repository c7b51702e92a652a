#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/ingest_service/parser/latin/extracted.h"

namespace broadsheet::ingest {
namespace {

using ::testing::ElementsAre;
using testing::Extracted;
using ::testing::IsEmpty;

// `speaker|cue: words`, reported words in brackets.
std::vector<std::string> Quotes(const std::vector<std::string>& paragraphs, const std::string& language = "en") {
  std::vector<std::string> quotes;
  const record::v1::Record record = Extracted(paragraphs, language);
  for (const auto& quote : record.quotes()) {
    std::string covered;
    for (const auto& range : quote.ranges()) covered += (covered.empty() ? "" : "\n") + testing::TextAt(record, range);
    EXPECT_EQ(covered, quote.text());
    const std::string words = quote.direct() ? quote.text() : "[" + quote.text() + "]";
    quotes.push_back(quote.speaker() + "|" + quote.cue() + ": " + words);
  }
  return quotes;
}

TEST(LatinQuotesTest, TheSpeakerBehind) {
  EXPECT_THAT(Quotes({"“We have no choice,” said Ann Lee, the chief engineer."}),
              ElementsAre("Ann Lee|said: We have no choice"));
  EXPECT_THAT(Quotes({"\"We have no choice,\" Mr. Brown told reporters on Monday."}),
              ElementsAre("Brown|told: We have no choice"));
  EXPECT_THAT(Quotes({"“Why now?” asked the librarian, Peter Novak."}), ElementsAre("Peter Novak|asked: Why now?"));
  EXPECT_THAT(Quotes({"‘It’s the dogs’ fault,’ said Ann Lee."}), ElementsAre("Ann Lee|said: It’s the dogs’ fault"));
}

TEST(LatinQuotesTest, TheSpeakerBefore) {
  EXPECT_THAT(Quotes({"Ann Lee, the chief engineer of the port, said: “The steel is tired.”"}),
              ElementsAre("Ann Lee|said: The steel is tired."));
  EXPECT_THAT(Quotes({"Mayor Joan Ray said in an interview, “We wait.”"}), ElementsAre("Joan Ray|said: We wait."));
  EXPECT_THAT(Quotes({"Mayor Joan Ray said this:", "“We wait for rain.”"}),
              ElementsAre("Joan Ray|said: We wait for rain."));
}

TEST(LatinQuotesTest, MoreOfTheSameSpeakersWords) {
  EXPECT_THAT(Quotes({"“We have no choice,” said Ann Lee, the chief engineer. “The steel is tired.”"}),
              ElementsAre("Ann Lee|said: We have no choice", "Ann Lee|said: The steel is tired."));
  EXPECT_THAT(Quotes({"“The steel,” Ann Lee said, “is tired.”"}),
              ElementsAre("Ann Lee|said: The steel", "Ann Lee|said: is tired."));
}

TEST(LatinQuotesTest, AQuotationGoesOnInTheNextParagraph) {
  EXPECT_THAT(Quotes({"Ann Lee said: “The steel is tired.", "“And so are we.”", "“Nobody asked us why.”"}),
              ElementsAre("Ann Lee|said: The steel is tired.\nAnd so are we.", "|: Nobody asked us why."));
}

TEST(LatinQuotesTest, PronounsMeanThePersonNamedLast) {
  EXPECT_THAT(Quotes({"Ann Lee, who built it, left.", "“It will hold,” she said."}),
              ElementsAre("Ann Lee|said: It will hold"));
}

TEST(LatinQuotesTest, APronounBehindAnotherNameMeansNobodyForSure) {
  EXPECT_THAT(Quotes({"Ann Lee said no. Old Market burns. “It will hold for a year,” she said. “We wait.”"}),
              ElementsAre("|: It will hold for a year"));
}

TEST(LatinQuotesTest, ReportedWords) {
  EXPECT_THAT(Quotes({"Ann Lee told reporters that the bridge would close. Lee said it was old."}),
              ElementsAre("Ann Lee|told: [the bridge would close]", "Ann Lee|said: [it was old]"));
  EXPECT_THAT(Quotes({"The bridge would close for good, Ann Lee said."}),
              ElementsAre("Ann Lee|said: [The bridge would close for good]"));
  EXPECT_THAT(Quotes({"Ann Lee said on Monday."}), IsEmpty());
}

TEST(LatinQuotesTest, TermsAreNoQuotes) {
  EXPECT_THAT(Quotes({"The “old town” is a “living museum” of trades."}), IsEmpty());
}

TEST(LatinQuotesTest, OtherLanguages) {
  EXPECT_THAT(Quotes({"« Nous attendons », a déclaré Anne Petit. Elle a ajouté que le pont fermerait demain."}, "fr"),
              ElementsAre("Anne Petit|déclaré: Nous attendons", "Anne Petit|ajouté: [le pont fermerait demain]"));
  EXPECT_THAT(Quotes({"„Wir warten“, sagte Anna Weber, die Ingenieurin. „Der Stahl ist müde.“"}, "de"),
              ElementsAre("Anna Weber|sagte: Wir warten", "Anna Weber|sagte: Der Stahl ist müde."));
  EXPECT_THAT(Quotes({"«Esperamos», dijo Ana Ruiz."}, "es"), ElementsAre("Ana Ruiz|dijo: Esperamos"));
}

TEST(LatinQuotesTest, DamagedTextIsSafe) {
  for (const std::string text :
       {"”“”“ said", "said “", "“", "\"said Lee\"", "‘‘’’ he said Mr. ,", "\xFF\xFE said Ann Lee"}) {
    Extracted({text, text}, "en");
  }
}

}  // namespace
}  // namespace broadsheet::ingest
