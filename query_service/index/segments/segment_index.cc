#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "query_service/index/batch.h"
#include "query_service/index/segments/manifest.h"
#include "query_service/index/segments/merge_policy.h"
#include "query_service/index/segments/open_segment_index.h"
#include "query_service/index/segments/segment_builder.h"
#include "query_service/index/segments/segment_groups.h"
#include "query_service/index/segments/segment_set.h"

namespace broadsheet::query {
namespace {

// Small parts in memory are merged so that a trickle does not make many; those
// of this size wait for the next flush.
constexpr uint32_t kLargestLiveMerge = 512;
constexpr uint32_t kSmallestTier = 16384;
// How long a failed merge waits before it is tried again.
constexpr std::chrono::seconds kMergeRetry(10);

bool Never() { return false; }

std::vector<MergeInput> InputsOf(std::span<const SegmentPart> parts) {
  std::vector<MergeInput> inputs;
  for (const SegmentPart& part : parts) inputs.push_back({part.segment.get(), part.deleted.get()});
  return inputs;
}

// Builds segments of at most kMaximumBuild documents, fewer if it must be.
absl::Status BuildParts(std::span<const IndexDocument* const> documents, std::vector<SegmentPart>& parts) {
  if (documents.empty()) return absl::OkStatus();
  if (documents.size() <= kMaximumBuild) {
    auto bytes = BuildSegment(documents);
    if (bytes.ok()) {
      parts.push_back(MakePart(Segment::OfMemory(std::move(*bytes)), ""));
      return absl::OkStatus();
    }
    if (documents.size() == 1 || !absl::IsResourceExhausted(bytes.status())) return bytes.status();
  }
  const size_t half = documents.size() > kMaximumBuild ? kMaximumBuild : documents.size() / 2;
  if (absl::Status status = BuildParts(documents.first(half), parts); !status.ok()) return status;
  return BuildParts(documents.subspan(half), parts);
}

// Merges small parts in memory tier by tier.
absl::Status MergeLive(std::vector<SegmentPart>& parts) {
  for (;;) {
    std::vector<size_t> small;
    std::vector<SegmentSize> sizes;
    for (size_t i = 0; i < parts.size(); ++i) {
      if (!parts[i].InMemory() || parts[i].segment->Documents() >= kLargestLiveMerge) continue;
      small.push_back(i);
      sizes.push_back({parts[i].segment->Documents(), 0});
    }
    const std::vector<size_t> chosen = ChooseMerge(sizes, 1, kLargestLiveMerge * kMergeFactor);
    if (chosen.empty()) return absl::OkStatus();
    std::vector<SegmentPart> merging;
    for (const size_t i : chosen) merging.push_back(parts[small[i]]);
    for (auto i = chosen.rbegin(); i != chosen.rend(); ++i)
      parts.erase(parts.begin() + static_cast<ptrdiff_t>(small[*i]));
    std::erase_if(merging, [](const SegmentPart& part) { return part.Live() == 0; });
    if (merging.empty()) continue;
    auto file = SectionWriter::Create("");
    if (!file.ok()) return file.status();
    if (absl::Status status = MergeSegments(InputsOf(merging), Never, **file); !status.ok()) return status;
    parts.push_back(MakePart(Segment::OfMemory((*file)->TakeBytes()), ""));
  }
}

class SegmentIndex : public RecordIndex {
 public:
  SegmentIndex(std::string directory, SegmentIndexOptions options)
      : directory_(std::move(directory)), options_(options), state_(std::make_shared<const SegmentSet>()) {}

  ~SegmentIndex() override {
    stopping_ = true;
    {
      const std::lock_guard lock(merge_mutex_);
      merge_wanted_.notify_all();
    }
    if (merger_.joinable()) merger_.join();
  }

  absl::Status Open() {
    std::error_code error;
    std::filesystem::create_directories(directory_, error);
    if (error) {
      return Error(absl::StatusCode::kUnavailable, "INDEX_IO",
                   absl::StrCat("create ", directory_, ": ", error.message()));
    }
    if (absl::Status status = Load(); !status.ok()) {
      if (!absl::IsDataLoss(status)) return status;
      SetProblem(absl::StrCat("rebuilt from nothing: ", std::string(status.message())));
      Install({});
      manifest_ = {.applied = 0, .next_file = manifest_.next_file, .files = {}};
      if (status = WriteManifest(directory_, manifest_); !status.ok()) return status;
    }
    RemoveOthers(directory_, manifest_);
    if (options_.background_merges) merger_ = std::thread([this] { MergeInBackground(); });
    return absl::OkStatus();
  }

