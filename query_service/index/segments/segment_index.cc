#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "query_service/index/batch.h"
#include "query_service/index/segments/disk_merge.h"
#include "query_service/index/segments/index_directory.h"
#include "query_service/index/segments/live_parts.h"
#include "query_service/index/segments/open_segment_index.h"
#include "query_service/index/segments/segment_groups.h"
#include "query_service/index/segments/segment_set.h"
#include "query_service/index/segments/segment_terms.h"

namespace broadsheet::query {
namespace {

// How long a failed merge waits before it is tried again.
constexpr std::chrono::seconds kMergeRetry(10);

bool Never() { return false; }

bool IsThere(const SegmentSet& set, DocId id) {
  return std::any_of(set.parts.begin(), set.parts.end(), [id](const SegmentPart& part) {
    return id >= part.segment->MinimumId() && id <= part.segment->MaximumId() && part.segment->Find(id).has_value();
  });
}

class SegmentIndex : public RecordIndex {
 public:
  SegmentIndex(const std::string& directory, SegmentIndexOptions options)
      : options_(options), directory_(directory), state_(std::make_shared<const SegmentSet>()) {}

  ~SegmentIndex() override {
    stopping_ = true;
    {
      const std::lock_guard lock(merge_mutex_);
      merge_wanted_.notify_all();
    }
    if (merger_.joinable()) merger_.join();
    if (terms_builder_.joinable()) terms_builder_.join();
  }

  absl::Status Open() {
    if (absl::Status status = directory_.Create(); !status.ok()) return status;
    auto set = directory_.Load();
    if (set.ok()) {
      Install(std::move(*set));
    } else {
      if (!absl::IsDataLoss(set.status())) return set.status();
      SetProblem(kOpening, set.status());
      if (absl::Status status = directory_.Clear(); !status.ok()) return status;
    }
    directory_.RemoveOthers();
    if (options_.background_merges) merger_ = std::thread([this] { MergeInBackground(); });
    return absl::OkStatus();
  }

  IndexCapabilities Capabilities() const override { return {.facets = true, .near = true, .prefix = true}; }

  IndexInfo Info() const override {
    const auto state = State();
    IndexInfo info{.kind = "segments", .documents = 0, .bytes = 0, .segments = 0};
    for (const SegmentPart& part : state->parts) {
      info.documents += part.Live();
      info.deleted += part.segment->Documents() - part.Live();
      (part.InMemory() ? info.memory_bytes : info.bytes) += part.segment->Bytes();
      ++info.segments;
    }
    const std::lock_guard lock(state_mutex_);
    for (const std::string& problem : problems_) {
      if (!problem.empty()) absl::StrAppend(&info.problem, info.problem.empty() ? "" : "; ", problem);
    }
    info.merges = merges_;
    return info;
  }

  uint64_t Applied() const override { return State()->applied; }

  absl::Status Apply(const IndexBatch& batch) override {
    const std::lock_guard lock(write_mutex_);
    const absl::StatusOr<bool> is_new = IsNew(batch, State()->applied);
    if (!is_new.ok() || !*is_new) return is_new.status();
    // Before anything changes, so that memory stays bounded and a batch is
    // either applied or not, even on a full disk.
    if (LiveIsFull(*State())) {
      if (absl::Status status = FlushLocked(); !status.ok()) return status;
    }
    const auto before = State();
    SegmentSet next = *before;
    const std::set<DocId> removed(batch.removed.begin(), batch.removed.end());
    std::set<DocId> ids;
    std::vector<const IndexDocument*> added;
    for (const IndexDocument& document : batch.added) {
      if (!ids.insert(document.id).second || IsThere(next, document.id)) return DuplicateDocument(document.id);
      if (removed.count(document.id) == 0) added.push_back(&document);
    }
    MarkDeleted(next.parts, batch.removed);
    if (absl::Status status = AddLive(added, next.parts); !status.ok()) return status;
    if (absl::Status status = MergeSmallLive(next.parts); !status.ok()) return status;
    next.applied = batch.last;
    Install(std::move(next));
    terms_.Update(*before, batch);
    return absl::OkStatus();
  }

  absl::Status Flush() override {
    {
      const std::lock_guard lock(write_mutex_);
      if (absl::Status status = FlushLocked(); !status.ok()) return status;
    }
    if (options_.background_merges) return absl::OkStatus();
    for (;;) {
      const absl::StatusOr<bool> merged = MergeOnce();
      if (!merged.ok()) return merged.status();
      if (!*merged) return absl::OkStatus();
    }
  }

  absl::StatusOr<IndexAnswer> Search(const IndexSearch& search) const override {
    const auto state = State();
    const std::vector<SegmentView> views(state->parts.begin(), state->parts.end());
    auto answer = SearchSegments(views, search, ordinals_);
    if (answer.ok()) answer->applied = state->applied;
    return answer;
  }

  absl::StatusOr<TermAnswer> SearchTerms(const TermSearch& search) const override {
    std::call_once(terms_wanted_, [this] {
      const std::lock_guard lock(write_mutex_);
      terms_.Begin();
      terms_builder_ =
          std::thread([this, state = State()] { terms_.Build(*state, [this] { return stopping_.load(); }); });
    });
    if (!terms_.AwaitBuilt(search.cancelled)) return absl::CancelledError("the search was cancelled");
    return terms_.Search(search);
  }

