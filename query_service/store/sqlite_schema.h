// The tables of the query service's store.
#pragma once

#include "common/sqlite/sqlite.h"

namespace broadsheet::query {

sqlite::Schema RecordStoreSchema();

}  // namespace broadsheet::query
