#include "ingest_service/parser/credits/byline.h"

#include <algorithm>
#include <utility>

#include "ingest_service/parser/credits/chinese_names.h"
#include "ingest_service/parser/credits/latin_credits.h"

namespace broadsheet::ingest {
namespace {

using record::v1::CREDIT_ROLE_AGENCY;
using record::v1::CREDIT_ROLE_AUTHOR;
using record::v1::CREDIT_ROLE_EDITOR;
using record::v1::CREDIT_ROLE_PHOTOGRAPHER;
using record::v1::CREDIT_ROLE_UNSPECIFIED;

// Who made the page, not who wrote an article.
constexpr std::u32string_view kStaffWords[] = {U"责编", U"责任编辑", U"美编", U"校对", U"版式", U"审校",
                                               U"编审", U"值班",     U"主编", U"监制", U"组版", U"电子信箱"};

bool IsAboutStaff(std::u32string_view text) {
  return std::any_of(std::begin(kStaffWords), std::end(kStaffWords),
                     [&](auto word) { return text.find(word) != text.npos; }) ||
         text.starts_with(U"编辑");
}

bool IsWriter(const PrintedCredit& credit) {
  return credit.role != CREDIT_ROLE_PHOTOGRAPHER && credit.role != CREDIT_ROLE_AGENCY;
}

// Strips brackets around the whole line.
bool StripBrackets(std::u32string_view text, size_t& from, size_t& to) {
  while (from < to && text[from] == U' ') ++from;
  while (to > from && text[to - 1] == U' ') --to;
  if (to - from < 3) return false;
  const char32_t open = text[from], close = text[to - 1];
  if (!((open == U'(' && close == U')') || (open == U'[' && close == U']'))) return false;
  if (text.substr(from + 1, to - from - 2).find(open) != text.npos) return false;
  ++from, --to;
  return true;
}

}  // namespace

std::optional<Byline> ParseByline(std::string_view line) {
  constexpr size_t kLongestLine = 800;  // bytes; far more than any byline
  if (line.size() > kLongestLine) return std::nullopt;
  const Folded folded = FoldForMatching(line);
  size_t from = 0, to = folded.text.size();
  Byline byline;
  byline.bracketed = StripBrackets(folded.text, from, to);
  if (IsAboutStaff(std::u32string_view(folded.text).substr(from, to - from))) return std::nullopt;
  std::optional<CreditLine> read = ReadCredits(line, folded, from, to);
  if (!read) read = ReadLatinCredits(line);
  if (!read || read->photo || !std::any_of(read->credits.begin(), read->credits.end(), IsWriter)) return std::nullopt;
  byline.credits = std::move(read->credits);
  byline.marked = read->marked;
  byline.labelled = read->labelled;
  for (PrintedCredit& credit : byline.credits) {
    if (credit.role == CREDIT_ROLE_UNSPECIFIED) credit.role = CREDIT_ROLE_AUTHOR;
  }
  return byline;
}

}  // namespace broadsheet::ingest
