// A string column: its distinct values in order, and each document's as codes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "query_service/index/segments/number_column.h"
#include "query_service/index/segments/section_file.h"

namespace broadsheet::query {

// Place of a value in the column's dictionary.
using ValueCode = uint32_t;

// Distinct strings, ordered by their bytes, with what neighbours share left out.
class StringDictionary {
 public:
  StringDictionary() = default;
  explicit StringDictionary(std::string_view bytes);  // as Encode wrote it

  uint32_t size() const { return count_; }
  std::string operator[](ValueCode code) const;
  // Calls f(code, value) for all, in order.
  template <typename F>
  void ForEach(F f) const;

  // Goes through the values in order; the dictionary outlives it.
  class Cursor {
   public:
    explicit Cursor(const StringDictionary& values) : values_(&values), at_(values.data_) { Read(); }
    bool Done() const { return code_ == values_->count_; }
    ValueCode code() const { return code_; }
    const std::string& value() const { return value_; }
    void Next() {
      ++code_;
      Read();
    }

   private:
    void Read() {
      if (!Done()) at_ = values_->Next(at_, value_);
    }

    const StringDictionary* values_;
    const char* at_;
    ValueCode code_ = 0;
    std::string value_;
  };

 private:
  friend class StringDictionaryWriter;
  static constexpr uint32_t kRun = 16;  // values from one that is whole
  const char* Next(const char* at, std::string& value) const;

  uint32_t count_ = 0;
  const uint32_t* runs_ = nullptr;  // offsets in data_
  const char* data_ = nullptr;
};

class StringColumn {
 public:
  StringColumn() = default;
  // The sections [first, first + kSections) of a file.
  static constexpr SectionId kSections = 4;
  StringColumn(const SectionReader& file, SectionId first);

  const StringDictionary& Values() const { return values_; }
  // FoldedHash of each value: finds those that fold to a text.
  std::span<const uint32_t> FoldedHashes() const { return folded_hashes_; }

  // Calls f(code) for each of a document's distinct values, ascending.
  template <typename F>
  void ForEachCode(uint32_t document, F f) const {
    const uint64_t begin = single_ ? document : static_cast<uint64_t>(starts_[document]);
    const uint64_t end = single_ ? document + 1 : static_cast<uint64_t>(starts_[document + 1]);
    for (uint64_t i = begin; i < end; ++i) f(static_cast<ValueCode>(codes_[static_cast<uint32_t>(i)]));
  }
  // Calls f(codes, least, range): the codes of a document are least + codes[i] for
  // i in range(document), a pair. For loops over many documents.
  template <typename F>
  void VisitCodes(F f) const {
    codes_.Visit([&](const auto* codes, int64_t base) {
      const auto least = static_cast<uint64_t>(base);
      if (single_) {
        f(codes, least, [](uint64_t document) { return std::pair(document, document + 1); });
        return;
      }
      starts_.Visit([&](const auto* starts, int64_t first) {
        f(codes, least, [starts, first = static_cast<uint64_t>(first)](uint64_t document) {
          return std::pair(first + starts[document], first + starts[document + 1]);
        });
      });
    });
  }
  bool HasValue(uint32_t document) const { return single_ || starts_[document] != starts_[document + 1]; }
  // Every document has exactly one value: Codes()[document].
  bool IsSingle() const { return single_; }
  const NumberColumn& Codes() const { return codes_; }
  // Of the document's values the first as given to the index; empty: none.
  // Only exact for columns with at most one value.
  std::string ValueOf(uint32_t document) const;

 private:
  StringDictionary values_;
  std::span<const uint32_t> folded_hashes_;
  NumberColumn codes_;
  NumberColumn starts_;
  bool single_ = true;
};

uint32_t FoldedHash(std::string_view folded);

// Encodes a dictionary; keeps nothing of a value but its bytes there.
class StringDictionaryWriter {
 public:
  // Distinct values, in order; returns the code.
  ValueCode Add(std::string_view value);
  uint32_t size() const { return count_; }
  std::string Encode() const;

 private:
  uint32_t count_ = 0;
  std::vector<uint32_t> runs_;
  std::string data_, last_;
};

// A whole column, to be written.
struct StringColumnParts {
  StringDictionaryWriter values;
  std::vector<uint32_t> folded_hashes;  // by code
  std::vector<ValueCode> codes;         // of the documents one after another, each's ascending
  std::vector<uint32_t> starts = {0};   // where each document's begin, and the end

  void Write(SectionWriter& file, SectionId first) const;
};

// Collects a column's values, document after document.
class StringColumnWriter {
 public:
  void AddDocument(const std::vector<std::string>& values);
  StringColumnParts Finish() const;

 private:
  uint32_t NumberOf(const std::string& value);

  std::unordered_map<std::string, uint32_t> numbers_;  // in the order in which they came
  std::vector<uint32_t> folded_hashes_;                // by number
  std::vector<uint32_t> codes_;                        // numbers
  std::vector<uint32_t> starts_ = {0};
};

template <typename F>
void StringDictionary::ForEach(F f) const {
  for (Cursor at(*this); !at.Done(); at.Next()) f(at.code(), at.value());
}

}  // namespace broadsheet::query