  absl::StatusOr<AggregationAnswer> Aggregate(const IndexAggregation& aggregation) const override {
    const auto state = State();
    const std::vector<SegmentView> views(state->parts.begin(), state->parts.end());
    auto answer = AggregateSegments(views, aggregation, ordinals_);
    if (answer.ok()) answer->applied = state->applied;
    return answer;
  }

 private:
  enum Doing { kOpening, kFlushing, kMerging, kDoings };

  std::shared_ptr<const SegmentSet> State() const {
    const std::lock_guard lock(state_mutex_);
    return state_;
  }
  void Install(SegmentSet next) {
    auto state = std::make_shared<const SegmentSet>(std::move(next));
    const std::lock_guard lock(state_mutex_);
    state_ = std::move(state);
  }
  // What came of the last attempt; OK: nothing to tell.
  void SetProblem(Doing doing, const absl::Status& status) {
    constexpr std::array<const char*, kDoings> kNames = {"rebuilt from nothing", "flush", "merge"};
    const std::lock_guard lock(state_mutex_);
    problems_[doing] = status.ok() ? "" : absl::StrCat(kNames[doing], ": ", std::string(status.message()));
  }

  bool LiveIsFull(const SegmentSet& set) const {
    const LiveSize live = LiveSizeOf(set);
    return live.documents >= options_.live_documents || live.bytes >= options_.live_bytes;
  }

  absl::Status FlushLocked() {
    SegmentSet next = *State();
    if (next.applied == directory_.Applied()) return absl::OkStatus();
    absl::Status status = options_.before_flush ? options_.before_flush() : absl::OkStatus();
    if (status.ok()) status = MoveLiveToDisk(next);
    if (status.ok()) status = WriteChangedDeleted(next);
    if (status.ok()) status = directory_.Commit(next, next.applied);
    SetProblem(kFlushing, status);
    if (!status.ok()) {
      directory_.Discard(next);
      return status;
    }
    SetProblem(kOpening, status);
    Install(std::move(next));
    const std::lock_guard lock(merge_mutex_);
    merge_wanted_.notify_all();
    return status;
  }

  absl::Status MoveLiveToDisk(SegmentSet& set) {
    std::vector<SegmentPart> live;
    for (const SegmentPart& part : set.parts) {
      if (part.InMemory() && part.Live() > 0) live.push_back(part);
    }
    std::erase_if(set.parts, [](const SegmentPart& part) { return part.InMemory() || part.Live() == 0; });
    if (live.empty()) return absl::OkStatus();
    const std::string name = directory_.NewName("segment");
    auto segment = directory_.Merge(InputsOf(live), Never, name);
    if (!segment.ok()) return segment.status();
    set.parts.push_back(MakePart(std::move(*segment), name));
    return absl::OkStatus();
  }

  absl::Status WriteChangedDeleted(SegmentSet& set) {
    for (SegmentPart& part : set.parts) {
      if (part.InMemory() || part.deleted == part.durable_deleted) continue;
      if (absl::Status status = directory_.WriteDeleted(part, part.deleted); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  void MergeInBackground() {
    std::unique_lock lock(merge_mutex_);
    while (!stopping_) {
      lock.unlock();
      const absl::StatusOr<bool> merged = MergeOnce();
      lock.lock();
      if (stopping_) return;
      if (!merged.ok()) {
        merge_wanted_.wait_for(lock, kMergeRetry, [this] { return stopping_.load(); });
      } else if (!*merged) {
        merge_wanted_.wait_for(lock, kMergeRetry);
      }
    }
  }

  // One merge of segments on disk; false: none is due.
  absl::StatusOr<bool> MergeOnce() {
    const absl::StatusOr<bool> merged = TryMerge();
    SetProblem(kMerging, merged.status());
    return merged;
  }

  absl::StatusOr<bool> TryMerge() {
    DiskMerge merge;
    {
      const std::lock_guard lock(write_mutex_);
      merge = ChooseDiskMerge(*State(), options_.largest_segment, directory_);
    }
    if (merge.parts.empty()) return false;
    std::shared_ptr<const Segment> merged;
    if (merge.Live() > 0) {
      auto segment = directory_.Merge(
          merge.Inputs(), [this] { return stopping_.load(); }, merge.name);
      if (!segment.ok()) return segment.status();
      merged = std::move(*segment);
    }
    const std::lock_guard lock(write_mutex_);
    SegmentSet next = *State();
    absl::Status status = ReplaceMerged(merge, merged, directory_, next);
    if (status.ok()) status = directory_.Commit(next, directory_.Applied());
    if (!status.ok()) {
      directory_.Discard(next);
      return status;
    }
    Install(std::move(next));
    ++merges_;
    return true;
  }

  const SegmentIndexOptions options_;

  mutable std::mutex write_mutex_;  // held while the state or the directory changes
  IndexDirectory directory_;
  mutable SegmentTerms terms_;
  mutable std::once_flag terms_wanted_;
  mutable std::thread terms_builder_;
  mutable OrdinalCache ordinals_;

  mutable std::mutex state_mutex_;  // held to look at these two only
  std::shared_ptr<const SegmentSet> state_;
  std::array<std::string, kDoings> problems_;

  std::mutex merge_mutex_;
  std::condition_variable merge_wanted_;
  std::atomic<bool> stopping_ = false;
  std::atomic<uint64_t> merges_{0};
  std::thread merger_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<RecordIndex>> OpenSegmentIndex(const std::string& directory,
                                                              const SegmentIndexOptions& options) {
  auto index = std::make_unique<SegmentIndex>(directory, options);
  if (absl::Status status = index->Open(); !status.ok()) return status;
  return index;
}

}  // namespace broadsheet::query
