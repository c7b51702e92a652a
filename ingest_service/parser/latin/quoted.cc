#include "ingest_service/parser/latin/quoted.h"

#include <optional>
#include <string_view>
#include <utility>

namespace broadsheet::ingest::latin {
namespace {

struct Marks {
  std::string_view open, close, other_close;
};
constexpr Marks kMarks[] = {{"“", "”", ""}, {"„", "“", "”"},  {"«", "»", ""},
                            {"»", "«", ""}, {"\"", "\"", ""}, {"‘", "’", ""}};

class QuotationFinder {
 public:
  explicit QuotationFinder(const Body& body) : body_(body) {}

  std::vector<Quotation> Run() {
    for (index_ = 0; index_ < body_.size(); ++index_) {
      BeginParagraph();
      for (token_ = token_; token_ < Here().tokens.size(); ++token_) Step();
      EndParagraph();
    }
    Finish();
    return std::move(found_);
  }

 private:
  const Paragraph& Here() const { return body_[index_]; }
  size_t From() const { return Here().tokens[token_].from; }
  size_t To() const { return Here().tokens[token_].to; }

  // A quotation left open goes on where the paragraph opens with its mark.
  void BeginParagraph() {
    token_ = 0;
    if (marks_ == nullptr) return;
    if (!Here().IsMark(0, marks_->open)) return Finish();
    open_.parts.push_back({index_, To(), To()});
    token_ = 1;
  }

  void Step() {
    if (marks_ != nullptr) {
      if (Closes()) Close();
      return;
    }
    for (const Marks& marks : kMarks) {
      if (!Here().IsMark(token_, marks.open) || !OpensWord()) continue;
      marks_ = &marks;
      open_ = {{{index_, To(), To()}}, From(), 0};
      return;
    }
  }

  // A mark stands right before a word, and not right behind one.
  bool OpensWord() const {
    const std::vector<Token>& tokens = Here().tokens;
    const bool guillemet = Here().text[From()] == '\xC2';  // has spaces inside in some languages
    const bool near = token_ + 1 < tokens.size() && (guillemet || tokens[token_ + 1].from == To());
    return near && (token_ == 0 || tokens[token_ - 1].to < From() || !tokens[token_ - 1].IsWord());
  }

  bool Closes() const {
    if (marks_->open == "‘") return Here().IsMark(token_, "’") && EndsWords();
    return Here().IsMark(token_, marks_->close) ||
           (!marks_->other_close.empty() && Here().IsMark(token_, marks_->other_close));
  }

  // An apostrophe behind a word is none where the sentence or clause ends.
  bool EndsWords() const {
    if (token_ == 0 || Here().tokens[token_ - 1].to != From()) return false;
    const bool behind_mark = Here().tokens[token_ - 1].kind == Token::Kind::kMark;
    return behind_mark || Here().text[From() - 1] != 's';
  }

  void Close() {
    open_.parts.back().to = From();
    open_.close = To();
    Finish();
  }

  void EndParagraph() {
    if (marks_ == nullptr) return;
    open_.parts.back().to = Here().text.size();
    open_.close = Here().text.size();
  }

  void Finish() {
    if (marks_ == nullptr) return;
    marks_ = nullptr;
    for (ByteSpan& part : open_.parts) Trim(part);
    found_.push_back(std::exchange(open_, {}));
  }

  // White space that stands inside the marks in some languages.
  void Trim(ByteSpan& part) const {
    constexpr std::string_view kSpaces[] = {" ", "\xC2\xA0", "\xE2\x80\xAF"};
    const std::string_view text = body_[part.paragraph].text;
    for (const std::string_view space : kSpaces) {
      while (part.from < part.to && text.substr(part.from, part.to - part.from).starts_with(space))
        part.from += space.size();
      while (part.from < part.to && text.substr(part.from, part.to - part.from).ends_with(space))
        part.to -= space.size();
    }
  }

  const Body& body_;
  size_t index_ = 0, token_ = 0;
  const Marks* marks_ = nullptr;  // of the quotation that is open
  Quotation open_;
  std::vector<Quotation> found_;
};

}  // namespace

std::vector<Quotation> FindQuotations(const Body& body) { return QuotationFinder(body).Run(); }

}  // namespace broadsheet::ingest::latin
