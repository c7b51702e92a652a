// The persons, organisations and places that a text names, as the record keeps
// them.
#pragma once

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/extract/analysis.h"

namespace broadsheet::ingest {

// The record's persons, organizations and places, each once.
void WriteEntities(const Analysis& analysis, record::v1::Record& record);

}  // namespace broadsheet::ingest
