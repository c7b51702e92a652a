// Files of numbered sections with checksums, written once and then mapped.
//
//   sections, each at a multiple of 64 bytes │ table │ trailer
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace broadsheet::query {

using SectionId = uint32_t;

// Where sections go: a file, or memory when the path is empty. After an error
// the remaining calls do nothing and Finish returns it.
class SectionWriter {
 public:
  static absl::StatusOr<std::unique_ptr<SectionWriter>> Create(const std::string& path);
  ~SectionWriter();  // removes the file if Finish did not succeed
  SectionWriter(const SectionWriter&) = delete;
  SectionWriter& operator=(const SectionWriter&) = delete;

  // Sections follow one another; a section is what is appended between two.
  void Begin(SectionId id);
  void Append(std::string_view bytes);
  // Zeros up to a multiple of `alignment` bytes from the section's begin.
  void Align(uint32_t alignment);
  uint64_t SectionSize() const { return size_ - section_start_; }
  template <typename T>
  void AppendAll(std::span<const T> values) {
    Append({reinterpret_cast<const char*>(values.data()), values.size_bytes()});
  }

  // Writes the table; for a file also fsync.
  absl::Status Finish();
  // What was written to memory, after Finish.
  std::string TakeBytes() { return std::move(buffer_); }

 private:
  struct Entry;
  struct Checksum;
  SectionWriter();
  void End();
  void WriteOut();

  std::string path_;
  int file_ = -1;
  bool finished_ = false;
  absl::Status status_;
  std::string buffer_;
  uint64_t size_ = 0, section_start_ = 0;
  std::vector<Entry> entries_;
  std::unique_ptr<Checksum> checksum_;
};

// The sections of a file or of bytes in memory.
class SectionReader {
 public:
  // Maps a file. DATA_LOSS, reason DAMAGED_SEGMENT, when a checksum is wrong;
  // every byte that can be reached later was verified then.
  static absl::StatusOr<std::unique_ptr<SectionReader>> Open(const std::string& path);
  static std::unique_ptr<SectionReader> OfMemory(std::string bytes);
  ~SectionReader();
  SectionReader(const SectionReader&) = delete;
  SectionReader& operator=(const SectionReader&) = delete;

  // Empty if there is none. At least kCodecPadding readable bytes follow.
  std::string_view Section(SectionId id) const;
  template <typename T>
  std::span<const T> SectionOf(SectionId id) const {
    const std::string_view bytes = Section(id);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  uint64_t Size() const { return bytes_.size(); }

 private:
  SectionReader() = default;
  absl::Status ReadTable(const std::string& path, bool verify);

  std::string owned_;
  void* mapped_ = nullptr;
  std::string_view bytes_;
  std::unordered_map<SectionId, std::string_view> sections_;
};

// Makes a rename or a removal in a directory durable.
absl::Status SyncDirectory(const std::string& directory);

}  // namespace broadsheet::query
