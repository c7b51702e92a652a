#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "tests/unit/ingest_service/parser/latin/extracted.h"

namespace broadsheet::ingest {
namespace {

using ::testing::ElementsAre;
using testing::Extracted;
using ::testing::IsEmpty;
using testing::TextAt;

// `Ann Lee (Ann Lee, Lee)`: the name and its mentions.
std::vector<std::string> Persons(const std::vector<std::string>& paragraphs, const std::string& language = "en") {
  std::vector<std::string> names;
  const record::v1::Record record = Extracted(paragraphs, language);
  for (const auto& person : record.persons()) {
    std::vector<std::string> mentions;
    for (const auto& range : person.ranges()) mentions.push_back(TextAt(record, range));
    names.push_back(person.name() + " (" + absl::StrJoin(mentions, ", ") + ")");
  }
  return names;
}

std::vector<std::string> Organizations(const std::string& text, const std::string& language = "en") {
  std::vector<std::string> names;
  const record::v1::Record record = Extracted({text}, language);
  for (const auto& body : record.organizations()) names.push_back(body.name());
  return names;
}

std::vector<std::string> Places(const std::string& text, const std::string& language = "en") {
  std::vector<std::string> names;
  const record::v1::Record record = Extracted({text}, language);
  for (const auto& place : record.places()) {
    names.push_back(place.name() + ": " + absl::StrJoin(place.divisions(), ", "));
  }
  return names;
}

TEST(LatinNamesTest, TitlesPostsAndVerbsOfSpeechTellPersons) {
  EXPECT_THAT(Persons({"Prime Minister Jane Roe met Mr. Brown and the chief engineer, Ann O'Neil."}),
              ElementsAre("Jane Roe (Jane Roe)", "Brown (Brown)", "Ann O'Neil (Ann O'Neil)"));
  EXPECT_THAT(Persons({"Carlos de la Vega said no. “Yes,” said John Q. Smith."}),
              ElementsAre("Carlos de la Vega (Carlos de la Vega)", "John Q. Smith (John Q. Smith)"));
  EXPECT_THAT(Persons({"Ann Lee, 42, came with Bob Hill, who sings, and Joan Ray, the mayor of the town."}),
              ElementsAre("Ann Lee (Ann Lee)", "Bob Hill (Bob Hill)", "Joan Ray (Joan Ray)"));
}

TEST(LatinNamesTest, WhoSpeaksOrOwnsIsAPerson) {
  EXPECT_THAT(Persons({"His deputy, Nora Quinn, said no. “Yes,” said Quinn's friend Tom Byrne."}),
              ElementsAre("Nora Quinn (Nora Quinn, Quinn)", "Tom Byrne (Tom Byrne)"));
  EXPECT_THAT(Persons({"Sean Moore and his wife sat by the fire."}), ElementsAre("Sean Moore (Sean Moore)"));
  EXPECT_THAT(Persons({"“Yes,” said a man of Market Street."}), IsEmpty());
}

TEST(LatinNamesTest, LaterMentionsBySurname) {
  EXPECT_THAT(
      Persons({"President Ann M. Lee spoke first.", "Lee's speech was short. Mrs. Lee left; Ann Lee said why."}),
      ElementsAre("Ann M. Lee (Ann M. Lee, Lee, Lee, Ann Lee)"));
  EXPECT_THAT(Persons({"They had met Peter Novak there.", "Later, people saw Novak in the square."}),
              ElementsAre("Peter Novak (Peter Novak, Novak)"));
}

TEST(LatinNamesTest, CapitalsAloneMakeNoPerson) {
  EXPECT_THAT(Persons({"Harbour Bridge will close. The Old Market, the oldest of its kind, burns."}), IsEmpty());
  EXPECT_THAT(Persons({"The Prime Minister said so. New York waits."}), IsEmpty());
  EXPECT_THAT(Persons({"The Daily Bugle reported it."}), IsEmpty());
  EXPECT_THAT(Persons({"Die Alte Brücke, die den Verkehr trägt, wird gesperrt."}, "de"), IsEmpty());
}

TEST(LatinNamesTest, PersonsInOtherLanguages) {
  EXPECT_THAT(Persons({"« Non », a déclaré Anne Petit, ingénieure du port. Mme Petit part."}, "fr"),
              ElementsAre("Anne Petit (Anne Petit, Petit)"));
  EXPECT_THAT(Persons({"„Nein“, sagte Anna Weber. Bürgermeister Max von Thal schwieg."}, "de"),
              ElementsAre("Anna Weber (Anna Weber)", "Max von Thal (Max von Thal)"));
  EXPECT_THAT(Persons({"«No», dijo Ana Ruiz, y el alcalde, Juan Gil, calló."}, "es"),
              ElementsAre("Ana Ruiz (Ana Ruiz)", "Juan Gil (Juan Gil)"));
}

TEST(LatinNamesTest, BodiesHaveWordsThatNameThem) {
  EXPECT_THAT(Organizations("Acme Corp. sued the Harbour Authority, Lee & Sons Ltd. and the Ministry of Trade and "
                            "Industry at the Court of Appeal."),
              ElementsAre("Acme Corp.", "Harbour Authority", "Lee & Sons Ltd.", "Ministry of Trade and Industry",
                          "Court of Appeal"));
  EXPECT_THAT(Organizations("Le ministère se tait. La Banque de France et l'Université de Lyon aussi.", "fr"),
              ElementsAre("Banque de France", "Université de Lyon"));
  EXPECT_THAT(Organizations("The council met. The ministry waits."), IsEmpty());
}

TEST(LatinNamesTest, LettersInBracketsNameABodyFromThereOn) {
  const record::v1::Record record = Extracted({"The Northern Rail Agency (NRA) was slow.", "The NRA denied it."});
  ASSERT_EQ(record.organizations_size(), 1);
  EXPECT_EQ(record.organizations(0).name(), "Northern Rail Agency");
  EXPECT_EQ(record.organizations(0).ranges_size(), 3);
}

TEST(LatinNamesTest, APostPartsABodyFromAPerson) {
  const record::v1::Record record = Extracted({"Bank of England Governor Ann Lee resigned."});
  ASSERT_EQ(record.organizations_size(), 1);
  EXPECT_EQ(record.organizations(0).name(), "Bank of England");
  ASSERT_EQ(record.persons_size(), 1);
  EXPECT_EQ(record.persons(0).name(), "Ann Lee");
}

TEST(LatinNamesTest, PlacesLieInTheirCountries) {
  EXPECT_THAT(
      Places("From Paris to Singapore, and on to Ho Chi Minh City."),
      ElementsAre("Paris: France, Paris", "Singapore: Singapore", "Ho Chi Minh City: Vietnam, Ho Chi Minh City"));
  EXPECT_THAT(Places("A man in Riverton, Canada, saw it."),
              ElementsAre("Riverton: Canada, Riverton", "Canada: Canada"));
  EXPECT_THAT(Places("The Hague waits. In The Hague, The Hill fell."),
              ElementsAre("The Hague: Netherlands, The Hague"));
  EXPECT_THAT(Places("Elle vit à Londres.", "fr"), ElementsAre("Londres: Royaume-Uni, Londres"));
  EXPECT_THAT(Places("Sie lebt in Wien.", "de"), ElementsAre("Wien: Österreich, Wien"));
}

TEST(LatinNamesTest, PersonsAndBodiesAreNoPlaces) {
  EXPECT_THAT(Places("Jordan Hill, who sings, and Mr. London met the Bank of England."), IsEmpty());
}

TEST(LatinNamesTest, TheDatelinesPlaceIsOne) {
  record::v1::Record record;
  record.add_paragraphs()->set_text("RIVERTON, June 2 — The bridge will close.");
  record.mutable_dateline()->mutable_text()->set_text("RIVERTON, June 2");
  record.mutable_dateline()->set_place("RIVERTON");
  ExtractLatin("en", MakeDate(2025, 6, 3), record);
  ASSERT_EQ(record.places_size(), 1);
  EXPECT_EQ(record.places(0).name(), "RIVERTON");
  EXPECT_EQ(TextAt(record, record.places(0).ranges(0)), "RIVERTON");
}

}  // namespace
}  // namespace broadsheet::ingest
