#include "ingest_service/parser/latin/text.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "common/text/utf8.h"

namespace broadsheet::ingest::latin {
namespace {

bool IsApostrophe(char32_t c) { return c == '\'' || c == U'’'; }
bool IsLetter(char32_t c) { return c != kInvalidCharacter && u_isalpha(static_cast<UChar32>(c)); }
bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }

class Tokenizer {
 public:
  Tokenizer(std::string_view text, const Vocabulary& vocabulary) : text_(text), vocabulary_(vocabulary) {}

  std::vector<Token> Run() {
    while (at_ < text_.size()) {
      const char32_t c = Peek(at_);
      if (c != kInvalidCharacter && IsSpace(c)) {
        at_ = Behind(at_);
      } else if (IsLetter(c)) {
        AddWord();
      } else if (IsDigit(c)) {
        AddNumber();
      } else {
        AddMark(c);
      }
    }
    return std::move(tokens_);
  }

 private:
  char32_t Peek(size_t at) const { return at < text_.size() ? NextCharacter(text_, at) : 0; }
  size_t Behind(size_t at) const {
    if (at < text_.size()) NextCharacter(text_, at);
    return at;
  }

  Token& Add(Token::Kind kind, size_t to) {
    Token token;
    token.kind = kind, token.from = at_, token.to = to;
    const size_t before = tokens_.empty() || !tokens_.back().IsWord() ? text_.size() : tokens_.back().to;
    token.joined = before == at_ || (before + 1 == at_ && text_[before] == ' ');
    at_ = to;
    return tokens_.emplace_back(std::move(token));
  }

  // One past the letters from `at` on, with apostrophes and hyphens inside them.
  size_t EndOfLetters(size_t at) const {
    while (at < text_.size()) {
      const char32_t c = Peek(at);
      const bool inner = (IsApostrophe(c) || c == '-') && (IsLetter(Peek(Behind(at))) || IsDigit(Peek(Behind(at))));
      if (!IsLetter(c) && !inner) break;
      if (IsApostrophe(c) && IsPossessive(at)) break;
      at = Behind(at);
    }
    return at;
  }

  bool IsPossessive(size_t apostrophe) const {
    const size_t s = Behind(apostrophe);
    return Peek(s) == 's' && !IsLetter(Peek(s + 1));
  }

  void AddWord() {
    const size_t from = at_, letters = EndOfElision();
    Token& word = Add(Token::Kind::kWord, letters > at_ ? Behind(letters) : EndOfWord());
    const std::string_view printed = text_.substr(from, word.to - from);
    word.key = KeyOf(letters > from ? text_.substr(from, letters - from) : printed);
    word.capital = u_isupper(static_cast<UChar32>(Peek(from)));
    word.all_capitals = IsAllCapitals(printed);
    word.opens_sentence = opens_sentence_;
    opens_sentence_ = false;
  }

  // One past the letters of l' before another word; `at_`: none is here.
  size_t EndOfElision() const {
    size_t end = at_;
    while (IsLetter(Peek(end))) end = Behind(end);
    const bool elision = IsApostrophe(Peek(end)) && vocabulary_.elisions.Has(KeyOf(text_.substr(at_, end - at_)));
    return elision ? end : at_;
  }

  // Letters, and the full stops of U.S., J. and abbreviations of the language.
  size_t EndOfWord() const {
    size_t end = EndOfLetters(at_);
    while (Peek(end) == '.' && IsAbbreviation(text_.substr(at_, end - at_))) {
      ++end;
      if (!IsLetter(Peek(end)) || Peek(Behind(end)) != '.') break;
      end = Behind(end);
    }
    return end;
  }

  bool IsAbbreviation(std::string_view word) const {
    size_t last = word.rfind('.') + 1;  // npos + 1 is 0
    const bool capital = u_isupper(static_cast<UChar32>(NextCharacter(word, last)));
    return (capital && last == word.size()) || vocabulary_.abbreviations.Has(KeyOf(word));
  }

