#include "ingest_service/parser/profiles/latin_patterns.h"

#include <re2/re2.h>

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/text/fold.h"

namespace broadsheet::ingest {
namespace {

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

std::vector<std::string> Words(std::string_view words) {
  return absl::StrSplit(absl::string_view(words.data(), words.size()), '|');
}

// The longest word first: of `sept` and `september` a pattern takes the first.
std::string Alternatives(std::vector<std::string> words) {
  std::stable_sort(words.begin(), words.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  for (std::string& word : words) {
    word = absl::StrReplaceAll(RE2::QuoteMeta(word), {{"\\ ", "\\s+"}, {" ", "\\s+"}});
  }
  return absl::StrCat("(?:", absl::StrJoin(words, "|"), ")");
}

std::string AnyMonth() {
  std::vector<std::string> words;
  for (const LatinProfile& profile : LatinProfiles()) {
    for (const std::string_view month : profile.months) {
      for (std::string& word : Words(month)) words.push_back(std::move(word));
    }
  }
  return Alternatives(std::move(words));
}

std::string AnyLink() {
  return absl::StrCat("(?:\\s+", AnyOfProfiles([](const LatinProfile& p) { return p.date_link; }), ")?");
}

}  // namespace

std::string AnyOfWords(std::string_view words) { return Alternatives(Words(words)); }

std::string AnyOfProfiles(const std::function<std::string_view(const LatinProfile&)>& words_of) {
  std::vector<std::string> all;
  for (const LatinProfile& profile : LatinProfiles()) {
    for (std::string& word : Words(words_of(profile))) {
      if (!word.empty() && std::find(all.begin(), all.end(), word) == all.end()) all.push_back(std::move(word));
    }
  }
  return Alternatives(std::move(all));
}

int LatinMonth(std::string_view name) {
  const std::string folded = Fold(name);
  for (const LatinProfile& profile : LatinProfiles()) {
    for (size_t month = 0; month < profile.months.size(); ++month) {
      for (const std::string& word : Words(profile.months[month])) {
        if (Fold(word) == folded) return static_cast<int>(month) + 1;
      }
    }
  }
  return 0;
}

std::optional<LatinDate> FindLatinDate(std::string_view line) {
  static const RE2* const month_first =
      new RE2(absl::StrCat("(?i)\\b(", AnyMonth(), ")\\.?\\s+([0-9]{1,2}),?\\s+([0-9]{4})\\b"));
  static const RE2* const day_first = new RE2(absl::StrCat("(?i)\\b([0-9]{1,2})(?:\\.|er)?", AnyLink(), "\\s+(",
                                                           AnyMonth(), ")\\.?", AnyLink(), "\\s+([0-9]{4})\\b"));
  LatinDate date;
  std::string month;
  if (!RE2::PartialMatch(Piece(line), *month_first, &month, &date.day, &date.year) &&
      !RE2::PartialMatch(Piece(line), *day_first, &date.day, &month, &date.year)) {
    return std::nullopt;
  }
  date.month = LatinMonth(month);
  if (date.month == 0 || date.day < 1 || date.day > 31) return std::nullopt;
  return date;
}

std::string DenseLatinDate() {
  const std::string weekday = AnyOfProfiles([](const LatinProfile& p) { return p.weekdays; });
  const std::string link = absl::StrCat(AnyOfProfiles([](const LatinProfile& p) { return p.date_link; }), "?");
  return absl::StrCat("(?:", weekday, ",?)?(?:", AnyMonth(), "[0-9]{1,2},?[0-9]{4}|[0-9]{1,2}(?:\\.|er)?", link,
                      AnyMonth(), link, "[0-9]{4})");
}

bool HasLatinEdge(std::string_view line) {
  constexpr size_t kEdge = 48;  // bytes
  constexpr int kLeastLetters = 6;
  const auto letters = [](std::string_view part) {
    return std::count_if(part.begin(), part.end(),
                         [](char c) { return absl::ascii_isalpha(static_cast<unsigned char>(c)); });
  };
  return letters(line.substr(0, kEdge)) >= kLeastLetters ||
         letters(line.substr(line.size() - std::min(line.size(), kEdge))) >= kLeastLetters;
}

}  // namespace broadsheet::ingest
