#include "query_service/search/query_parser.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "common/text/fold.h"
#include "common/text/script.h"
#include "common/text/utf8.h"
#include "query_service/index/text_match.h"
#include "query_service/search/query_lexer.h"

namespace broadsheet::query {
namespace {

using Kind = TextQuery::Kind;
using Token = QueryToken::Kind;
// nullopt: nothing is left to search for.
using Part = std::optional<TextQuery>;

absl::Status TooLarge(std::string_view what, size_t got, size_t limit) {
  return Error(absl::StatusCode::kInvalidArgument, "QUERY_TOO_LARGE",
               absl::StrCat("query: got ", got, " ", std::string(what), ", want at most ", limit),
               {{"limit", std::to_string(limit)}});
}

bool IsMark(char32_t c) {
  const int8_t type = u_charType(static_cast<UChar32>(c));
  return u_ispunct(static_cast<UChar32>(c)) || type == U_MATH_SYMBOL || type == U_MODIFIER_SYMBOL;
}

bool OnlyMarks(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (!IsMark(NextCharacter(text, at))) return false;
  }
  return true;
}

// Scripts written without spaces have no word boundaries to begin at.
bool BeginsLatinWord(std::string_view folded) {
  size_t at = 0;
  return IsWordCharacter(NextCharacter(folded, at));
}

bool IsLeaf(const TextQuery& query) { return query.kind == Kind::kPhrase || query.kind == Kind::kPrefix; }

TextQuery Leaf(Kind kind, FieldMask fields, std::string text) {
  TextQuery leaf;
  leaf.kind = kind;
  leaf.fields = fields;
  leaf.text = std::move(text);
  return leaf;
}

// Joins parts under one node: none is nothing, one is itself.
Part Join(Kind kind, std::vector<TextQuery> parts) {
  if (parts.empty()) return std::nullopt;
  if (parts.size() == 1) return std::move(parts.front());
  TextQuery node;
  node.kind = kind;
  for (TextQuery& part : parts) {
    if (part.kind == kind) {
      std::move(part.children.begin(), part.children.end(), std::back_inserter(node.children));
    } else {
      node.children.push_back(std::move(part));
    }
  }
  return node;
}

class Parser {
 public:
  explicit Parser(std::vector<QueryToken> tokens) : tokens_(std::move(tokens)) {}

  absl::StatusOr<Part> Run() {
    Part query = Sequence(kDefaultFields);
    if (!error_.ok()) return error_;
    return query;
  }

 private:
  bool At(Token kind) const { return at_ < tokens_.size() && tokens_[at_].kind == kind; }
  bool Take(Token kind) {
    if (!At(kind)) return false;
    ++at_;
    return true;
  }

  Part Sequence(FieldMask fields) {
    std::vector<TextQuery> parts;
    while (at_ < tokens_.size() && !At(Token::kClose)) {
      if (Part part = Alternatives(fields)) parts.push_back(std::move(*part));
    }
    return Join(Kind::kAnd, std::move(parts));
  }

  // Always takes at least one token.
  Part Alternatives(FieldMask fields) {
    std::vector<TextQuery> parts;
    do {
      while (Take(Token::kOr) || Take(Token::kAnd) || Take(Token::kNear)) {
      }
      if (Part part = Neighbours(fields)) parts.push_back(std::move(*part));
    } while (At(Token::kOr));
    return Join(Kind::kOr, std::move(parts));
  }

  Part Neighbours(FieldMask fields) {
    std::vector<TextQuery> parts;
    int gaps = 0;
    do {
      if (At(Token::kNear)) gaps += tokens_[at_++].distance;
      if (Part part = Operand(fields)) parts.push_back(std::move(*part));
    } while (At(Token::kNear));
    if (parts.size() < 2 || !std::all_of(parts.begin(), parts.end(), [&](const TextQuery& part) {
          return IsLeaf(part) && part.fields == parts.front().fields;
        })) {
      return Join(Kind::kAnd, std::move(parts));
    }
    TextQuery near;
    near.kind = Kind::kNear;
    near.fields = parts.front().fields;
    near.distance = gaps;
    for (const TextQuery& part : parts) {
      const size_t characters = CountCharacters(part.text);
      near.distance += static_cast<int>(characters);
      near_characters_ += characters == 1;
    }
    if (near_characters_ > kMaxNearCharacters) {
      Fail(TooLarge("single characters beside NEAR", near_characters_, kMaxNearCharacters));
    }
    near.children = std::move(parts);
    return near;
  }

  Part Operand(FieldMask fields) {
    bool negative = false;
    for (; At(Token::kNot) || At(Token::kField); ++at_) {
      if (At(Token::kNot)) negative = !negative;
      if (At(Token::kField)) fields = tokens_[at_].fields;
    }
    Part part = Primary(fields);
    if (!part || !negative) return part;
    // "-(-a)" is "a", as "NOT NOT a" is.
    if (part->kind == Kind::kNot) return TextQuery(std::move(part->children.front()));
    TextQuery node;
    node.kind = Kind::kNot;
    node.children.push_back(std::move(*part));
    return node;
  }

  Part Primary(FieldMask fields) {
    if (Take(Token::kOpen)) return Group(fields);
    if (At(Token::kWord) || At(Token::kPhrase)) return Term(fields, tokens_[at_++]);
    return std::nullopt;
  }

  Part Group(FieldMask fields) {
    if (++depth_ > kMaxQueryDepth) Fail(TooLarge("levels of groups", depth_, kMaxQueryDepth));
    Part part = Sequence(fields);
    Take(Token::kClose);
    --depth_;
    return part;
  }

  Part Term(FieldMask fields, const QueryToken& token) {
    if (token.kind == Token::kWord && OnlyMarks(token.text)) return std::nullopt;
    std::string folded = Fold(token.text);
    if (folded.empty()) return std::nullopt;
    if (++terms_ > kMaxQueryTerms) Fail(TooLarge("terms", terms_, kMaxQueryTerms));
    const bool prefix = token.prefix && BeginsLatinWord(folded);
    TextQuery leaf = Leaf(prefix ? Kind::kPrefix : Kind::kPhrase, fields, std::move(folded));
    leaf.verbatim = FoldKeepingScript(token.text);
    return leaf;
  }

  // The first error stays; nothing more is read.
  void Fail(absl::Status error) {
    if (error_.ok()) error_ = std::move(error);
    at_ = tokens_.size();
  }

  std::vector<QueryToken> tokens_;
  size_t at_ = 0;
  int depth_ = 0;
  size_t terms_ = 0, near_characters_ = 0;
  absl::Status error_;
};

}  // namespace

absl::StatusOr<TextQuery> ParseQuery(std::string_view query) {
  if (query.size() > kMaxQueryBytes) return TooLarge("bytes", query.size(), kMaxQueryBytes);
  absl::StatusOr<Part> part = Parser(LexQuery(query)).Run();
  if (!part.ok()) return part.status();
  if (part->has_value()) return std::move(**part);
  std::string marks = Fold(TrimSpace(query));
  if (marks.empty()) return TextQuery();
  TextQuery leaf = Leaf(Kind::kPhrase, kDefaultFields, marks);
  leaf.verbatim = std::move(marks);
  return leaf;
}

}  // namespace broadsheet::query
