// Writes a segment: first its terms in the order of their keys, then columns.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "query_service/index/record_index.h"
#include "query_service/index/segments/postings.h"
#include "query_service/index/segments/section_file.h"
#include "query_service/index/segments/segment.h"
#include "query_service/index/segments/string_column.h"

namespace broadsheet::query {

// The numbers of a segment's documents, in the order of the documents.
struct DocumentColumns {
  std::vector<DocId> ids;
  std::vector<uint32_t> lengths;
  std::array<std::vector<uint32_t>, kHeadFieldCount> head_ends;
  std::array<std::vector<int64_t>, kNumberColumnCount> numbers;
};

// Gives a string column.
using StringsOf = std::function<StringColumnParts(Column)>;

class SegmentWriter {
 public:
  // The file outlives this; `lengths` are those of the columns.
  SegmentWriter(SectionWriter& file, std::span<const uint32_t> lengths);

  // Ascending keys; postings are not empty.
  void AddTerm(TermKey key, const Postings& postings);
  // Asks for one column of strings after another, so that no two have to be in
  // memory.
  absl::Status Finish(const DocumentColumns& columns, const StringsOf& strings);

 private:
  void WritePending();
  void WriteNumbers(const DocumentColumns& columns);

  SectionWriter& file_;
  PostingEncoder encoder_;
  std::string pending_;  // lists that were not yet appended to the file
  TermDictionaryWriter terms_;
};

}  // namespace broadsheet::query