  IndexCapabilities Capabilities() const override { return {.facets = true, .near = true, .prefix = true}; }

  IndexInfo Info() const override {
    const auto state = State();
    IndexInfo info{.kind = "segments", .documents = 0, .bytes = 0, .segments = 0};
    for (const SegmentPart& part : state->parts) {
      info.documents += part.Live();
      if (!part.InMemory()) info.bytes += part.segment->Bytes();
      ++info.segments;
    }
    const std::lock_guard lock(state_mutex_);
    info.problem = problem_;
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
    SegmentSet next = *State();
    const std::set<DocId> removed(batch.removed.begin(), batch.removed.end());
    std::set<DocId> ids;
    std::vector<const IndexDocument*> added;
    for (const IndexDocument& document : batch.added) {
      if (!ids.insert(document.id).second || IsThere(next, document.id)) return DuplicateDocument(document.id);
      if (removed.count(document.id) == 0) added.push_back(&document);
    }
    MarkDeleted(next.parts, batch.removed);
    if (absl::Status status = BuildParts(added, next.parts); !status.ok()) return status;
    if (absl::Status status = MergeLive(next.parts); !status.ok()) return status;
    next.applied = batch.last;
    Install(std::move(next));
    return absl::OkStatus();
  }

  absl::Status Flush() override {
    {
      const std::lock_guard lock(write_mutex_);
      if (absl::Status status = FlushLocked(); !status.ok()) return status;
    }
    if (options_.background_merges) return absl::OkStatus();
    for (bool merged = true; merged;) {
      absl::StatusOr<bool> result = MergeOnce();
      if (!result.ok()) return result.status();
      merged = *result;
    }
    return absl::OkStatus();
  }

  absl::StatusOr<IndexAnswer> Search(const IndexSearch& search) const override {
    const auto state = State();
    const std::vector<SegmentView> views(state->parts.begin(), state->parts.end());
    auto answer = SearchSegments(views, search);
    if (answer.ok()) answer->applied = state->applied;
    return answer;
  }

  absl::StatusOr<AggregationAnswer> Aggregate(const IndexAggregation& aggregation) const override {
    const auto state = State();
    const std::vector<SegmentView> views(state->parts.begin(), state->parts.end());
    auto answer = AggregateSegments(views, aggregation);
    if (answer.ok()) answer->applied = state->applied;
    return answer;
  }

 private:
  std::shared_ptr<const SegmentSet> State() const {
    const std::lock_guard lock(state_mutex_);
    return state_;
  }
  void Install(SegmentSet next) {
    auto state = std::make_shared<const SegmentSet>(std::move(next));
    const std::lock_guard lock(state_mutex_);
    state_ = std::move(state);
  }
  void SetProblem(std::string problem) {
    const std::lock_guard lock(state_mutex_);
    problem_ = std::move(problem);
  }
  std::string PathOf(const std::string& file) const { return directory_ + "/" + file; }
  std::string NewName(const char* kind) { return absl::StrCat(kind, "-", next_file_++); }

  static bool IsThere(const SegmentSet& set, DocId id) {
    return std::any_of(set.parts.begin(), set.parts.end(), [id](const SegmentPart& part) {
      return id >= part.segment->MinimumId() && id <= part.segment->MaximumId() && part.segment->Find(id).has_value();
    });
  }

  bool LiveIsFull(const SegmentSet& set) const {
    uint64_t documents = 0, bytes = 0;
    for (const SegmentPart& part : set.parts) {
      if (!part.InMemory()) continue;
      documents += part.segment->Documents();
      bytes += part.segment->Bytes();
    }
    return documents >= options_.live_documents || bytes >= options_.live_bytes;
  }

