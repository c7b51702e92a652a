// What papers in each language of Latin script print around their articles, as
// data: another language is another entry of the table.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

// What a line of credits opens with: by, translated by.
struct BylineOpening {
  std::string_view words;
  record::v1::CreditRole role;
};

// Words are in lower case and meet any case. `|` divides several words for one
// thing.
struct LatinProfile {
  std::string_view language;  // BCP 47
  // January first, with the abbreviations in use.
  std::array<std::string_view, 12> months;
  std::string_view weekdays;
  // `3 de junio de 2025`: what stands between day, month and year; may be empty.
  std::string_view date_link;
  std::string_view page;    // of `Page 4`
  std::string_view number;  // of `No. 1,234`, `Vol. 12`
  // A pattern (RE2) for the names of papers, written without white space.
  std::string_view paper;
  std::string_view continued_on;    // before the number of a page
  std::string_view continued_from;  // likewise
  std::span<const BylineOpening> bylines;
  std::string_view conjunctions;    // between two names: and
  std::string_view name_particles;  // of a name, in lower case: van, de la
  // A pattern (RE2) for what somebody is, set off by a comma behind the name.
  std::string_view positions;
  // The words that texts of the language have most of.
  std::string_view telling_words;
};

std::span<const LatinProfile> LatinProfiles();

// `language` is one of theirs.
const LatinProfile& ProfileOf(std::string_view language);

}  // namespace broadsheet::ingest
