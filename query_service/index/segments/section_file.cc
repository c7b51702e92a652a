#include "query_service/index/segments/section_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace broadsheet::query {
namespace {

constexpr uint64_t kMagic = 0x3245474D53444342;  // "BCDSMGE2"
constexpr uint32_t kSectionAlignment = 64;
constexpr size_t kWriteBuffer = 256 << 10;
// More than any decoder reads past its input.
constexpr size_t kPadding = 64;

struct Trailer {
  uint64_t table_offset;
  uint64_t table_entries;
  uint64_t table_checksum;
  uint64_t magic;
};

absl::Status FileError(std::string_view what, const std::string& path) {
  const bool is_full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
  const absl::StatusCode code = is_full ? absl::StatusCode::kResourceExhausted : absl::StatusCode::kUnavailable;
  return Error(code, "INDEX_IO", absl::StrCat(std::string(what), " ", path, ": ", std::strerror(errno)));
}

absl::Status Damaged(const std::string& path, std::string_view what) {
  return Error(absl::StatusCode::kDataLoss, "DAMAGED_SEGMENT", absl::StrCat(path, ": ", std::string(what)));
}

}  // namespace

struct SectionWriter::Entry {
  uint64_t id, offset, size, checksum;
};

struct SectionWriter::Checksum {
  XXH3_state_t state;
};

SectionWriter::SectionWriter() : checksum_(std::make_unique<Checksum>()) {}

absl::StatusOr<std::unique_ptr<SectionWriter>> SectionWriter::Create(const std::string& path) {
  std::unique_ptr<SectionWriter> writer(new SectionWriter);
  if (path.empty()) return writer;
  writer->path_ = path;
  writer->file_ = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (writer->file_ < 0) return FileError("open", path);
  writer->buffer_.reserve(kWriteBuffer * 2);
  return writer;
}

SectionWriter::~SectionWriter() {
  if (file_ >= 0) close(file_);
  if (!path_.empty() && !finished_) unlink(path_.c_str());
}

void SectionWriter::Begin(SectionId id) {
  End();
  section_start_ = 0;
  Align(kSectionAlignment);
  section_start_ = size_;
  entries_.push_back({id, size_, 0, 0});
  XXH3_64bits_reset(&checksum_->state);
}

void SectionWriter::End() {
  if (entries_.empty()) return;
  entries_.back().size = SectionSize();
  entries_.back().checksum = XXH3_64bits_digest(&checksum_->state);
}

void SectionWriter::Append(std::string_view bytes) {
  XXH3_64bits_update(&checksum_->state, bytes.data(), bytes.size());
  buffer_.append(bytes);
  size_ += bytes.size();
  if (file_ >= 0 && buffer_.size() >= kWriteBuffer) WriteOut();
}

void SectionWriter::Align(uint32_t alignment) {
  static constexpr char kZeros[kSectionAlignment] = {};
  Append({kZeros, (alignment - SectionSize() % alignment) % alignment});
}

void SectionWriter::WriteOut() {
  for (size_t done = 0; status_.ok() && done < buffer_.size();) {
    const ssize_t n = write(file_, buffer_.data() + done, buffer_.size() - done);
    if (n < 0 && errno != EINTR) status_ = FileError("write", path_);
    if (n > 0) done += static_cast<size_t>(n);
  }
  buffer_.clear();
}

absl::Status SectionWriter::Finish() {
  End();
  section_start_ = 0;
  Append(std::string(kPadding, '\0'));
  Align(kSectionAlignment);
  const std::string_view table(reinterpret_cast<const char*>(entries_.data()), entries_.size() * sizeof(Entry));
  const Trailer trailer{size_, entries_.size(), XXH3_64bits(table.data(), table.size()), kMagic};
  Append(table);
  Append({reinterpret_cast<const char*>(&trailer), sizeof(trailer)});
  if (file_ >= 0) {
    WriteOut();
    if (status_.ok() && fdatasync(file_) != 0) status_ = FileError("fdatasync", path_);
  }
  finished_ = status_.ok();
  return status_;
}

absl::StatusOr<std::unique_ptr<SectionReader>> SectionReader::Open(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno == ENOENT ? Damaged(path, "is missing") : FileError("open", path);
  struct stat info;
  if (fstat(file, &info) != 0 || info.st_size == 0) {
    close(file);
    return Damaged(path, "is empty");
  }
  std::unique_ptr<SectionReader> reader(new SectionReader);
  const auto size = static_cast<size_t>(info.st_size);
  void* const mapped = mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (mapped == MAP_FAILED) return FileError("mmap", path);
  reader->mapped_ = mapped;
  reader->bytes_ = {static_cast<const char*>(mapped), size};
  if (absl::Status status = reader->ReadTable(path, true); !status.ok()) return status;
  return reader;
}

std::unique_ptr<SectionReader> SectionReader::OfMemory(std::string bytes) {
  std::unique_ptr<SectionReader> reader(new SectionReader);
  reader->owned_ = std::move(bytes);
  reader->owned_.shrink_to_fit();
  reader->bytes_ = reader->owned_;
  reader->ReadTable("memory", false).IgnoreError();  // as we wrote it
  return reader;
}

SectionReader::~SectionReader() {
  if (mapped_ != nullptr) munmap(mapped_, bytes_.size());
}

absl::Status SectionReader::ReadTable(const std::string& path, bool verify) {
  struct Entry {
    uint64_t id, offset, size, checksum;
  };
  Trailer trailer;
  if (bytes_.size() < sizeof(trailer)) return Damaged(path, "is too short");
  const size_t end = bytes_.size() - sizeof(trailer);
  std::memcpy(&trailer, bytes_.data() + end, sizeof(trailer));
  if (trailer.magic != kMagic || trailer.table_offset > end ||
      trailer.table_entries != (end - trailer.table_offset) / sizeof(Entry)) {
    return Damaged(path, "has no valid trailer");
  }
  const std::string_view table = bytes_.substr(trailer.table_offset, end - trailer.table_offset);
  if (XXH3_64bits(table.data(), table.size()) != trailer.table_checksum) return Damaged(path, "has a damaged table");
  for (size_t i = 0; i < trailer.table_entries; ++i) {
    Entry entry;
    std::memcpy(&entry, table.data() + i * sizeof(entry), sizeof(entry));
    if (entry.offset > trailer.table_offset || entry.size > trailer.table_offset - entry.offset) {
      return Damaged(path, "has a damaged table");
    }
    const std::string_view section = bytes_.substr(entry.offset, entry.size);
    if (verify && XXH3_64bits(section.data(), section.size()) != entry.checksum) {
      return Damaged(path, absl::StrCat("has a damaged section ", entry.id));
    }
    sections_.emplace(static_cast<SectionId>(entry.id), section);
  }
  return absl::OkStatus();
}

std::string_view SectionReader::Section(SectionId id) const {
  const auto found = sections_.find(id);
  return found == sections_.end() ? std::string_view() : found->second;
}

absl::Status SyncDirectory(const std::string& directory) {
  const int file = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return FileError("open", directory);
  const int result = fsync(file);
  close(file);
  return result == 0 ? absl::OkStatus() : FileError("fsync", directory);
}

}  // namespace broadsheet::query