  absl::Status Load() {
    auto manifest = ReadManifest(directory_);
    if (!manifest.ok()) return manifest.status();
    if (!*manifest) return absl::OkStatus();
    manifest_ = **manifest;
    next_file_ = manifest_.next_file;
    SegmentSet set;
    set.applied = manifest_.applied;
    for (const Manifest::File& file : manifest_.files) {
      auto segment = Segment::Open(PathOf(file.segment));
      if (!segment.ok()) return segment.status();
      set.parts.push_back(MakePart(std::move(*segment), file.segment));
      if (file.deleted.empty()) continue;
      auto deleted = ReadDeleted(PathOf(file.deleted));
      if (!deleted.ok()) return deleted.status();
      SetDeleted(set.parts.back(), *deleted);
      set.parts.back().durable_deleted = *deleted;
      set.parts.back().deleted_file = file.deleted;
    }
    for (const Manifest::File& file : manifest_.files) committed_files_.insert({file.segment, file.deleted});
    Install(std::move(set));
    return absl::OkStatus();
  }

  // Commits the parts on disk with what is durably deleted of them.
  absl::Status Commit(const SegmentSet& set, uint64_t applied) {
    Manifest manifest{.applied = applied, .next_file = next_file_, .files = {}};
    for (const SegmentPart& part : set.parts) {
      if (!part.InMemory()) manifest.files.push_back({part.file, part.deleted_file});
    }
    if (absl::Status status = WriteManifest(directory_, manifest); !status.ok()) return status;
    manifest_ = std::move(manifest);
    RemoveUnnamed(set);
    return absl::OkStatus();
  }

  // Files of a merge that still runs are named by nobody and kept.
  void RemoveUnnamed(const SegmentSet& set) {
    std::set<std::string> used;
    for (const SegmentPart& part : set.parts) used.insert({part.file, part.deleted_file});
    std::error_code error;
    for (const std::string& file : committed_files_) {
      if (used.count(file) == 0) std::filesystem::remove(PathOf(file), error);
    }
    committed_files_ = std::move(used);
    committed_files_.erase("");
  }

  absl::Status FlushLocked() {
    SegmentSet next = *State();
    if (next.applied == manifest_.applied) return absl::OkStatus();
    absl::Status status = MoveLiveToDisk(next);
    if (status.ok()) status = WriteChangedDeleted(next);
    if (status.ok()) status = Commit(next, next.applied);
    SetProblem(status.ok() ? "" : absl::StrCat("flush: ", std::string(status.message())));
    if (!status.ok()) return status;
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
    const std::string name = NewName("segment");
    if (absl::Status status = MergeToFile(InputsOf(live), Never, name); !status.ok()) return status;
    auto segment = Segment::Open(PathOf(name));
    if (!segment.ok()) return segment.status();
    set.parts.push_back(MakePart(std::move(*segment), name));
    return absl::OkStatus();
  }

  absl::Status MergeToFile(std::span<const MergeInput> inputs, const std::function<bool()>& cancelled,
                           const std::string& name) {
    auto file = SectionWriter::Create(PathOf(name));
    if (!file.ok()) return file.status();
    return MergeSegments(inputs, cancelled, **file);
  }

  absl::Status WriteChangedDeleted(SegmentSet& set) {
    for (SegmentPart& part : set.parts) {
      if (part.InMemory() || part.deleted == part.durable_deleted) continue;
      part.deleted_file = NewName("deleted");
      part.durable_deleted = part.deleted;
      if (absl::Status status = WriteDeleted(PathOf(part.deleted_file), *part.deleted); !status.ok()) return status;
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
        SetProblem(absl::StrCat("merge: ", std::string(merged.status().message())));
        merge_wanted_.wait_for(lock, kMergeRetry, [this] { return stopping_.load(); });
      } else if (!*merged) {
        merge_wanted_.wait_for(lock, kMergeRetry);
      }
    }
  }

  // One merge of segments on disk, if one is due.
  absl::StatusOr<bool> MergeOnce() {
    std::vector<SegmentPart> merging;
    std::string name;
    {
      const std::lock_guard lock(write_mutex_);
      merging = ChooseParts(*State());
      if (merging.empty()) return false;
      name = NewName("segment");
    }
    std::vector<MergeInput> inputs;
    std::vector<std::shared_ptr<const DeletedDocuments>> merged_away;
    for (const SegmentPart& part : merging) {
      // Only what is deleted for good: the rest might be undone by a crash.
      inputs.push_back({part.segment.get(), part.durable_deleted.get()});
      merged_away.push_back(part.durable_deleted);
    }
    std::shared_ptr<const Segment> merged;
    if (std::any_of(inputs.begin(), inputs.end(), [](const MergeInput& input) { return LiveDocuments(input) > 0; })) {
      absl::Status status = MergeToFile(
          inputs, [this] { return stopping_.load(); }, name);
      if (!status.ok()) return status;
      auto segment = Segment::Open(PathOf(name));
      if (!segment.ok()) return segment.status();
      merged = std::move(*segment);
    }
    const std::lock_guard lock(write_mutex_);
    if (absl::Status status = Replace(merging, merged_away, merged, name); !status.ok()) return status;
    return true;
  }

