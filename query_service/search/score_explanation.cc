#include "query_service/search/score_explanation.h"

#include <string>

#include "query_service/index/scoring.h"
#include "query_service/index/text_match.h"
#include "query_service/search/canonical_query.h"

namespace broadsheet::query {
namespace {

void AddFields(const IndexDocument& document, const QueryPhrase& phrase, v1::TermScore& term) {
  for (int field = 0; field < kTextFieldCount; ++field) {
    if (!(phrase.fields >> field & 1)) continue;
    const uint32_t count = CountOccurrences(document, *phrase.query, FieldMask(1u << field)).plain;
    if (count == 0) continue;
    v1::FieldOccurrences& added = *term.add_fields();
    added.set_field(std::string(FieldName(static_cast<TextField>(field))));
    added.set_occurrences(count);
    added.set_weight(kFieldWeights[field]);
  }
}

}  // namespace

v1::ScoreExplanation ExplainScore(const IndexDocument& document, const TextQuery& query, const ScoringStats& stats,
                                  const std::function<bool()>& cancelled) {
  v1::ScoreExplanation explanation;
  const std::vector<QueryPhrase> phrases = PhrasesOf(query);
  const Scorer scorer(stats);
  const uint32_t length = LengthOf(document);
  const double norm = scorer.LengthNorm(length);
  explanation.set_length(length);
  explanation.set_average_length(stats.average_length);
  explanation.set_length_norm(norm);
  explanation.set_record_count(static_cast<int64_t>(stats.documents));
  double score = 0;
  for (size_t i = 0; i < phrases.size(); ++i) {
    if (!phrases[i].scored) continue;
    if (cancelled && cancelled()) break;
    const uint32_t weighted = CountOccurrences(document, *phrases[i].query, phrases[i].fields).weighted;
    if (weighted == 0) continue;
    v1::TermScore& term = *explanation.add_terms();
    term.set_text(phrases[i].query->text);
    AddFields(document, phrases[i], term);
    term.set_weighted_occurrences(weighted);
    term.set_record_frequency(static_cast<int64_t>(stats.frequencies[i]));
    term.set_idf(scorer.Weight(i) / (kSaturation + 1));
    term.set_score(scorer.Score(i, weighted, norm));
    score += term.score();
  }
  explanation.set_score(score);
  return explanation;
}

}  // namespace broadsheet::query
