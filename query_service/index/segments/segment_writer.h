// Writes a segment: first its terms in the order of their keys, then columns.
#pragma once

#include <array>
#include <cstdint>
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

// The columns of a segment's documents, in the order of their numbers.
struct DocumentColumns {
  std::vector<DocId> ids;
  std::vector<uint32_t> lengths;
  std::array<std::vector<uint32_t>, kHeadFieldCount> head_ends;
  std::array<std::vector<int64_t>, kNumberColumnCount> numbers;
  std::array<StringColumnWriter, kColumnCount - kNumberColumnCount> strings;
};

class SegmentWriter {
 public:
  // Both outlive this; lengths are complete, the rest before Finish.
  SegmentWriter(SectionWriter& file, DocumentColumns& columns);

  // Ascending keys; postings are not empty.
  void AddTerm(TermKey key, const Postings& postings);
  absl::Status Finish();

 private:
  void WritePending();
  void WriteColumns();

  SectionWriter& file_;
  DocumentColumns& columns_;
  PostingEncoder encoder_;
  std::string pending_;  // lists that were not yet appended to the file
  TermDictionaryWriter terms_;
};

}  // namespace broadsheet::query
