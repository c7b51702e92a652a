// The tables of the SQLite record log.
#pragma once

#include "common/sqlite/sqlite.h"

namespace broadsheet::ingest {

// Every version of the schema, oldest first.
sqlite::Schema RecordLogSchema();

}  // namespace broadsheet::ingest
