// What the extractors share about one record's text.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/extract/lexicon.h"
#include "ingest_service/parser/extract/paragraph_text.h"
#include "ingest_service/parser/extract/words.h"

namespace broadsheet::ingest {

// Characters [from, to) of one paragraph.
struct CharRange {
  size_t paragraph = 0, from = 0, to = 0;

  bool Covers(const CharRange& other) const {
    return paragraph == other.paragraph && from <= other.from && other.to <= to;
  }
};

inline std::u32string_view TextOfWord(const BodyParagraph& body, const Word& word) {
  return body.text().substr(word.from, word.to - word.from);
}

struct Analysis {
  std::vector<BodyParagraph> body;
  std::vector<std::vector<Word>> words;  // of each paragraph
  std::vector<CharRange> persons;        // in the order of the text
  std::vector<CharRange> organizations;  // in the order of the text

  std::u32string_view Text(const CharRange& range) const {
    return body[range.paragraph].text().substr(range.from, range.to - range.from);
  }
  std::string Printed(const CharRange& range) const {
    return std::string(body[range.paragraph].Printed(range.from, range.to));
  }
  record::v1::TextRange RangeInBytes(const CharRange& range) const {
    return RangeOf(body, range.paragraph, range.from, range.to);
  }
};

// Folds and cuts the paragraphs; names are not looked for yet.
Analysis AnalyzeText(const record::v1::Record& record, const Lexicon& lexicon);

}  // namespace broadsheet::ingest
