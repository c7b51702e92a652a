// Patterns made of the profiles, and dates in their languages.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ingest_service/parser/profiles/latin_profiles.h"

namespace broadsheet::ingest {

// Letters and capitals of Latin script, for a class of a pattern.
inline constexpr char kLatinLetters[] = "A-Za-zÀ-ÖØ-öø-ɏ";
inline constexpr char kLatinCapitals[] = "A-ZÀ-ÖØ-ÞĆČŁŒŚŠŻŽ";

// RE2 pattern for any of the words between the bars, themselves taken
// literally; white space in them meets any.
std::string AnyOfWords(std::string_view words);

// One pattern for what `words_of` gives of all profiles.
std::string AnyOfProfiles(const std::function<std::string_view(const LatinProfile&)>& words_of);

// 1 to 12 for a month's name or abbreviation in any of the languages; 0: none.
int LatinMonth(std::string_view name);

struct LatinDate {
  int year = 0, month = 0, day = 0;
};
// The first whole date in the line: `June 3, 2025`, `mardi 3 juin 2025`,
// `3. Juni 2025`, `3 de junio de 2025`.
std::optional<LatinDate> FindLatinDate(std::string_view line);

// RE2 pattern, without groups, for a date with its weekday in text without white
// space.
std::string DenseLatinDate();

// Whether an end of the line, where a line says that a text goes on elsewhere,
// has words in Latin script: a cheap test before a pattern.
bool HasLatinEdge(std::string_view line);

}  // namespace broadsheet::ingest
