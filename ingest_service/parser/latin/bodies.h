// The organisations that a text in Latin script names.
#pragma once

#include <vector>

#include "ingest_service/parser/latin/names.h"

namespace broadsheet::ingest::latin {

// Adds Record.organizations. The letters that stand in brackets behind a body's
// name (Northern Harbour Authority (NHA)) name it from there on.
void WriteBodies(const Body& body, const std::vector<NameRun>& runs, record::v1::Record& record);

}  // namespace broadsheet::ingest::latin