  static bool IsAllCapitals(std::string_view word) {
    size_t letters = 0;
    for (size_t at = 0; at < word.size();) {
      const char32_t c = NextCharacter(word, at);
      if (!IsLetter(c)) continue;
      if (!u_isupper(static_cast<UChar32>(c))) return false;
      ++letters;
    }
    return letters > 1;
  }

  void AddNumber() {
    size_t end = at_;
    while (IsDigit(Peek(end)) || ((Peek(end) == '.' || Peek(end) == ',') && IsDigit(Peek(end + 1)))) ++end;
    Add(Token::Kind::kNumber, end);
    opens_sentence_ = false;
  }

  void AddMark(char32_t c) {
    constexpr std::u32string_view kOpening = U".!?…:—–“„«»\"‘”";
    if (kOpening.find(c) != kOpening.npos) opens_sentence_ = true;
    const bool possessive = IsApostrophe(c) && IsPossessive(at_);
    Add(Token::Kind::kMark, possessive ? Behind(at_) + 1 : Behind(at_));
  }

  std::string_view text_;
  const Vocabulary& vocabulary_;
  size_t at_ = 0;
  bool opens_sentence_ = true;
  std::vector<Token> tokens_;
};

std::string PhraseOf(const Paragraph& paragraph, size_t from, size_t to) {
  std::string phrase;
  for (size_t i = from; i < to; ++i) {
    const Token& token = paragraph.tokens[i];
    if (!token.IsWord() || (i > from && !token.joined)) return {};
    if (i > from) phrase += ' ';
    phrase += token.key;
  }
  return phrase;
}

}  // namespace

bool Paragraph::EndsSentence(size_t token) const {
  return IsMark(token, ".") || IsMark(token, "!") || IsMark(token, "?") || IsMark(token, "…");
}

Body ReadBody(const record::v1::Record& record, const Vocabulary& vocabulary) {
  Body body;
  body.reserve(static_cast<size_t>(record.paragraphs_size()));
  for (const record::v1::Paragraph& paragraph : record.paragraphs()) {
    Paragraph& read = body.emplace_back();
    read.text = paragraph.text();
    read.tokens = Tokenizer(read.text, vocabulary).Run();
    read.heading = paragraph.kind() == record::v1::PARAGRAPH_KIND_SUBHEAD;
  }
  return body;
}

size_t PhraseAt(const Paragraph& paragraph, size_t at, const PhraseSet& set) {
  for (size_t length = std::min(set.longest(), paragraph.tokens.size() - at); length > 0; --length) {
    if (set.Has(PhraseOf(paragraph, at, at + length))) return length;
  }
  return 0;
}

size_t PhraseBefore(const Paragraph& paragraph, size_t end, const PhraseSet& set) {
  for (size_t length = std::min(set.longest(), end); length > 0; --length) {
    if (set.Has(PhraseOf(paragraph, end - length, end))) return length;
  }
  return 0;
}

std::string TextOf(const Body& body, const TokenRange& range) {
  const Paragraph& paragraph = body[range.paragraph];
  const size_t from = paragraph.tokens[range.from].from;
  return std::string(paragraph.text.substr(from, paragraph.tokens[range.to - 1].to - from));
}

record::v1::TextRange RangeOf(const Body& body, const TokenRange& range) {
  const std::vector<Token>& tokens = body[range.paragraph].tokens;
  return RangeOf({range.paragraph, tokens[range.from].from, tokens[range.to - 1].to});
}

record::v1::TextRange RangeOf(const ByteSpan& span) {
  record::v1::TextRange range;
  range.set_paragraph(static_cast<uint32_t>(span.paragraph));
  range.set_start(static_cast<uint32_t>(span.from));
  range.set_end(static_cast<uint32_t>(span.to));
  return range;
}

}  // namespace broadsheet::ingest::latin