  static std::vector<SegmentPart> ChooseParts(const SegmentSet& set, uint32_t smallest, uint32_t largest) {
    std::vector<SegmentPart> on_disk;
    std::vector<SegmentSize> sizes;
    for (const SegmentPart& part : set.parts) {
      if (part.InMemory()) continue;
      on_disk.push_back(part);
      uint32_t deleted = 0;
      if (part.durable_deleted) {
        deleted = part.segment->Documents() - LiveDocuments({part.segment.get(), part.durable_deleted.get()});
      }
      sizes.push_back({part.segment->Documents(), deleted});
    }
    std::vector<SegmentPart> chosen;
    for (const size_t i : ChooseMerge(sizes, smallest, largest)) chosen.push_back(on_disk[i]);
    return chosen;
  }
  std::vector<SegmentPart> ChooseParts(const SegmentSet& set) const {
    return ChooseParts(set, kSmallestTier, options_.largest_segment);
  }

  // Puts a merged segment (null: nothing is left) in the place of its inputs.
  absl::Status Replace(const std::vector<SegmentPart>& merging,
                       const std::vector<std::shared_ptr<const DeletedDocuments>>& merged_away,
                       const std::shared_ptr<const Segment>& merged, const std::string& name) {
    SegmentSet next = *State();
    std::vector<SegmentPart> current;  // the inputs, with what was deleted since
    for (const SegmentPart& input : merging) {
      const auto found = std::find_if(next.parts.begin(), next.parts.end(),
                                      [&](const SegmentPart& part) { return part.segment == input.segment; });
      // A flush may have dropped it: nothing was left of it.
      current.push_back(found == next.parts.end() ? AllDeleted(input) : *found);
      if (found != next.parts.end()) next.parts.erase(found);
    }
    if (merged) {
      SegmentPart part = MakePart(merged, name);
      part.durable_deleted = CarryDeleted(current, merged_away, DurableOf, *merged);
      if (part.durable_deleted) {
        part.deleted_file = NewName("deleted");
        if (absl::Status status = WriteDeleted(PathOf(part.deleted_file), *part.durable_deleted); !status.ok())
          return status;
      }
      auto deleted = CarryDeleted(current, merged_away, CurrentOf, *merged);
      const bool same = deleted && part.durable_deleted && *deleted == *part.durable_deleted;
      SetDeleted(part, same ? part.durable_deleted : std::move(deleted));
      next.parts.push_back(std::move(part));
    }
    if (absl::Status status = Commit(next, manifest_.applied); !status.ok()) return status;
    Install(std::move(next));
    return absl::OkStatus();
  }

  static const DeletedDocuments* DurableOf(const SegmentPart& part) { return part.durable_deleted.get(); }
  static const DeletedDocuments* CurrentOf(const SegmentPart& part) { return part.deleted.get(); }
  static SegmentPart AllDeleted(SegmentPart part) {
    DeletedDocuments all((part.segment->Documents() + 63) / 64);
    for (uint32_t i = 0; i < part.segment->Documents(); ++i) all[i / 64] |= uint64_t{1} << i % 64;
    part.durable_deleted = std::make_shared<const DeletedDocuments>(all);
    SetDeleted(part, part.durable_deleted);
    return part;
  }

  const std::string directory_;
  const SegmentIndexOptions options_;

  std::mutex write_mutex_;  // held while the state or the manifest changes
  Manifest manifest_;       // as on disk
  std::set<std::string> committed_files_;
  uint64_t next_file_ = 1;

  mutable std::mutex state_mutex_;  // held to look at these two only
  std::shared_ptr<const SegmentSet> state_;
  std::string problem_;

  std::mutex merge_mutex_;
  std::condition_variable merge_wanted_;
  std::atomic<bool> stopping_ = false;
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
