#include "query_service/search/upload_spans.h"

#include <algorithm>

#include "common/text/utf8.h"

namespace broadsheet::query {
namespace {

using record::v1::Record;
using record::v1::Span;
using record::v1::Text;
using record::v1::TextRange;

// Appends what `part` gives of [start, end), where part[0] stands at `at` of
// the text: its spans for [part_start, part_start + length).
void AppendPart(const SpanList& spans, uint32_t part_start, uint32_t at, uint32_t length, uint32_t start, uint32_t end,
                Spans& out) {
  const uint32_t first = std::max(start, at), last = std::min(end, at + length);
  if (first >= last) return;
  for (Span& span : SpansOfText(spans, part_start + (first - at), part_start + (last - at))) {
    span.set_text_start(span.text_start() - part_start + at);
    span.set_text_end(span.text_end() - part_start + at);
    out.push_back(std::move(span));
  }
}

// The paragraph's text that a range gives; empty if there is no such range.
std::string_view TextOf(const Record& record, const TextRange& range) {
  if (range.paragraph() >= static_cast<uint32_t>(record.paragraphs_size())) return {};
  const std::string_view text = record.paragraphs(static_cast<int>(range.paragraph())).text();
  if (range.start() > range.end() || range.end() > text.size()) return {};
  return text.substr(range.start(), range.end() - range.start());
}

// Where the characters of `name` stand in `printed` from `at` on, spaces
// between them skipped; empty if they do not stand there.
std::vector<uint32_t> MatchName(std::string_view name, std::string_view printed, size_t at) {
  std::vector<uint32_t> places;
  for (size_t in_name = 0; in_name < name.size();) {
    if (at >= printed.size()) return {};
    const size_t place = at;
    const char32_t c = NextCharacter(printed, at);
    size_t next = in_name;
    const char32_t wanted = NextCharacter(name, next);
    if (c != wanted) {
      if (!IsSpace(c) || in_name == 0) return {};
      continue;
    }
    for (size_t byte = place; in_name < next; ++in_name, ++byte) places.push_back(static_cast<uint32_t>(byte));
  }
  return places;
}

}  // namespace

Spans SpansOfText(const SpanList& spans, uint32_t start, uint32_t end) {
  Spans out;
  for (const Span& span : spans) {
    const uint32_t first = std::max(start, span.text_start()), last = std::min(end, span.text_end());
    if (first >= last) continue;
    const uint64_t bytes = span.end() - span.start(), length = span.text_end() - span.text_start();
    Span& part = out.emplace_back();
    part.set_start(span.start() + (first - span.text_start()) * bytes / length);
    part.set_end(span.start() + (last - span.text_start()) * bytes / length);
    part.set_text_start(first);
    part.set_text_end(last);
  }
  return out;
}

Spans SpansOfLines(const record::v1::Headline& headline, uint32_t start, uint32_t end) {
  const std::string_view text = headline.text();
  Spans out;
  size_t at = 0;
  for (const Text& line : headline.lines()) {
    const std::string& printed = line.text();
    if (text.substr(at, printed.size()) != printed) {
      if (text.substr(at, 1) != " " || text.substr(at + 1, printed.size()) != printed) return out;
      ++at;  // the space that joins two Latin lines
    }
    AppendPart(line.spans(), 0, static_cast<uint32_t>(at), static_cast<uint32_t>(printed.size()), start, end, out);
    at += printed.size();
  }
  return out;
}

Spans SpansOfName(std::string_view name, const Text& printed, uint32_t start, uint32_t end) {
  for (size_t at = 0; at < printed.text().size(); NextCharacter(printed.text(), at)) {
    const std::vector<uint32_t> places = MatchName(name, printed.text(), at);
    if (places.empty()) continue;
    Spans out;
    // One run of bytes without a space between them at a time.
    for (uint32_t first = start; first < end;) {
      uint32_t last = first + 1;
      while (last < end && places[last] == places[last - 1] + 1) ++last;
      AppendPart(printed.spans(), places[first], first, last - first, start, end, out);
      first = last;
    }
    return out;
  }
  return {};
}

Spans SpansOfRanges(const Record& record, std::string_view text, const RangeList& ranges, uint32_t start,
                    uint32_t end) {
  Spans out;
  size_t at = 0;
  for (const TextRange& range : ranges) {
    const std::string_view part = TextOf(record, range);
    if (part.empty() || text.substr(at, part.size()) != part) return {};
    AppendPart(record.paragraphs(static_cast<int>(range.paragraph())).spans(), range.start(), static_cast<uint32_t>(at),
               static_cast<uint32_t>(part.size()), start, end, out);
    at += part.size();
  }
  return at == text.size() ? out : Spans{};
}

Spans SpansOfMention(const Record& record, std::string_view name, const RangeList& ranges, uint32_t start,
                     uint32_t end) {
  for (const TextRange& range : ranges) {
    if (TextOf(record, range) != name) continue;
    RangeList one;
    *one.Add() = range;
    return SpansOfRanges(record, name, one, start, end);
  }
  return {};
}

}  // namespace broadsheet::query
