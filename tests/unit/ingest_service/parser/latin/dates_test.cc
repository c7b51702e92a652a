#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "tests/unit/ingest_service/parser/latin/extracted.h"

namespace broadsheet::ingest {
namespace {

using ::testing::ElementsAre;
using testing::Extracted;
using ::testing::IsEmpty;

std::string Iso(const record::v1::Date& date) {
  std::string iso = absl::StrFormat("%d", date.year());
  if (date.month() > 0) iso += absl::StrFormat("-%02d", date.month());
  return date.day() > 0 ? iso + absl::StrFormat("-%02d", date.day()) : iso;
}

// `printed = start`, or `printed = start/end`, `?` for what is not resolved.
std::vector<std::string> Dates(const std::string& text, const std::string& language = "en",
                               const record::v1::Date& issue = MakeDate(2025, 6, 3)) {
  std::vector<std::string> dates;
  const record::v1::Record record = Extracted({text}, language, issue);
  for (const auto& date : record.dates()) {
    EXPECT_EQ(testing::TextAt(record, date.range()), date.text());
    std::string entry = date.text() + " = ";
    if (date.precision() == record::v1::DATE_PRECISION_APPROXIMATE) entry += "about ";
    entry += date.precision() == record::v1::DATE_PRECISION_UNSPECIFIED ? "?" : Iso(date.start());
    if (date.has_end() && Iso(date.end()) != Iso(date.start())) entry += "/" + Iso(date.end());
    dates.push_back(entry);
  }
  return dates;
}

TEST(LatinDatesTest, WholeDays) {
  EXPECT_THAT(Dates("It opened on March 3, 2019, and closed on Monday, 5 May 2025."),
              ElementsAre("March 3, 2019 = 2019-03-03", "Monday, 5 May 2025 = 2025-05-05"));
  EXPECT_THAT(Dates("Il a ouvert le 1er mars 2019.", "fr"), ElementsAre("1er mars 2019 = 2019-03-01"));
  EXPECT_THAT(Dates("Sie wurde am 3. März 2019 eröffnet.", "de"), ElementsAre("3. März 2019 = 2019-03-03"));
  EXPECT_THAT(Dates("Se abrió el 3 de marzo de 2019.", "es"), ElementsAre("3 de marzo de 2019 = 2019-03-03"));
}

TEST(LatinDatesTest, MissingYearsComeFromTheIssueAndTheSentence) {
  EXPECT_THAT(Dates("It closed on Sept. 14. It will open again on Sept. 20."),
              ElementsAre("Sept. 14 = 2024-09-14", "Sept. 20 = 2025-09-20"));
  EXPECT_THAT(Dates("She asked for it by Sept. 20."), ElementsAre("Sept. 20 = 2025-09-20"));
  EXPECT_THAT(Dates("Work began in March."), ElementsAre("March = 2025-03"));
  EXPECT_THAT(Dates("Work began in September."), ElementsAre("September = 2024-09"));
  EXPECT_THAT(Dates("Work will begin in September."), ElementsAre("September = 2025-09"));
  EXPECT_THAT(Dates("It was shut last June and opened in May 2023."),
              ElementsAre("last June = 2024-06", "May 2023 = 2023-05"));
}

TEST(LatinDatesTest, WeekdaysAreNearTheIssuesDay) {
  EXPECT_THAT(Dates("The council met on Monday."), ElementsAre("Monday = 2025-06-02"));
  EXPECT_THAT(Dates("The council met last Tuesday."), ElementsAre("last Tuesday = 2025-05-27"));
  EXPECT_THAT(Dates("The council will meet on Friday."), ElementsAre("Friday = 2025-06-06"));
  EXPECT_THAT(Dates("The council is to meet next Tuesday."), ElementsAre("next Tuesday = 2025-06-10"));
  EXPECT_THAT(Dates("She said on Friday that the bridge will close."), ElementsAre("Friday = 2025-05-30"));
  EXPECT_THAT(Dates("Le conseil s'est réuni vendredi dernier.", "fr"), ElementsAre("vendredi dernier = 2025-05-30"));
  EXPECT_THAT(Dates("Der Rat tagte am Sonntag.", "de"), ElementsAre("Sonntag = 2025-06-01"));
}

TEST(LatinDatesTest, WordsForDaysWeeksMonthsAndYears) {
  EXPECT_THAT(
      Dates("It shut yesterday, two days ago, three weeks ago, last week and last month."),
      ElementsAre("yesterday = 2025-06-02", "two days ago = 2025-06-01", "three weeks ago = 2025-05-12/2025-05-18",
                  "last week = 2025-05-26/2025-06-01", "last month = 2025-05"));
  EXPECT_THAT(Dates("Prices rose this year, in 2021 and in the 1990s, but less in recent years."),
              ElementsAre("this year = 2025", "2021 = 2021", "1990s = 1990/1999",
                          "in recent years = about 2020-06-03/2025-06-03"));
  EXPECT_THAT(Dates("Elle a fermé il y a trois jours.", "fr"), ElementsAre("il y a trois jours = 2025-05-31"));
  EXPECT_THAT(Dates("Se cerró hace dos años.", "es"), ElementsAre("hace dos años = 2023"));
}

TEST(LatinDatesTest, WithoutAnIssuesDayRelativeDatesStayOpen) {
  EXPECT_THAT(Dates("It shut yesterday, on Monday, in March and on March 3, 2019.", "en", {}),
              ElementsAre("yesterday = ?", "Monday = ?", "March = ?", "March 3, 2019 = 2019-03-03"));
}

TEST(LatinDatesTest, DaysBeyondTheCalendarStayOpen) {
  EXPECT_THAT(Dates("It shut 20 years ago and in recent years.", "en", MakeDate(3, 1, 1)),
              ElementsAre("20 years ago = ?", "in recent years = ?"));
}

TEST(LatinDatesTest, OtherWordsAreNoDates) {
  EXPECT_THAT(Dates("They may march on, said May Brown, and 2,000 people did."), IsEmpty());
  EXPECT_THAT(Dates("Les hommes de mars avaient 20 ans.", "fr"), IsEmpty());
}

}  // namespace
}  // namespace broadsheet::ingest
