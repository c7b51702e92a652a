// What stands in quotation marks, over paragraphs too.
#pragma once

#include <vector>

#include "ingest_service/parser/latin/text.h"

namespace broadsheet::ingest::latin {

// The words between two marks. A quotation that goes on in the next paragraph,
// which opens with a mark again, has a part for each.
struct Quotation {
  std::vector<ByteSpan> parts;  // without the marks
  size_t open = 0;              // first byte of the opening mark, in the first part's paragraph
  size_t close = 0;             // one past the closing mark, in the last part's
};

// “ ”, „ “, « », straight marks, and ‘ ’ where they enclose words; the outermost
// pairs, in the order of the text. One that is not closed runs to the end of its
// paragraph.
std::vector<Quotation> FindQuotations(const Body& body);

}  // namespace broadsheet::ingest::latin
