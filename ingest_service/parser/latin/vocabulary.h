// The words of a language's wording, made ready for looking up.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "ingest_service/parser/profiles/latin_wordings.h"

namespace broadsheet::ingest::latin {

// What words are compared by: folded, without a full stop at the end, with
// straight apostrophes.
std::string KeyOf(std::string_view printed);

// Words and phrases; their words are single spaces apart.
class PhraseSet {
 public:
  // `words`: with `|` between them.
  explicit PhraseSet(std::string_view words);

  bool Has(const std::string& key) const { return phrases_.contains(key); }
  // Words of the longest phrase.
  size_t longest() const { return longest_; }

 private:
  std::unordered_set<std::string> phrases_;
  size_t longest_ = 1;
};

struct Vocabulary {
  explicit Vocabulary(const LatinWording& wording);

  const LatinWording& wording;
  const PhraseSet abbreviations, elisions, articles, prepositions, openers, particles;
  const PhraseSet honorifics, posts, relative_pronouns, possessives;
  const PhraseSet speech_verbs, telling_verbs, speech_adverbs, pronouns, that;
  const PhraseSet future, deadlines;
  const PhraseSet body_endings, body_openings, links, offices, place_prepositions, conjunctions;
};

}  // namespace broadsheet::ingest::latin
