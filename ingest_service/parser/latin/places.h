// The places that a text in Latin script names.
#pragma once

#include <vector>

#include "ingest_service/parser/latin/people.h"

namespace broadsheet::ingest::latin {

// Adds Record.places: runs of names that the gazetteer knows and that are no
// persons', those said to lie in such a one, and the dateline's place, known or
// not.
void WritePlaces(const Body& body, const std::vector<NameRun>& runs, const People& people, const Vocabulary& vocabulary,
                 const Gazetteer& gazetteer, record::v1::Record& record);

}  // namespace broadsheet::ingest::latin
