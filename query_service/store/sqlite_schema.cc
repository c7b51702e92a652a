#include "query_service/store/sqlite_schema.h"

namespace broadsheet::query {
namespace {

constexpr int32_t kApplicationId = 0x42535153;  // "BSQS"

// Versions that were removed stay, with the sequence that removed them, until
// no index can ask for them. Times are microseconds since 1970.
constexpr const char kVersion1[] = R"sql(
CREATE TABLE state (
  sequence INTEGER NOT NULL      -- of the last entry applied
) STRICT;
INSERT INTO state VALUES (0);
CREATE TABLE logs (
  key INTEGER PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  log_id TEXT NOT NULL,          -- empty: nothing was applied yet
  position INTEGER NOT NULL,
  apply_time INTEGER NOT NULL
) STRICT;
CREATE TABLE issues (
  name TEXT PRIMARY KEY,
  log INTEGER NOT NULL REFERENCES logs(key),
  date TEXT NOT NULL,
  issue BLOB NOT NULL
) STRICT;
CREATE INDEX issues_by_date ON issues (date DESC, name);
CREATE TABLE records (
  doc INTEGER PRIMARY KEY,
  removed INTEGER,               -- NULL: the current version of its name
  log INTEGER NOT NULL REFERENCES logs(key),
  name TEXT NOT NULL,
  basic BLOB NOT NULL            -- RecordParts
) STRICT;
CREATE UNIQUE INDEX records_by_name ON records (name) WHERE removed IS NULL;
CREATE INDEX records_removed ON records (removed) WHERE removed IS NOT NULL;
CREATE TABLE details (
  doc INTEGER PRIMARY KEY REFERENCES records(doc) ON DELETE CASCADE,
  details BLOB NOT NULL
) STRICT;
)sql";

constexpr const char kVersion2[] = R"sql(
ALTER TABLE state ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE state ADD COLUMN freed INTEGER NOT NULL DEFAULT 0;  -- RecordStore::Freed
UPDATE state SET id = lower(hex(randomblob(8))),
                 freed = sequence;  -- what was freed before is not known
)sql";

constexpr const char kVersion3[] = R"sql(
ALTER TABLE logs ADD COLUMN commit_time INTEGER NOT NULL DEFAULT 0;  -- of the entry at position; 0: not known
)sql";

constexpr const char kVersion4[] = R"sql(
ALTER TABLE logs ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;  -- RecordStore::MarkWhole
UPDATE logs SET whole = position > 0;  -- not known, and served until now
)sql";

constexpr const char kVersion5[] = R"sql(
CREATE TABLE passed (
  name TEXT PRIMARY KEY          -- of a record of which a version was passed over, and none stored since
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kSteps[] = {kVersion1, kVersion2, kVersion3, kVersion4, kVersion5};

}  // namespace

sqlite::Schema RecordStoreSchema() { return {kApplicationId, kSteps}; }

}  // namespace broadsheet::query
