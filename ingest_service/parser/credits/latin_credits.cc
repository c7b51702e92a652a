#include "ingest_service/parser/credits/latin_credits.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/text/fold.h"
#include "ingest_service/parser/profiles/latin_patterns.h"

namespace broadsheet::ingest {
namespace {

using record::v1::CreditRole;

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

ByteRange RangeIn(std::string_view text, re2::StringPiece part) {
  const auto start = static_cast<size_t>(part.data() - text.data());
  return {start, start + part.size()};
}

const CreditRole* RoleOf(const std::string& opening) {
  const std::string folded = Fold(opening);
  for (const LatinProfile& profile : LatinProfiles()) {
    for (const BylineOpening& entry : profile.bylines) {
      if (Fold(entry.words) == folded) return &entry.role;
    }
  }
  return nullptr;
}

std::string AnyOpening() {
  std::string words;
  for (const LatinProfile& profile : LatinProfiles()) {
    for (const BylineOpening& entry : profile.bylines)
      absl::StrAppend(&words, words.empty() ? "" : "|", std::string(entry.words));
  }
  return AnyOfWords(words);
}

std::string AnyPosition() {
  std::string patterns;
  for (const LatinProfile& profile : LatinProfiles()) {
    absl::StrAppend(&patterns, patterns.empty() ? "(?i:" : "|", std::string(profile.positions));
  }
  return patterns + ")";
}

std::string Conjunction() {
  return absl::StrCat("(?i:", AnyOfProfiles([](const LatinProfile& p) { return p.conjunctions; }), ")");
}

// One word of a name, and what stands inside place names and positions.
std::string NameWord() { return absl::StrCat("[", kLatinCapitals, "][", kLatinLetters, ".'’-]*"); }
std::string Letters(std::string_view others) { return absl::StrCat("[", kLatinLetters, std::string(others), "]"); }

// An opening, names, and what they are, set off by a comma.
const RE2& CreditsPattern() {
  static const RE2* const pattern = new RE2(absl::StrCat(
      "\\s*((?i:", AnyOpening(), "))\\s+((?:", NameWord(), "|",
      AnyOfProfiles([](const LatinProfile& p) { return p.name_particles; }), "|", Conjunction(), "|&|,|\\s)+?)(?:,\\s*",
      AnyPosition(), "|\\s+in\\s+", NameWord(), Letters(" .'’-"), "*|\\s*[|·•]\\s*", Letters(" .'’-"), "+)?\\s*"));
  return *pattern;
}

// The next name of several.
const RE2& NamePattern() {
  const std::string word = Letters(".'’-");
  static const RE2* const pattern =
      new RE2(absl::StrCat("\\s*(?:", Conjunction(), "\\s+|[,&]\\s*)*((?:", word, "+\\s+)*?", word, "+)\\s*(?:\\s",
                           Conjunction(), "\\s|,|&|$)"));
  return *pattern;
}

// `PARIS, March 5 (Reuters) — `, `HAMBURG, 2. Juni (dpa) — `, `Berlin (dpa) – `
const RE2& DatelinePattern() {
  static const RE2* const pattern = [] {
    std::string months;
    for (const LatinProfile& profile : LatinProfiles()) {
      for (const std::string_view month : profile.months)
        absl::StrAppend(&months, months.empty() ? "" : "|", std::string(month));
    }
    const std::string month = absl::StrCat("(?i:", AnyOfWords(months), ")\\.?");
    const std::string link =
        absl::StrCat("(?:\\s+(?i:", AnyOfProfiles([](const LatinProfile& p) { return p.date_link; }), "))?");
    const std::string capital = absl::StrCat("[", kLatinCapitals, "]");
    const std::string place =
        absl::StrCat(capital, "[", kLatinCapitals, " .'’-]+", capital, "|", NameWord(), "(?: ", NameWord(), ")?");
    return new RE2(absl::StrCat("\\s*((", place, ")(?:,\\s*", capital, Letters("."),
                                "+)?"
                                "?(?:,\\s*(?:(",
                                month, ")\\s+(\\d{1,2})|(\\d{1,2})(?:\\.|er)?", link, "\\s+(", month,
                                ")))?)(?:\\s*\\((", Letters(" ."), "+)\\))?\\s*(?:—|–|--|-\\s)\\s*"));
  }();
  return *pattern;
}

int MonthOf(std::string printed) {
  if (!printed.empty() && printed.back() == '.') printed.pop_back();
  return LatinMonth(printed);
}

bool InCapitals(re2::StringPiece text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return absl::ascii_islower(static_cast<unsigned char>(c)); });
}

}  // namespace

std::optional<CreditLine> ReadLatinCredits(std::string_view line) {
  re2::StringPiece names;
  std::string opening;
  if (!RE2::FullMatch(Piece(line), CreditsPattern(), &opening, &names)) return std::nullopt;
  const CreditRole* const role = RoleOf(opening);
  if (role == nullptr) return std::nullopt;
  CreditLine read;
  read.labelled = true;
  read.photo = *role == record::v1::CREDIT_ROLE_PHOTOGRAPHER;
  for (re2::StringPiece one; RE2::Consume(&names, NamePattern(), &one);) {
    read.credits.push_back({std::string(one), RangeIn(line, one), *role, ""});
  }
  if (read.credits.empty() || !names.empty()) return std::nullopt;
  return read;
}

bool IsLatinPosition(std::string_view line) {
  constexpr size_t kLongestPosition = 60;
  static const RE2* const pattern = new RE2(absl::StrCat("\\s*", AnyPosition(), "\\s*"));
  return line.size() <= kLongestPosition && line.find('.') == line.npos && RE2::FullMatch(Piece(line), *pattern);
}

std::optional<PrintedDateline> ParseLatinDateline(std::string_view paragraph) {
  constexpr size_t kLongestPlace = 40;
  re2::StringPiece rest = Piece(paragraph), text, place;
  std::string month, day, day_first, month_second, agency;
  if (!RE2::Consume(&rest, DatelinePattern(), &text, &place, &month, &day, &day_first, &month_second, &agency)) {
    return std::nullopt;
  }
  // Capitals and a dash alone open headings too; without capitals an agency tells.
  if (place.size() > kLongestPlace || (!InCapitals(place) && agency.empty())) return std::nullopt;
  PrintedDateline head;
  head.range = RangeIn(paragraph, text);
  head.end = static_cast<size_t>(rest.data() - paragraph.data());
  head.agency = agency;
  head.place = std::string(place);
  head.month = MonthOf(month.empty() ? month_second : month);
  const std::string& number = day.empty() ? day_first : day;
  head.day = number.empty() ? 0 : std::stoi(number);
  return head;
}

}  // namespace broadsheet::ingest
