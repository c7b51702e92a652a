#include "query_service/search/filter_lexer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "common/text/utf8.h"

namespace broadsheet::query {
namespace {

using Kind = FilterToken::Kind;

constexpr std::string_view kComparators[] = {"<=", ">=", "!=", "<", ">", "=", ":"};
// What ends an unquoted text, besides white space and "!=".
constexpr std::string_view kSpecial = "()<>=:,.\"'";

class Lexer {
 public:
  explicit Lexer(std::string_view filter) : filter_(filter) {}

  absl::StatusOr<std::vector<FilterToken>> Run() {
    do {
      FilterToken token;
      token.space_before = SkipSpace();
      token.position = at_;
      if (absl::Status status = Read(token); !status.ok()) return status;
      tokens_.push_back(std::move(token));
    } while (tokens_.back().kind != Kind::kEnd);
    return std::move(tokens_);
  }

 private:
  bool SkipSpace() {
    const size_t start = at_;
    for (size_t next = at_; next < filter_.size(); at_ = next) {
      if (!IsSpace(NextCharacter(filter_, next))) break;
    }
    return at_ > start;
  }

  absl::Status Read(FilterToken& token) {
    if (at_ == filter_.size()) return absl::OkStatus();
    for (const std::string_view sign : kComparators) {
      if (filter_.substr(at_, sign.size()) == sign) return Take(token, Kind::kComparator, sign.size());
    }
    switch (filter_[at_]) {
      case '(':
        return Take(token, Kind::kOpen, 1);
      case ')':
        return Take(token, Kind::kClose, 1);
      case ',':
        return Take(token, Kind::kComma, 1);
      case '.':
        return Take(token, Kind::kDot, 1);
      case '"':
      case '\'':
        return String(token);
      default:
        return Text(token);
    }
  }

  absl::Status Take(FilterToken& token, Kind kind, size_t length) {
    token.kind = kind;
    token.text = filter_.substr(at_, length);
    at_ += length;
    return absl::OkStatus();
  }

  absl::Status String(FilterToken& token) {
    token.kind = Kind::kString;
    const char quote = filter_[at_++];
    const size_t first = at_;
    while (at_ < filter_.size() && filter_[at_] != quote) {
      if (absl::Status status = Character(token, at_ == first); !status.ok()) return status;
    }
    if (at_ == filter_.size()) return FilterError(token.position, "a string that does not end");
    ++at_;
    return absl::OkStatus();
  }

  bool TextEnds() const {
    if (at_ == filter_.size() || kSpecial.find(filter_[at_]) != std::string_view::npos) return true;
    if (filter_.substr(at_, 2) == "!=") return true;
    size_t next = at_;
    return IsSpace(NextCharacter(filter_, next));
  }

  absl::Status Text(FilterToken& token) {
    token.kind = Kind::kText;
    for (const size_t first = at_; !TextEnds();) {
      if (absl::Status status = Character(token, at_ == first); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  // Takes one character or escape. Only a star at an end is a wildcard: one
  // that turns out to stand inside goes back into the text.
  absl::Status Character(FilterToken& token, bool first) {
    if (std::exchange(token.star_after, false)) token.text += '*';
    const char c = filter_[at_];
    if (c == '*') {
      ++at_;
      (first ? token.star_before : token.star_after) = true;
      return absl::OkStatus();
    }
    if (c == '\\') return Escape(token);
    token.text += c;
    ++at_;
    return absl::OkStatus();
  }

  absl::Status Escape(FilterToken& token) {
    constexpr std::string_view kFrom = "\"'\\*nrt", kTo = "\"'\\*\n\r\t";
    const size_t found = at_ + 1 < filter_.size() ? kFrom.find(filter_[at_ + 1]) : std::string_view::npos;
    if (found == std::string_view::npos) {
      return FilterError(at_, "an unknown escape; want \\\" \\' \\\\ \\* \\n \\r or \\t");
    }
    token.text += kTo[found];
    at_ += 2;
    return absl::OkStatus();
  }

  std::string_view filter_;
  size_t at_ = 0;
  std::vector<FilterToken> tokens_;
};

}  // namespace

absl::Status FilterError(size_t position, std::string_view message) {
  return Error(absl::StatusCode::kInvalidArgument, "BAD_FILTER",
               absl::StrCat("filter, byte ", position, ": ", std::string(message)),
               {{"position", std::to_string(position)}});
}

absl::StatusOr<std::vector<FilterToken>> LexFilter(std::string_view filter) { return Lexer(filter).Run(); }

}  // namespace broadsheet::query
