// The terms that say what a record is about.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query_service/index/record_index.h"

namespace broadsheet::query {

// Enough for any record, and few enough to look all of them up.
inline constexpr size_t kMaxCandidateTerms = 256;
inline constexpr size_t kMaxTellingTerms = 20;

// Strings of the default fields that may tell, the most frequent first: its
// names and keywords, and pairs of neighbouring Chinese characters and words of
// other scripts that its headline and body have more than once; of a record
// without any, each one of its headline. Folded, distinct.
std::vector<std::string> CandidateTerms(const IndexDocument& document);

// Finds them in the default fields, any of them.
TextQuery AnyOf(const std::vector<std::string>& terms);

// Of candidates those by which the document itself scores most, at most
// kMaxTellingTerms; none that no other record or more than a tenth of all
// have. `stats` are those of AnyOf(candidates).
std::vector<std::string> TellingTerms(const IndexDocument& document, const std::vector<std::string>& candidates,
                                      const ScoringStats& stats);

}  // namespace broadsheet::query
