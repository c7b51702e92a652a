// A record's paragraphs, made ready for matching, and ways to point into them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/text/folded.h"

namespace broadsheet::ingest {

// One paragraph: its printed text (owned by the record) and its folded form.
struct BodyParagraph {
  std::string_view printed;
  Folded folded;

  std::u32string_view text() const { return folded.text; }
  // The printed bytes of characters [from, to).
  std::string_view Printed(size_t from, size_t to) const {
    const ByteRange bytes = folded.Bytes(from, to);
    return printed.substr(bytes.start, bytes.end - bytes.start);
  }
};

// Valid while the record's paragraphs stay as they are.
std::vector<BodyParagraph> FoldParagraphs(const record::v1::Record& record);

// Characters [from, to) of paragraph `index` as a range of its bytes.
record::v1::TextRange RangeOf(const std::vector<BodyParagraph>& body, size_t index, size_t from, size_t to);

// Bytes [start, end) of the paragraph with the spans of the upload under them.
record::v1::Text TextOf(const record::v1::Paragraph& paragraph, ByteRange range);

// Printed text without white space between two characters that are not both
// ASCII: padding goes, `John Smith` stays.
std::string WithoutPadding(std::string_view printed);

}  // namespace broadsheet::ingest
