#include "query_service/search/query_lexer.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "common/text/utf8.h"

namespace broadsheet::query {
namespace {

using Kind = QueryToken::Kind;

constexpr std::pair<std::string_view, FieldMask> kFields[] = {
    {"headline", MaskOf(TextField::kHeadline)}, {"speaker", MaskOf(TextField::kSpeaker)},
    {"reporter", MaskOf(TextField::kReporter)}, {"org", MaskOf(TextField::kOrganization)},
    {"person", MaskOf(TextField::kPerson)},     {"place", MaskOf(TextField::kPlace)},
    {"quote", MaskOf(TextField::kQuote)},       {"proposal", MaskOf(TextField::kProposal)},
    {"body", MaskOf(TextField::kBody)},
};

// The number of NEAR or NEAR/n; nullopt: it is a word.
std::optional<int> NearDistance(std::string_view word) {
  constexpr std::string_view kNear = "NEAR";
  if (word == kNear) return kDefaultNearDistance;
  if (word.substr(0, kNear.size() + 1) != "NEAR/") return std::nullopt;
  const std::string_view digits = word.substr(kNear.size() + 1);
  int distance = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), distance);
  if (end != digits.data() + digits.size() || distance < 0) return std::nullopt;
  if (error == std::errc::result_out_of_range) return kMaxNearDistance;
  if (error != std::errc()) return std::nullopt;
  return std::min(distance, kMaxNearDistance);
}

class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_(query) {}

  std::vector<QueryToken> Run() {
    while (SkipSpace(), at_ < query_.size()) Next();
    DropUnclosed();
    return std::move(tokens_);
  }

 private:
  char Peek(size_t ahead = 0) const { return at_ + ahead < query_.size() ? query_[at_ + ahead] : '\0'; }

  // Whether the query ends or a space or closing mark stands at `place`.
  bool NothingAt(size_t place) const {
    if (place >= query_.size() || query_[place] == ')') return true;
    return IsSpace(NextCharacter(query_, place));
  }

  void SkipSpace() {
    for (size_t next = at_; next < query_.size(); at_ = next) {
      if (!IsSpace(NextCharacter(query_, next))) return;
    }
  }

  void Next() {
    if (Peek() == '(') {
      open_.push_back(tokens_.size());
      Add(Kind::kOpen, 1);
    } else if (Peek() == ')') {
      Close();
    } else if (Peek() == '"') {
      Phrase();
    } else if (Peek() == '-' && Peek(1) != '-' && !NothingAt(at_ + 1)) {
      Add(Kind::kNot, 1);
    } else if (!Field()) {
      Word();
    }
  }

  void Add(Kind kind, size_t length) {
    QueryToken& token = tokens_.emplace_back();
    token.kind = kind;
    token.text = query_.substr(at_, length);
    at_ += length;
  }

  void Close() {
    if (open_.empty()) {
      ++at_;
      return;
    }
    open_.pop_back();
    Add(Kind::kClose, 1);
  }

  void Phrase() {
    const size_t end = query_.find('"', ++at_);
    if (end == std::string_view::npos) return;
    Add(Kind::kPhrase, end - at_);
    ++at_;
    if (Peek() == '*' && NothingAt(at_ + 1)) {
      tokens_.back().prefix = true;
      ++at_;
    }
  }

  bool Field() {
    const std::string_view rest = query_.substr(at_);
    for (const auto& [name, mask] : kFields) {
      const size_t length = name.size();
      if (rest.substr(0, length) != name || Peek(length) != ':' || NothingAt(at_ + length + 1)) continue;
      Add(Kind::kField, length);
      tokens_.back().fields = mask;
      ++at_;
      return true;
    }
    return false;
  }

  // A word ends at a space or at a closing mark that is not its own.
  size_t WordEnd() const {
    int inner = 0;
    size_t end = at_;
    for (size_t next = end; next < query_.size(); end = next) {
      const char32_t c = NextCharacter(query_, next);
      if (IsSpace(c) || (c == ')' && inner == 0)) break;
      inner += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    return end;
  }

  void Word() {
    const size_t length = WordEnd() - at_;
    const std::string_view word = query_.substr(at_, length);
    if (word == "OR") return Add(Kind::kOr, length);
    if (word == "AND") return Add(Kind::kAnd, length);
    if (word == "NOT") return Add(Kind::kNot, length);
    const std::optional<int> distance = NearDistance(word);
    Add(distance ? Kind::kNear : Kind::kWord, length);
    tokens_.back().distance = distance.value_or(0);
    const size_t last = word.find_last_not_of('*');
    if (last == std::string_view::npos || last + 1 == length) return;
    tokens_.back().text = word.substr(0, last + 1);
    tokens_.back().prefix = true;
  }

  void DropUnclosed() {
    size_t index = 0;
    std::erase_if(tokens_, [&](const QueryToken&) { return std::binary_search(open_.begin(), open_.end(), index++); });
  }

  std::string_view query_;
  size_t at_ = 0;
  std::vector<size_t> open_;  // kOpen tokens that wait for their partner
  std::vector<QueryToken> tokens_;
};

}  // namespace

std::vector<QueryToken> LexQuery(std::string_view query) { return Lexer(query).Run(); }

}  // namespace broadsheet::query
