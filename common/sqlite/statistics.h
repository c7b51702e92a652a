// What an operator wants to know of SQLite in this process.
#pragma once

#include <string>
#include <vector>

#include "common/metrics/scraped_gauges.h"

namespace broadsheet::sqlite {

// Called with the primary result code of an error that became a status.
void CountError(int code);

// For a database file:
//   broadsheet_sqlite_database_bytes, broadsheet_sqlite_wal_bytes
// and for the process:
//   broadsheet_sqlite_memory_bytes, and of it broadsheet_sqlite_page_cache_bytes,
//   broadsheet_sqlite_errors_total{reason}: busy, full, corrupt, io, other.
// Takes no lock that a transaction holds, so it answers while a disk hangs.
std::vector<GaugeReading> Readings(const std::string& path);

}  // namespace broadsheet::sqlite
