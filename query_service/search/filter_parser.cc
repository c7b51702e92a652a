#include "query_service/search/filter_parser.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "query_service/search/filter_fields.h"
#include "query_service/search/filter_lexer.h"

namespace broadsheet::query {
namespace {

using Kind = Filter::Kind;
using Token = FilterToken::Kind;

// What stands left of `field comparator ( … )`, for the values inside.
struct Left {
  std::string path;
  size_t position = 0;
  std::string comparator;
  size_t comparator_position = 0;
};

// The operator that other languages write so; empty: none. Such a word would be
// looked for in the text, and mostly not be there.
std::string_view OperatorMeant(const FilterValue& value) {
  constexpr std::pair<std::string_view, std::string_view> kOperators[] = {
      {"and", "AND"}, {"or", "OR"}, {"not", "NOT"}, {"&&", "AND"}, {"||", "OR"}, {"&", "AND"}, {"|", "OR"}};
  if (value.star_before || value.star_after) return "";
  const std::string word = absl::AsciiStrToLower(value.text);
  for (const auto& [written, meant] : kOperators) {
    if (word == written) return meant;
  }
  return "";
}

Filter Join(Kind kind, std::vector<Filter> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  Filter node;
  node.kind = kind;
  node.children = std::move(parts);
  return node;
}

// Methods are named after the grammar's rules and give false after an error,
// which is then in status().
class Parser {
 public:
  explicit Parser(std::vector<FilterToken> tokens) : tokens_(std::move(tokens)) {}

  const absl::Status& status() const { return status_; }

  bool Run(Filter& out) {
    if (Is(Token::kEnd)) return true;
    if (!Expression(nullptr, out)) return false;
    return Is(Token::kEnd) || Fail("got \"", Here().text, "\", want the end of the filter");
  }

 private:
  const FilterToken& Here() const { return tokens_[at_]; }
  const FilterToken& Ahead() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  bool Is(Token kind) const { return Here().kind == kind; }
  bool IsWord(std::string_view word) const {
    return Is(Token::kText) && Here().text == word && !Here().star_before && !Here().star_after;
  }

  template <typename... Parts>
  bool Fail(const Parts&... parts) {
    return FailAt(Here().position, absl::StrCat(parts...));
  }
  bool FailAt(size_t position, std::string_view message) {
    if (status_.ok()) status_ = FilterError(position, message);
    return false;
  }

  // sequence {AND sequence}; the factors of a sequence are ANDed too.
  bool Expression(const Left* left, Filter& out) {
    std::vector<Filter> parts;
    do {
      if (!Factor(left, parts.emplace_back())) return false;
      if (IsWord("AND")) {
        ++at_;
        if (Is(Token::kEnd) || Is(Token::kClose)) return Fail("got nothing behind AND");
      }
    } while (!Is(Token::kEnd) && !Is(Token::kClose) && !Is(Token::kComma));
    out = Join(Kind::kAnd, std::move(parts));
    return true;
  }

  bool Factor(const Left* left, Filter& out) {
    std::vector<Filter> parts;
    for (;;) {
      if (!Term(left, parts.emplace_back())) return false;
      if (!IsWord("OR")) break;
      ++at_;
    }
    out = Join(Kind::kOr, std::move(parts));
    return true;
  }

  bool Term(const Left* left, Filter& out) {
    if (!TakeNegation()) return Simple(left, out);
    out.kind = Kind::kNot;
    return Simple(left, out.children.emplace_back());
  }

  // NOT, or a - that touches what it negates. One that begins a value behind a
  // comparator does not come here.
  bool TakeNegation() {
    if (IsWord("NOT")) {
      ++at_;
      return true;
    }
    FilterToken& token = tokens_[at_];
    if (token.kind != Token::kText || token.star_before || token.text.empty() || token.text[0] != '-') return false;
    if (token.text.size() > 1) {
      token.text.erase(0, 1);
      ++token.position;
      return true;
    }
    if (Ahead().space_before || (Ahead().kind != Token::kOpen && Ahead().kind != Token::kString)) return false;
    ++at_;
    return true;
  }

