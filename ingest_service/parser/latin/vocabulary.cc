#include "ingest_service/parser/latin/vocabulary.h"

#include <algorithm>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/text/fold.h"
#include "ingest_service/parser/profiles/latin_profiles.h"

namespace broadsheet::ingest::latin {
std::string KeyOf(std::string_view printed) {
  while (printed.size() > 1 && printed.back() == '.') printed.remove_suffix(1);
  return absl::StrReplaceAll(Fold(printed), {{"’", "'"}});
}

PhraseSet::PhraseSet(std::string_view words) {
  for (const absl::string_view phrase : absl::StrSplit(absl::string_view(words.data(), words.size()), '|')) {
    if (phrase.empty()) continue;
    phrases_.insert(KeyOf(std::string_view(phrase.data(), phrase.size())));
    longest_ = std::max(longest_, static_cast<size_t>(std::count(phrase.begin(), phrase.end(), ' ')) + 1);
  }
}

Vocabulary::Vocabulary(const LatinWording& w)
    : wording(w),
      abbreviations(w.abbreviations),
      elisions(w.elisions),
      articles(w.articles),
      prepositions(w.prepositions),
      openers(w.openers),
      particles(ProfileOf(w.language).name_particles),
      honorifics(w.honorifics),
      posts(w.posts),
      relative_pronouns(w.relative_pronouns),
      possessives(w.possessives),
      speech_verbs(w.speech_verbs),
      telling_verbs(w.telling_verbs),
      speech_adverbs(w.speech_adverbs),
      pronouns(w.pronouns),
      that(w.that),
      future(w.future),
      deadlines(w.deadlines),
      body_endings(w.body_endings),
      body_openings(w.body_openings),
      links(w.links),
      offices(w.offices),
      place_prepositions(w.place_prepositions),
      conjunctions(ProfileOf(w.language).conjunctions) {}

}  // namespace broadsheet::ingest::latin
