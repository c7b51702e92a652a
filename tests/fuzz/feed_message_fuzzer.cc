// Any message of a feed is applied whole or refused whole: the position moves by
// its entries or stays, and the index has what the store has.
#include <memory>

#include "broadsheet/feed/v1/feed_service.pb.h"
#include "query_service/follower/applier.h"
#include "query_service/follower/feed_batch.h"
#include "query_service/index/segments/open_segment_index.h"
#include "query_service/store/sqlite_record_store.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/support/child_process.h"

namespace {

using broadsheet::fuzz::Require;
using namespace broadsheet::query;

// Quiet about what it refuses.
[[maybe_unused]] const auto kNoLog = google::protobuf::SetLogHandler(nullptr);

// Made once; each input begins with an empty log.
struct Replica {
  broadsheet::testing::TempDir folder;
  std::unique_ptr<SqliteRecordStore> store = *SqliteRecordStore::Open({.path = folder / "store.sqlite", .readers = 1});
  std::unique_ptr<RecordIndex> index = *OpenSegmentIndex(folder / "index", {.background_merges = false});
  Applier applier{*store, *index, {}};
};

uint64_t PositionOf(Replica& replica) { return replica.store->OpenLog("ingest:1")->position; }

void ApplyMessage(Replica& replica, broadsheet::feed::v1::WatchRecordsResponse message) {
  const FollowedLog log = *replica.store->OpenLog("ingest:1");
  const auto batch = BatchOf(log, message);
  if (!batch.ok() || batch->first == 0) return;
  const uint64_t last = batch->first + static_cast<uint64_t>(message.entries_size()) - 1;
  const bool applied = replica.applier.Apply(*batch).ok();
  const bool gap = batch->first > log.position + 1;
  Require(!(applied && gap), "a gap is refused");
  Require(PositionOf(replica) == (applied ? std::max(last, log.position) : log.position),
          "the position is that of the last entry applied");
  Require(replica.index->Applied() == replica.store->Sequence(), "the index has what the store has");
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static auto* const replica = new Replica;
  broadsheet::feed::v1::WatchRecordsResponse message;
  if (!message.ParseFromArray(data, static_cast<int>(size))) return 0;
  ApplyMessage(*replica, message);
  ApplyMessage(*replica, message);  // a repeated message changes nothing
  Require(replica->index->Search({}).ok(), "a search goes on");
  Require(replica->applier.ForgetLog(replica->store->OpenLog("ingest:1")->key).ok(), "the log can be forgotten");
  Require(replica->index->Info().documents == 0, "nothing is left of a forgotten log");
  return 0;
}
