// The places that a text names.
#pragma once

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/extract/analysis.h"

namespace broadsheet::ingest {

// Sets Record.places: places of the lexicon that stand in no organisation's
// name, side by side as one chain (四川省广安市), with the divisions that they
// lie in.
void WritePlaces(const Analysis& analysis, record::v1::Record& record);

}  // namespace broadsheet::ingest
