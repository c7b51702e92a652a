// From a range of a record's text back to bytes of the upload. Ranges are in
// UTF-8 bytes of the text and do not cut characters.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::query {

using Spans = std::vector<record::v1::Span>;
using SpanList = google::protobuf::RepeatedPtrField<record::v1::Span>;
using RangeList = google::protobuf::RepeatedPtrField<record::v1::TextRange>;

// Of a text that has its spans. By the rule of record.v1.Span, a place inside
// a span maps by proportion. The answer's text_start and text_end are those of
// the text.
Spans SpansOfText(const SpanList& spans, uint32_t start, uint32_t end);

// Of headline.text, whose lines have the spans.
Spans SpansOfLines(const record::v1::Headline& headline, uint32_t start, uint32_t end);

// Of a name that stands in `printed`, perhaps with spaces inside it (林 小满).
Spans SpansOfName(std::string_view name, const record::v1::Text& printed, uint32_t start, uint32_t end);

// Of a text that `ranges` of paragraphs give one after the other; none if they
// do not give exactly it.
Spans SpansOfRanges(const record::v1::Record& record, std::string_view text, const RangeList& ranges, uint32_t start,
                    uint32_t end);

// Of a name that each of `ranges` mentions: of the first that has it exactly.
Spans SpansOfMention(const record::v1::Record& record, std::string_view name, const RangeList& ranges, uint32_t start,
                     uint32_t end);

}  // namespace broadsheet::query
