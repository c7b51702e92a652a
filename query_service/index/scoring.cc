#include "query_service/index/scoring.h"

#include <algorithm>
#include <cmath>

namespace broadsheet::query {
namespace {

void Collect(const TextQuery& query, const FieldMask* near_fields, bool scored, std::vector<QueryPhrase>& phrases) {
  switch (query.kind) {
    case TextQuery::Kind::kPhrase:
    case TextQuery::Kind::kPrefix:
      phrases.push_back({&query, near_fields ? *near_fields : query.fields, scored});
      return;
    case TextQuery::Kind::kNear:
      near_fields = &query.fields;
      break;
    case TextQuery::Kind::kNot:
      scored = false;
      break;
    default:
      break;
  }
  for (const TextQuery& child : query.children) Collect(child, near_fields, scored, phrases);
}

}  // namespace

std::vector<QueryPhrase> PhrasesOf(const TextQuery& query) {
  std::vector<QueryPhrase> phrases;
  Collect(query, nullptr, true, phrases);
  return phrases;
}

Scorer::Scorer(const ScoringStats& stats)
    : norm_base_(kSaturation * (1 - kLengthWeight)),
      norm_slope_(kSaturation * kLengthWeight / std::max(1.0, stats.average_length)) {
  const double documents = static_cast<double>(stats.documents);
  for (const uint64_t frequency : stats.frequencies) {
    const double df = std::min(documents, static_cast<double>(frequency));
    weights_.push_back((kSaturation + 1) * std::log1p((documents - df + 0.5) / (df + 0.5)));
  }
}

}  // namespace broadsheet::query
