#include "ingest_service/parser/credits/tail_signature.h"

#include <algorithm>
#include <utility>

#include "ingest_service/parser/credits/chinese_names.h"
#include "ingest_service/parser/credits/credit_labels.h"

namespace broadsheet::ingest {
namespace {

using record::v1::CREDIT_ROLE_AGENCY;
using record::v1::CREDIT_ROLE_AUTHOR;
using record::v1::CREDIT_ROLE_CORPORATE;
using record::v1::CREDIT_ROLE_EDITOR;
using record::v1::CREDIT_ROLE_PHOTOGRAPHER;
using record::v1::CREDIT_ROLE_PROVIDER;
using record::v1::CREDIT_ROLE_UNSPECIFIED;

constexpr size_t kWindow = 160;  // characters
constexpr std::u32string_view kMarkers = U"■□●◇◎○▲◆★☆口";
constexpr std::u32string_view kSentenceEnds = U"。!?…”')";

bool IsSentenceEnd(char32_t c) { return kSentenceEnds.find(c) != kSentenceEnds.npos; }

bool SignsText(const PrintedCredit& credit) {
  return credit.role != CREDIT_ROLE_AGENCY && credit.role != CREDIT_ROLE_PHOTOGRAPHER &&
         credit.role != CREDIT_ROLE_PROVIDER && credit.role != CREDIT_ROLE_EDITOR;
}

// A signature of [from, to) with the credits read from [inner_from, inner_to).
std::optional<TailSignature> Read(std::string_view text, const Folded& folded, size_t from, size_t to,
                                  size_t inner_from, size_t inner_to) {
  std::optional<CreditLine> line = ReadCredits(text, folded, inner_from, inner_to);
  if (!line || !std::any_of(line->credits.begin(), line->credits.end(), SignsText)) return std::nullopt;
  const std::u32string_view inner = std::u32string_view(folded.text).substr(inner_from, inner_to - inner_from);
  // （单位：万人）
  if (!line->labelled && !line->marked && inner.find_first_of(U":/|") != inner.npos) return std::nullopt;
  TailSignature signature{folded.Bytes(from, to), std::move(line->credits), line->labelled,
                          inner.find(U"参与") != inner.npos};
  for (PrintedCredit& credit : signature.credits) {
    if (credit.role == CREDIT_ROLE_UNSPECIFIED) credit.role = CREDIT_ROLE_AUTHOR;
    // Only people sign in plain brackets; （要闻部） may be anything.
    if (credit.role == CREDIT_ROLE_CORPORATE && !line->labelled && line->credits.size() == 1 &&
        !inner.starts_with(U"本报")) {
      return std::nullopt;
    }
  }
  return signature;
}

// One past the last character before what may stand behind a signature:
// white space and a production number.
size_t SkipNumber(std::u32string_view text, size_t from) {
  size_t end = text.size();
  while (end > from && (text[end - 1] == U' ' || (text[end - 1] >= U'0' && text[end - 1] <= U'9'))) --end;
  const bool number_behind_bracket = end > from && text[end - 1] == U')';
  if (number_behind_bracket) return end;
  end = text.size();
  while (end > from && text[end - 1] == U' ') --end;
  return end;
}

// `（黄荞丹 覃可论）`
std::optional<TailSignature> ReadBracketed(std::string_view source, const Folded& folded, size_t window, size_t end) {
  const std::u32string_view text = folded.text;
  if (end <= window || (text[end - 1] != U')' && text[end - 1] != U']')) return std::nullopt;
  const char32_t open = text[end - 1] == U')' ? U'(' : U'[';
  size_t at = end - 1;
  while (at > window && text[at - 1] != open && text[at - 1] != text[end - 1]) --at;
  if (at == window || text[at - 1] != open) return std::nullopt;
  return Read(source, folded, at - 1, end, at, end - 1);
}

// `口黄正华`, `本报记者 黄正华`, behind the end of a sentence.
std::optional<TailSignature> ReadOpen(std::string_view source, const Folded& folded, size_t window, size_t end) {
  const std::u32string_view text = folded.text;
  size_t from = end;
  while (from > window && !IsSentenceEnd(text[from - 1])) --from;
  if (from == window || from == end) return std::nullopt;
  while (from < end && text[from] == U' ') ++from;
  const bool marked = from < end && kMarkers.find(text[from]) != kMarkers.npos;
  std::optional<CreditLine> line = ReadCredits(source, folded, from, end);
  if (!line || !(marked || line->labelled)) return std::nullopt;
  return Read(source, folded, from, end, from, end);
}

}  // namespace

std::optional<TailSignature> FindTailSignature(std::string_view paragraph) {
  constexpr size_t kWindowBytes = kWindow * 4;
  size_t skipped = paragraph.size() > kWindowBytes ? paragraph.size() - kWindowBytes : 0;
  while (skipped < paragraph.size() && (static_cast<unsigned char>(paragraph[skipped]) & 0xC0) == 0x80) ++skipped;
  const std::string_view tail = paragraph.substr(skipped);
  const Folded folded = FoldForMatching(tail);
  const size_t window = folded.text.size() > kWindow ? folded.text.size() - kWindow : 0;
  const size_t end = SkipNumber(folded.text, window);
  std::optional<TailSignature> found = ReadBracketed(tail, folded, window, end);
  if (!found) found = ReadOpen(tail, folded, window, end);
  if (!found) return std::nullopt;
  found->range.start += skipped, found->range.end += skipped;
  for (PrintedCredit& credit : found->credits) credit.printed.start += skipped, credit.printed.end += skipped;
  return found;
}

}  // namespace broadsheet::ingest
