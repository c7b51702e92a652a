#include "ingest_service/parser/credits/credit_tokens.h"

#include <utility>

#include "common/text/utf8.h"
#include "ingest_service/parser/credits/chinese_names.h"
#include "ingest_service/parser/credits/media_names.h"

namespace broadsheet::ingest {
namespace {

using Kind = CreditToken::Kind;

// Marks before a name divide it from the one before: ●本报记者 陈立 ●周小舟.
constexpr std::u32string_view kSeparators = U"/|:;,、()[]&\\│丨｜—-■□●◆▲";
constexpr size_t kLongestRun = 64;

bool IsWordCharacter(char32_t c) {
  const bool han = IsHan(c) && c != U'丨';  // which papers print for a bar
  return han || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == U'·' || c == '.' ||
         c == '\'';
}

// Whether `label`, found at `at` of the run, is meant as one there: 摄影 in
// 摄影家协会 is not.
bool StandsAsLabel(std::u32string_view run, size_t at, const CreditLabel& label) {
  const std::u32string_view rest = run.substr(at + label.text.size());
  if (label.kind == CreditLabel::Kind::kPerson || label.kind == CreditLabel::Kind::kPlace || rest.empty()) return true;
  if (LabelAt(rest) || ShortLabel(rest)) return true;
  return at == 0 && IsPersonName(rest) && (IsFrequentSurname(rest[0]) || rest.find(U'·') != rest.npos);
}

// The tokens end in the first half of a padded name: 文 in `徐 文` is no label.
bool EndsInHalfName(const std::vector<CreditToken>& tokens) {
  size_t singles = 0;
  for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
    if (token->kind != Kind::kPiece || token->to - token->from != 1) break;
    ++singles;
    if (!token->spaced) break;
  }
  return singles % 2 == 1;
}

// Adds the piece [from, to) that stands before a person's label. A paper's own
// name at its end belongs to the label: 陈立本报 of `记者陈立本报通讯员周小舟`.
void AddPieceBeforeLabel(std::u32string_view text, size_t from, size_t to, bool spaced,
                         std::vector<CreditToken>& tokens) {
  size_t own = to;
  for (size_t at = from + 2; at + 2 <= to && own == to; ++at) {
    if (IsOwnName(text.substr(at, to - at)) && IsPersonName(text.substr(from, at - from))) own = at;
  }
  tokens.push_back({Kind::kPiece, from, own, nullptr, 0, spaced});
  if (own < to) tokens.push_back({Kind::kPiece, own, to, nullptr, 0, false});
}

bool SlashAt(std::u32string_view text, size_t at) {
  return at < text.size() && (text[at] == U'/' || text[at] == U'|' || text[at] == U':');
}

// Cuts one run into pieces and the labels in it.
void CutRun(std::u32string_view text, size_t from, size_t to, bool spaced, std::vector<CreditToken>& tokens) {
  const std::u32string_view run = text.substr(from, to - from);
  const auto add = [&](size_t begin, size_t end, const CreditLabel* label) {
    if (begin == end) return;
    tokens.push_back({label ? Kind::kLabel : Kind::kPiece, from + begin, from + end, label, 0, spaced});
    spaced = false;
  };
  const CreditLabel* const short_label = ShortLabel(run);
  if (short_label != nullptr && !(run.size() == 1 && spaced && EndsInHalfName(tokens) && !SlashAt(text, to))) {
    return add(0, run.size(), short_label);
  }
  size_t begin = 0;
  for (size_t at = 0; at < run.size();) {
    if (at == begin && IsCorporateAuthor(run.substr(begin)) && !LabelAt(run.substr(begin))) break;
    const CreditLabel* label = LabelAt(run.substr(at));
    if (label == nullptr || !StandsAsLabel(run, at, *label)) {
      ++at;
      continue;
    }
    if (begin < at && label->kind == CreditLabel::Kind::kPerson) {
      AddPieceBeforeLabel(text, from + begin, from + at, std::exchange(spaced, false), tokens);
    } else {
      add(begin, at, nullptr);
    }
    at += label->text.size();
    add(at - label->text.size(), at, label);
    begin = at;
  }
  // 摄 and 译 may close a run, 发 that of an agency; they would be letters of a name
  // elsewhere.
  const size_t left = run.size() - begin;
  const bool padded =
      begin == 0 && left == 2 && spaced && !tokens.empty() && tokens.back().to - tokens.back().from == 1;
  const bool work = run.back() == U'摄' || run.back() == U'译';
  const bool supplied = run.back() == U'发' && IsMediaName(run.substr(begin, left - 1));
  if ((left >= 3 || padded) && (work || supplied)) {
    add(begin, run.size() - 1, nullptr);
    add(run.size() - 1, run.size(), ShortLabel(run.substr(run.size() - 1)));
  } else {
    add(begin, run.size(), nullptr);
  }
}

// 陈立文/图: the last character belongs to the label.
bool EndsWithHalfOfPair(std::u32string_view text, size_t from, size_t end, size_t to) {
  if (end - from < 3 || end + 1 >= to || text[end] != U'/' || ShortLabel(text.substr(end - 1, 1)) == nullptr)
    return false;
  size_t next = end + 1;
  while (next < to && IsWordCharacter(text[next])) ++next;
  const std::u32string_view other = text.substr(end + 1, next - end - 1);
  return ShortLabel(other) != nullptr || LabelAt(other) != nullptr;
}

}  // namespace

std::optional<std::vector<CreditToken>> CutIntoCreditTokens(std::u32string_view text, size_t from, size_t to) {
  std::vector<CreditToken> tokens;
  bool spaced = false;
  for (size_t at = from; at < to;) {
    const char32_t c = text[at];
    if (c == U' ') {
      spaced = true;
      ++at;
    } else if (kSeparators.find(c) != kSeparators.npos) {
      tokens.push_back({Kind::kSeparator, at, at + 1, nullptr, c, spaced});
      spaced = false;
      ++at;
    } else if (IsWordCharacter(c)) {
      const size_t begin = at;
      while (at < to && IsWordCharacter(text[at])) ++at;
      if (at - begin > kLongestRun) return std::nullopt;
      if (at == begin + 1 && (c == U'和' || c == U'及' || c == U'与')) {
        tokens.push_back({Kind::kSeparator, begin, at, nullptr, c, spaced});
      } else if (EndsWithHalfOfPair(text, begin, at, to)) {
        CutRun(text, begin, at - 1, spaced, tokens);
        CutRun(text, at - 1, at, false, tokens);
      } else {
        CutRun(text, begin, at, spaced, tokens);
      }
      spaced = false;
    } else {
      return std::nullopt;
    }
  }
  return tokens;
}

}  // namespace broadsheet::ingest
