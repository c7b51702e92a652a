// How texts in each language of Latin script speak of people, bodies, days and
// what was said, as data: another language is another entry of the table.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace broadsheet::ingest {

// What a word says about the day.
struct RelativeWords {
  enum class Unit {
    kDay,
    kWeek,  // Monday to Sunday
    kMonth,
    kYear,
    kAround,  // up to so many days before
  };
  std::string_view words;
  Unit unit;
  int offset;  // in units from the issue's; kAround: days back
};

// Words are in lower case and meet any case. `|` divides several words for one
// thing.
struct LatinWording {
  std::string_view language;  // BCP 47, as LatinProfile.language
  // Printed with a full stop that ends no sentence.
  std::string_view abbreviations;
  std::string_view elisions;  // words that lose their vowel before another: l'eau
  std::string_view articles;
  std::string_view prepositions;
  // Words that begin sentences without being part of the name behind them.
  std::string_view openers;

  // Forms of address, before a surname that need not have a first name.
  std::string_view honorifics;
  // What people are, before their names.
  std::string_view posts;
  // Behind a person's name and a comma.
  std::string_view relative_pronouns;
  std::string_view possessives;  // of a person: his
  std::string_view speech_verbs;
  std::string_view telling_verbs;   // of them: whom it is said to comes next
  std::string_view speech_adverbs;  // between a speaker and the verb: also
  std::string_view pronouns;        // that a speaker is taken up by
  std::string_view that;            // between the verb and what is reported

  // Last and first words of the names of bodies. Behind a first word stands one
  // of `links` (Ministry of, Bank of).
  std::string_view body_endings;
  std::string_view body_openings;
  std::string_view links;
  // Bodies for one thing and another: Ministry of Trade and Industry.
  std::string_view offices;
  // Before a place.
  std::string_view place_prepositions;

  std::span<const RelativeWords> relative;
  bool capital_months = false;  // names of months and weekdays begin with capitals
  // Beside a weekday or a month's name: the one before, behind, of now.
  std::string_view last, next, now;
  std::string_view month_prepositions;  // before a month or year without a day
  // Of a sentence that speaks of what is to come; right before such a date.
  std::string_view future, deadlines;
  std::string_view ago;    // behind a number and a unit, or before them
  bool ago_first = false;  // il y a trois jours
  // day, week, month, year with their plurals.
  std::array<std::string_view, 4> units;
  std::array<std::string_view, 12> numbers;  // one to twelve

  // Places beyond those of the Unicode locale data, seats of governments in the
  // main, each with a country's code: `Leeds:GB` lies in it, `Britain=GB` is it.
  std::string_view further_places;
  // Names of that data that more often are other words.
  std::string_view no_places;
};

// Null: no such language.
const LatinWording* FindLatinWording(std::string_view language);

}  // namespace broadsheet::ingest
