#include "ingest_service/parser/extract/paragraph_text.h"

#include <algorithm>

#include "common/text/utf8.h"

namespace broadsheet::ingest {

std::vector<BodyParagraph> FoldParagraphs(const record::v1::Record& record) {
  std::vector<BodyParagraph> body;
  body.reserve(static_cast<size_t>(record.paragraphs_size()));
  for (const record::v1::Paragraph& paragraph : record.paragraphs()) {
    body.push_back({paragraph.text(), FoldForMatching(paragraph.text())});
  }
  return body;
}

record::v1::TextRange RangeOf(const std::vector<BodyParagraph>& body, size_t index, size_t from, size_t to) {
  const ByteRange bytes = body[index].folded.Bytes(from, to);
  record::v1::TextRange range;
  range.set_paragraph(static_cast<uint32_t>(index));
  range.set_start(static_cast<uint32_t>(bytes.start));
  range.set_end(static_cast<uint32_t>(bytes.end));
  return range;
}

record::v1::Text TextOf(const record::v1::Paragraph& paragraph, ByteRange range) {
  record::v1::Text text;
  text.set_text(paragraph.text().substr(range.start, range.end - range.start));
  for (const record::v1::Span& span : paragraph.spans()) {
    const size_t from = std::max<size_t>(span.text_start(), range.start);
    const size_t to = std::min<size_t>(span.text_end(), range.end);
    if (from >= to) continue;
    // Characters are of one size on each side of a span, so bytes map by proportion.
    const uint64_t upload = span.end() - span.start(), printed = span.text_end() - span.text_start();
    const auto map = [&](size_t at) { return span.start() + (at - span.text_start()) * upload / printed; };
    record::v1::Span& part = *text.add_spans();
    part.set_start(map(from));
    part.set_end(map(to));
    part.set_text_start(static_cast<uint32_t>(from - range.start));
    part.set_text_end(static_cast<uint32_t>(to - range.start));
  }
  return text;
}

std::string WithoutPadding(std::string_view printed) {
  std::string result;
  char32_t before = 0;
  bool space = false;
  for (size_t at = 0; at < printed.size();) {
    const size_t begin = at;
    const char32_t c = NextCharacter(printed, at);
    if (c != kInvalidCharacter && IsSpace(c)) {
      space = true;
      continue;
    }
    if (space && before != 0 && before < 0x80 && c < 0x80) result += ' ';
    result.append(printed.substr(begin, at - begin));
    before = c;
    space = false;
  }
  return result;
}

}  // namespace broadsheet::ingest
