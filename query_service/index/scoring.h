// BM25F: how well a document answers a query. Every index scores with these
// functions and nothing else, so that scores are equal to the bit.
//
// S. Robertson, H. Zaragoza, M. Taylor, "Simple BM25 extension to multiple
// weighted fields", CIKM 2004: occurrences are weighted by field and added up
// before they saturate.
//
//   score(d) = sum over the scored phrases p that d matches, in their order, of
//              idf(p) (k1 + 1) tf / (tf + k1 (1 - b + b length(d) / average_length))
//   tf       = sum over the fields searched of kFieldWeights[f] * occurrences(p, f, d)
//   idf(p)   = ln(1 + (documents - frequency + 0.5) / (frequency + 0.5))
//
// `frequency` is that of the rarest bigram of p, not of p itself: it costs a
// dictionary look-up, where p's own would cost the whole search.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "query_service/index/query.h"
#include "query_service/index/record_index.h"

namespace broadsheet::query {

inline constexpr double kSaturation = 1.2;     // k1
inline constexpr double kLengthWeight = 0.75;  // b
// By TextField. At least 1 each: indexes rely on weighted >= plain occurrences.
inline constexpr std::array<uint32_t, kTextFieldCount> kFieldWeights = {4, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1};

// A phrase of a query, and where it is searched.
struct QueryPhrase {
  const TextQuery* query = nullptr;  // kPhrase or kPrefix; owned by the query
  FieldMask fields = 0;              // the kNear's around it, or its own
  bool scored = false;               // not below a kNot
};

// The phrases of a query in depth-first order, as ScoringStats counts them.
std::vector<QueryPhrase> PhrasesOf(const TextQuery& query);

// Scores under fixed statistics.
class Scorer {
 public:
  // stats.frequencies has one entry for each of PhrasesOf(query).
  explicit Scorer(const ScoringStats& stats);

  // The denominator's part that depends on the document only; length in
  // characters of the default fields.
  double LengthNorm(uint32_t length) const { return norm_base_ + norm_slope_ * length; }
  // One summand; 0 for no occurrence.
  double Score(size_t phrase, uint32_t weighted_frequency, double length_norm) const {
    const double tf = weighted_frequency;
    return weights_[phrase] * tf / (tf + length_norm);
  }
  double Weight(size_t phrase) const { return weights_[phrase]; }

 private:
  double norm_base_, norm_slope_;
  std::vector<double> weights_;
};

}  // namespace broadsheet::query