  bool Simple(const Left* left, Filter& out) {
    if (++terms_ > kMaxFilterTerms) return Fail("got more than ", kMaxFilterTerms, " terms");
    if (Is(Token::kOpen)) return Composite(left, out);
    if (!Is(Token::kText) && !Is(Token::kString)) return Fail("got ", Shown(), ", want a field or a value");
    if (IsWord("AND") || IsWord("OR") || IsWord("NOT")) return Fail("got ", Shown(), ", want a field or a value");
    return Restriction(left, out);
  }

  bool Composite(const Left* left, Filter& out) {
    const size_t open = Here().position;
    if (++depth_ > kMaxFilterDepth) return Fail("got more than ", kMaxFilterDepth, " levels of parentheses");
    ++at_;
    if (!Expression(left, out)) return false;
    if (!Is(Token::kClose)) return FailAt(open, "a parenthesis that is not closed");
    ++at_;
    --depth_;
    return true;
  }

  bool Restriction(const Left* left, Filter& out) {
    const bool quoted = Is(Token::kString);
    FilterValue value;
    if (!Member(value)) return false;
    if (Is(Token::kOpen) && !Here().space_before) return FailAt(value.position, "functions are not supported");
    if (!Is(Token::kComparator)) {
      if (const std::string_view meant = quoted ? "" : OperatorMeant(value); !meant.empty()) {
        return FailAt(value.position, absl::StrCat("got \"", value.text, "\", want ", std::string(meant), ", or \"",
                                                   value.text, "\" in quotation marks for the text"));
      }
      if (left != nullptr) return Make(*left, value, out);
      out = MakeLiteral(value);
      return true;
    }
    if (left != nullptr) return Fail("got ", Shown(), ", want values of ", left->path, " only");
    if (quoted || value.star_before || value.star_after) return FailAt(value.position, "want a field, not a value");
    const Left here{value.text, value.position, Here().text, Here().position};
    ++at_;
    return Argument(here, out);
  }

  bool Argument(const Left& left, Filter& out) {
    if (Is(Token::kOpen)) return Composite(&left, out);
    if (!Is(Token::kText) && !Is(Token::kString)) return Fail("got ", Shown(), ", want a value");
    FilterValue value;
    if (!Member(value)) return false;
    if (Is(Token::kOpen) && !Here().space_before) return FailAt(value.position, "functions are not supported");
    return Make(left, value, out);
  }

  bool Make(const Left& left, const FilterValue& value, Filter& out) {
    auto made = MakeRestriction(left.path, left.position, left.comparator, left.comparator_position, value);
    if (!made.ok()) {
      status_ = made.status();
      return false;
    }
    out = *std::move(made);
    return true;
  }

  // value {DOT value}, as one text.
  bool Member(FilterValue& out) {
    out.position = Here().position;
    out.star_before = Here().star_before;
    for (;;) {
      absl::StrAppend(&out.text, Here().text);
      out.star_after = Here().star_after;
      ++at_;
      if (!Is(Token::kDot)) return true;
      ++at_;
      if (!Is(Token::kText) && !Is(Token::kString)) return Fail("got ", Shown(), ", want a name behind the dot");
      absl::StrAppend(&out.text, out.star_after ? "*" : "", ".", Here().star_before ? "*" : "");
    }
  }

  std::string Shown() const {
    if (Is(Token::kEnd)) return "nothing";
    return absl::StrCat("\"", Here().text, "\"");
  }

  std::vector<FilterToken> tokens_;
  size_t at_ = 0;
  size_t terms_ = 0;
  int depth_ = 0;
  absl::Status status_;
};

}  // namespace

absl::StatusOr<Filter> ParseFilter(std::string_view filter) {
  if (filter.size() > kMaxFilterBytes) {
    return FilterError(kMaxFilterBytes, absl::StrCat("got ", filter.size(), " bytes, want at most ", kMaxFilterBytes));
  }
  auto tokens = LexFilter(filter);
  if (!tokens.ok()) return tokens.status();
  Parser parser(*std::move(tokens));
  Filter out;
  if (!parser.Run(out)) return parser.status();
  return out;
}

}  // namespace broadsheet::query
