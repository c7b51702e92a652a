// A paragraph in Latin script as words, numbers and marks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/latin/vocabulary.h"

namespace broadsheet::ingest::latin {

struct Token {
  enum class Kind { kWord, kNumber, kMark };
  Kind kind = Kind::kMark;
  size_t from = 0, to = 0;      // bytes of the paragraph
  std::string key;              // of words: KeyOf
  bool capital = false;         // begins with a capital
  bool all_capitals = false;    // several letters, none of them small
  bool opens_sentence = false;  // the first word of one, or of a quotation
  bool joined = false;          // nothing but one space between it and the word before

  bool IsWord() const { return kind == Kind::kWord; }
};

struct Paragraph {
  std::string_view text;  // owned by the record
  std::vector<Token> tokens;
  bool heading = false;  // its words are capitalised for another reason

  std::string_view Text(const Token& token) const { return text.substr(token.from, token.to - token.from); }
  bool IsMark(size_t token, std::string_view mark) const {
    return token < tokens.size() && tokens[token].kind == Token::Kind::kMark && Text(tokens[token]) == mark;
  }
  bool EndsSentence(size_t token) const;
};

// Tokens [from, to) of a paragraph.
struct TokenRange {
  size_t paragraph = 0, from = 0, to = 0;
};

// Bytes [from, to) of a paragraph.
struct ByteSpan {
  size_t paragraph = 0, from = 0, to = 0;
};

using Body = std::vector<Paragraph>;

// Valid while the record's paragraphs stay as they are. A possessive ('s) is a
// mark of its own; initials and abbreviations keep their full stops.
Body ReadBody(const record::v1::Record& record, const Vocabulary& vocabulary);

// How many tokens from `at` on are one phrase of the set; 0: none is there.
size_t PhraseAt(const Paragraph& paragraph, size_t at, const PhraseSet& set);
// How many tokens before `end` are one.
size_t PhraseBefore(const Paragraph& paragraph, size_t end, const PhraseSet& set);

std::string TextOf(const Body& body, const TokenRange& range);
record::v1::TextRange RangeOf(const Body& body, const TokenRange& range);
record::v1::TextRange RangeOf(const ByteSpan& span);

}  // namespace broadsheet::ingest::latin
