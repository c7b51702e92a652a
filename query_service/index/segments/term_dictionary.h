// The terms of a segment in the order of their keys, with where their lists are.
//
// Terms are coded in groups of kTermGroup: of a group's first there are the key
// and the list's offset in arrays, of the others how much they grow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "query_service/index/segments/section_file.h"
#include "query_service/index/segments/term_key.h"

namespace broadsheet::query {

struct TermEntry {
  TermKey key = 0;
  uint32_t frequency = 0;  // documents that have it
  uint64_t offset = 0;     // of its list among the segment's postings
};

inline constexpr size_t kTermGroup = 16;

class TermDictionary {
 public:
  static constexpr SectionId kSections = 4;

  TermDictionary() = default;
  // Sections first … first + kSections - 1 of a file that outlives this.
  TermDictionary(const SectionReader& file, SectionId first);

  std::optional<TermEntry> Find(TermKey key) const;

  // Goes through terms in order.
  class Cursor {
   public:
    bool Done() const { return done_; }
    const TermEntry& operator*() const { return term_; }
    const TermEntry* operator->() const { return &term_; }
    void Next();

   private:
    friend class TermDictionary;
    Cursor(const TermDictionary& dictionary, size_t group) : dictionary_(&dictionary), group_(group) { EnterGroup(); }
    void EnterGroup();

    const TermDictionary* dictionary_;
    size_t group_, in_group_ = 0;
    const uint8_t* at_ = nullptr;
    TermEntry term_;
    bool done_ = false;
  };
  // At the first term that does not come before `key`. The dictionary stays
  // where it is while the cursor is used.
  Cursor From(TermKey key) const;

 private:
  // The group that has `key` if any has.
  size_t GroupOf(TermKey key) const;

  std::span<const TermKey> keys_;      // by group
  std::span<const uint64_t> offsets_;  // by group
  std::span<const uint32_t> begins_;   // by group, in terms_
  std::span<const uint8_t> terms_;
};

class TermDictionaryWriter {
 public:
  // Ascending keys and offsets.
  void Add(const TermEntry& term);
  void Write(SectionWriter& file, SectionId first) const;

 private:
  size_t count_ = 0;
  TermEntry before_;
  std::vector<TermKey> keys_;
  std::vector<uint64_t> offsets_;
  std::vector<uint32_t> begins_;
  std::string terms_;
};

}  // namespace broadsheet::query
