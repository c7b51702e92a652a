#include "query_service/search/match_classes.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "common/text/script.h"
#include "common/text/utf8.h"
#include "query_service/index/scoring.h"
#include "query_service/search/spelling.h"

namespace broadsheet::query {
namespace {

using Kind = TextQuery::Kind;

TextQuery Node(Kind kind, std::vector<TextQuery> children) {
  TextQuery node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

TextQuery Not(TextQuery child) { return Node(Kind::kNot, {std::move(child)}); }

TextQuery Phrase(TextField field, std::string text) {
  TextQuery phrase;
  phrase.kind = Kind::kPhrase;
  phrase.fields = MaskOf(field);
  phrase.text = std::move(text);
  return phrase;
}

bool AnyHasTraditionalForm(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (HasTraditionalForm(NextCharacter(text, at))) return true;
  }
  return false;
}

// A term in its own characters. What decides between scripts is below a NOT, so
// that only the term itself is scored.
TextQuery Exact(const TextQuery& term) {
  const bool as_folded = term.verbatim.empty() || term.verbatim == term.text;
  if (as_folded && !AnyHasTraditionalForm(term.text)) return term;
  const TextQuery verbatim = Not(Not(Phrase(TextField::kVerbatim, as_folded ? term.text : term.verbatim)));
  if (!as_folded) return Node(Kind::kAnd, {term, verbatim});
  const TextQuery unchanged = Not(Phrase(TextField::kVerbatim, std::string(kVerbatimMark)));
  return Node(Kind::kAnd, {term, Node(Kind::kOr, {unchanged, verbatim})});
}

// Rewrites the terms of a query for one class.
class Rewriter {
 public:
  Rewriter(const std::vector<MatchClass>& ways, const SpellingExists& exists) : ways_(ways), exists_(exists) {}

  absl::StatusOr<TextQuery> Rewrite(const TextQuery& query) const {
    switch (query.kind) {
      case Kind::kPhrase:
      case Kind::kPrefix:
        return query.fields == kDefaultFields ? RewriteTerm(query) : query;
      case Kind::kAnd:
      case Kind::kOr:
        break;
      default:
        return query;
    }
    TextQuery rewritten = query;
    for (TextQuery& child : rewritten.children) {
      auto changed = Rewrite(child);
      if (!changed.ok()) return changed.status();
      child = *std::move(changed);
    }
    return rewritten;
  }

 private:
  bool Allows(MatchClass way) const { return std::find(ways_.begin(), ways_.end(), way) != ways_.end(); }

  absl::StatusOr<TextQuery> RewriteTerm(const TextQuery& term) const {
    std::vector<TextQuery> forms = {Allows(MatchClass::kScriptFolded) ? term : Exact(term)};
    std::vector<std::string> phrases;
    if (Allows(MatchClass::kPinyin)) phrases = PinyinPhrases(term.text);
    if (Allows(MatchClass::kOneEdit)) {
      for (std::string& word : EditedWords(term.text)) phrases.push_back(std::move(word));
    }
    for (std::string& phrase : phrases) {
      const auto there = exists_(phrase);
      if (!there.ok()) return there.status();
      if (*there) forms.push_back(Phrase(TextField::kSpelling, std::move(phrase)));
    }
    return forms.size() == 1 ? std::move(forms.front()) : Node(Kind::kOr, std::move(forms));
  }

  const std::vector<MatchClass>& ways_;
  const SpellingExists& exists_;
};

}  // namespace

absl::StatusOr<std::vector<ClassQuery>> ClassQueries(const TextQuery& query, const std::vector<MatchClass>& allowed,
                                                     const SpellingExists& exists) {
  std::vector<MatchClass> classes = allowed;
  classes.push_back(MatchClass::kExact);
  std::sort(classes.begin(), classes.end());
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
  const size_t terms = PhrasesOf(query).size();
  if (classes.back() >= MatchClass::kPinyin && terms > kMaxSpelledTerms) {
    return Error(absl::StatusCode::kInvalidArgument, "QUERY_TOO_LARGE",
                 absl::StrCat("query: got ", terms, " terms, want at most ", kMaxSpelledTerms,
                              " with the match classes PINYIN and ONE_EDIT"),
                 {{"limit", std::to_string(kMaxSpelledTerms)}});
  }
  std::vector<ClassQuery> queries;
  std::vector<MatchClass> ways;
  TextQuery before;
  for (const MatchClass match_class : classes) {
    ways.push_back(match_class);
    auto found = Rewriter(ways, exists).Rewrite(query);
    if (!found.ok()) return found.status();
    queries.push_back({match_class, queries.empty() ? *found : Node(Kind::kAnd, {*found, Not(before)})});
    before = *std::move(found);
  }
  return queries;
}

}  // namespace broadsheet::query
