// The values of all records with how many have each, ordered by what can be
// typed for them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "query_service/index/term_search.h"

namespace broadsheet::query {

// About 150 bytes a value, which ends at its first zero byte. Not thread-safe.
class SuggestionDictionary {
 public:
  // A record has, or no longer has, a value in a column of kTermColumns. A
  // value that no record has is forgotten.
  void Add(Column column, std::string_view value, uint64_t records = 1);
  void Remove(Column column, std::string_view value);

  // All but `applied`. Takes time in proportion to the values that match.
  TermAnswer Search(const TermSearch& search) const;

  size_t size() const { return ids_.size(); }

 private:
  using Id = uint32_t;

  // A value and its keys, one after the other, each ended by a zero byte.
  struct Entry {
    std::unique_ptr<char[]> texts;
    std::vector<TermMatch> matches;  // of the keys
  };
  struct Key {
    const char* text;
    Id id;
  };
  struct KeyOrder {
    using is_transparent = void;
    bool operator()(const Key& a, const Key& b) const {
      const int order = std::string_view(a.text).compare(b.text);
      return order != 0 ? order < 0 : a.id < b.id;
    }
    bool operator()(const Key& a, std::string_view b) const { return std::string_view(a.text) < b; }
    bool operator()(std::string_view a, const Key& b) const { return a < std::string_view(b.text); }
  };

  static std::string IdentityOf(Column column, std::string_view value);
  Id NewEntry(Column column, std::string_view value);
  template <typename F>
  void ForEachKey(Id id, F f) const;

  absl::flat_hash_map<std::string_view, Id> ids_;  // by identity, which is the first of an entry's texts
  std::vector<Entry> entries_;
  std::vector<uint32_t> counts_;
  std::vector<Id> free_;
  absl::btree_set<Key, KeyOrder> keys_[kTermMatchCount];
};

}  // namespace broadsheet::query
