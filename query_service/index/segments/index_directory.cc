#include "query_service/index/segments/index_directory.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "query_service/index/segments/section_file.h"

namespace broadsheet::query {
namespace {

std::set<std::string> FilesOf(const SegmentSet& set) {
  std::set<std::string> files;
  for (const SegmentPart& part : set.parts) files.insert({part.file, part.deleted_file});
  files.erase("");
  return files;
}

}  // namespace

absl::Status IndexDirectory::Create() {
  std::error_code error;
  std::filesystem::create_directories(path_, error);
  if (!error) return absl::OkStatus();
  return Error(absl::StatusCode::kUnavailable, "INDEX_IO", absl::StrCat("create ", path_, ": ", error.message()));
}

absl::StatusOr<SegmentSet> IndexDirectory::Load() {
  SegmentSet set;
  auto manifest = ReadManifest(path_);
  if (!manifest.ok()) return manifest.status();
  if (!*manifest) return set;
  manifest_ = **manifest;
  next_file_ = manifest_.next_file;
  set.applied = manifest_.applied;
  for (const Manifest::File& file : manifest_.files) {
    auto segment = Segment::Open(PathOf(file.segment));
    if (!segment.ok()) return segment.status();
    SegmentPart& part = set.parts.emplace_back(MakePart(std::move(*segment), file.segment));
    committed_files_.insert(file.segment);
    if (file.deleted.empty()) continue;
    auto deleted = ReadDeleted(PathOf(file.deleted));
    if (!deleted.ok()) return deleted.status();
    SetDeleted(part, *deleted);
    part.durable_deleted = *deleted;
    part.deleted_file = file.deleted;
    committed_files_.insert(file.deleted);
  }
  return set;
}

absl::Status IndexDirectory::Clear() {
  manifest_ = {.applied = 0, .next_file = manifest_.next_file, .files = {}};
  committed_files_.clear();
  if (absl::Status status = WriteManifest(path_, manifest_); !status.ok()) return status;
  return SyncDirectory(path_);
}

void IndexDirectory::RemoveOthers() const { query::RemoveOthers(path_, manifest_); }

std::string IndexDirectory::NewName(std::string_view kind) {
  return absl::StrCat(std::string(kind), "-", next_file_++);
}

absl::StatusOr<std::shared_ptr<const Segment>> IndexDirectory::Merge(std::span<const MergeInput> inputs,
                                                                     const std::function<bool()>& cancelled,
                                                                     const std::string& name) const {
  auto file = SectionWriter::Create(PathOf(name));
  if (!file.ok()) return file.status();
  if (absl::Status status = MergeSegments(inputs, cancelled, **file); !status.ok()) return status;
  auto segment = Segment::Open(PathOf(name));
  if (!segment.ok()) Remove(name);
  return segment;
}

absl::Status IndexDirectory::WriteDeleted(SegmentPart& part, std::shared_ptr<const DeletedDocuments> deleted) {
  part.durable_deleted = std::move(deleted);
  part.deleted_file = NewName("deleted");
  return query::WriteDeleted(PathOf(part.deleted_file), *part.durable_deleted);
}

absl::Status IndexDirectory::Commit(const SegmentSet& set, uint64_t applied) {
  Manifest manifest{.applied = applied, .next_file = next_file_, .files = {}};
  for (const SegmentPart& part : set.parts) {
    if (!part.InMemory()) manifest.files.push_back({part.file, part.deleted_file});
  }
  if (absl::Status status = WriteManifest(path_, manifest); !status.ok()) return status;
  std::set<std::string> files = FilesOf(set);
  committed_files_.insert(files.begin(), files.end());
  if (absl::Status status = SyncDirectory(path_); !status.ok()) return status;
  manifest_ = std::move(manifest);
  // Files of a merge that still runs were never committed, and are kept.
  for (const std::string& file : committed_files_) {
    if (files.count(file) == 0) Remove(file);
  }
  committed_files_ = std::move(files);
  return absl::OkStatus();
}

void IndexDirectory::Discard(const SegmentSet& set) const {
  for (const std::string& file : FilesOf(set)) {
    if (committed_files_.count(file) == 0) Remove(file);
  }
}

void IndexDirectory::Remove(const std::string& file) const {
  std::error_code error;
  std::filesystem::remove(PathOf(file), error);
}

}  // namespace broadsheet::query
