#include "ingest_service/store/sqlite_schema.h"

namespace broadsheet::ingest {
namespace {

constexpr int32_t kApplicationId = 0x42534C47;  // "BSLG"

// A record's bytes are stored once, in its entry; `records` says which entry
// has the version that counts. Times are microseconds since 1970.
constexpr const char kVersion1[] = R"sql(
CREATE TABLE identity (
  log_id TEXT NOT NULL,
  clean INTEGER NOT NULL      -- 1: closed in good order
) STRICT;
CREATE TABLE entries (
  sequence INTEGER PRIMARY KEY,  -- without gaps
  kind INTEGER NOT NULL,         -- LogEntry::Kind
  name TEXT NOT NULL,
  payload BLOB NOT NULL,
  commit_time INTEGER NOT NULL
) STRICT;
CREATE TABLE issues (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  content_sha256 TEXT NOT NULL,
  issue BLOB NOT NULL,
  last_sequence INTEGER NOT NULL
) STRICT;
CREATE TABLE uploads (
  issue_id INTEGER PRIMARY KEY REFERENCES issues(id) ON DELETE CASCADE,
  content BLOB NOT NULL,
  account BLOB NOT NULL
) STRICT;
CREATE TABLE records (
  issue_id INTEGER NOT NULL REFERENCES issues(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  sequence INTEGER NOT NULL REFERENCES entries(sequence),
  PRIMARY KEY (issue_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE requests (
  request_id TEXT PRIMARY KEY,
  content_sha256 TEXT NOT NULL,
  issue BLOB NOT NULL,           -- as answered
  last_sequence INTEGER NOT NULL,
  create_time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// Request ids are forgotten by age.
constexpr const char kVersion2[] = "CREATE INDEX requests_by_time ON requests (create_time)";

// A serialized Issue: what the uploader said of it. NULL: not known.
constexpr const char kVersion3[] = "ALTER TABLE uploads ADD COLUMN described BLOB";

// row_checksum.h's checksums; NULL: written by an earlier version.
constexpr const char kVersion4[] = R"sql(
ALTER TABLE issues ADD COLUMN checksum INTEGER;
ALTER TABLE entries ADD COLUMN checksum INTEGER;
)sql";

// A request id is answered with its issue as it is, and goes with it. The answers
// of then tell the issue by its last entry; ids whose issue has changed since are
// forgotten: its content and name decide.
constexpr const char kVersion5[] = R"sql(
ALTER TABLE requests ADD COLUMN issue_id INTEGER REFERENCES issues(id) ON DELETE CASCADE;
UPDATE requests SET issue_id = issues.id FROM issues
WHERE issues.content_sha256 = requests.content_sha256 AND issues.last_sequence = requests.last_sequence;
DELETE FROM requests WHERE issue_id IS NULL;
ALTER TABLE requests DROP COLUMN issue;
ALTER TABLE requests DROP COLUMN last_sequence;
CREATE INDEX requests_by_issue ON requests (issue_id);
)sql";

// A version that was replaced or deleted is kept no longer: its entry stays, as
// LogEntry::Kind::kSuperseded.
constexpr const char kVersion6[] = R"sql(
ALTER TABLE issues ADD COLUMN entry_sequence INTEGER;  -- of the entry that has `issue`
UPDATE issues SET entry_sequence = written.sequence
FROM (SELECT name, max(sequence) AS sequence FROM entries WHERE kind = 2 GROUP BY name) AS written
WHERE written.name = issues.name;
UPDATE entries SET kind = 4, payload = x'', checksum = NULL
WHERE (kind = 0 AND sequence NOT IN (SELECT sequence FROM records))
   OR (kind = 2 AND sequence NOT IN (SELECT entry_sequence FROM issues WHERE entry_sequence IS NOT NULL));
)sql";

constexpr const char* kSteps[] = {kVersion1, kVersion2, kVersion3, kVersion4, kVersion5, kVersion6};

}  // namespace

sqlite::Schema RecordLogSchema() { return {kApplicationId, kSteps}; }

}  // namespace broadsheet::ingest
