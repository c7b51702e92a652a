#include "common/sqlite/statistics.h"

#include <sqlite3.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <system_error>

namespace broadsheet::sqlite {
namespace {

constexpr std::array kReasons = {"busy", "full", "corrupt", "io", "other"};
std::array<std::atomic<uint64_t>, kReasons.size()> errors;

size_t ReasonOfCode(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return 0;
    case SQLITE_FULL:
      return 1;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return 2;
    case SQLITE_IOERR:
      return 3;
    default:
      return 4;
  }
}

double SizeOf(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : static_cast<double>(size);
}

// Of all connections. SQLite was given no memory for pages, so each is an
// "overflow" onto the heap.
double PageCacheBytes() {
  sqlite3_int64 current = 0, highest = 0;
  sqlite3_status64(SQLITE_STATUS_PAGECACHE_OVERFLOW, &current, &highest, /*resetFlag=*/0);
  return static_cast<double>(current);
}

}  // namespace

void CountError(int code) { ++errors[ReasonOfCode(code)]; }

std::vector<GaugeReading> Readings(const std::string& path) {
  std::vector<GaugeReading> readings = {
      {"broadsheet_sqlite_database_bytes", "Size of the database file", {}, SizeOf(path)},
      {"broadsheet_sqlite_wal_bytes", "Size of its write-ahead log", {}, SizeOf(path + "-wal")},
      {"broadsheet_sqlite_memory_bytes", "Memory that SQLite holds", {}, static_cast<double>(sqlite3_memory_used())},
      {"broadsheet_sqlite_page_cache_bytes", "Of it, pages of database files", {}, PageCacheBytes()}};
  for (size_t i = 0; i < kReasons.size(); ++i) {
    readings.push_back({"broadsheet_sqlite_errors_total",
                        "Database errors by reason",
                        {{"reason", kReasons[i]}},
                        static_cast<double>(errors[i].load()),
                        /*counts=*/true});
  }
  return readings;
}

}  // namespace broadsheet::sqlite
