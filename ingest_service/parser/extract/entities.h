// The persons, organisations and places that a text names.
#pragma once

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/extract/analysis.h"

namespace broadsheet::ingest {

// Fills Analysis.persons, from the words: names in the context of a post or of
// a verb of speech, names said more than once, and names whose characters
// hardly mean anything else. `known` are names that the record holds already
// (its speaker).
void FindPersons(const Lexicon& lexicon, const std::vector<std::string>& known, Analysis& analysis);

// Fills Analysis.organizations: bodies of the lexicon, and words that end as
// bodies do (集团, 大学, 局) with what stands before them.
void FindOrganizations(Analysis& analysis);

// The record's persons, organizations and places, each once.
void WriteEntities(const Analysis& analysis, record::v1::Record& record);

}  // namespace broadsheet::ingest
