// The persons that a text names.
#pragma once

#include <string>
#include <vector>

#include "ingest_service/parser/extract/analysis.h"

namespace broadsheet::ingest {

// Fills Analysis.persons, from the words: names in the context of a post or of
// a verb of speech, names said more than once, and names whose characters
// hardly mean anything else. `known` are names that the record holds already
// (its speaker).
void FindPersons(const Lexicon& lexicon, const std::vector<std::string>& known, Analysis& analysis);

}  // namespace broadsheet::ingest
