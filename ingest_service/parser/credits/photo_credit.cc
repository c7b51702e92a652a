#include "ingest_service/parser/credits/photo_credit.h"

#include <algorithm>
#include <utility>

#include "common/text/utf8.h"

namespace broadsheet::ingest {
namespace {

// 本版图片均由X摄, 图片由X提供: what stands before the name.
constexpr std::u32string_view kWholePage[] = {
    U"本版图片均由", U"本版照片均由", U"本文图片均由", U"本版图片由", U"本文图片由",   U"以上图片均由", U"以上图片由",
    U"图片均由",     U"图片由",       U"照片均由",     U"照片由",     U"除署名外均由", U"均由"};

bool OpensWithDay(std::u32string_view text) {
  const auto skip_number = [&] {
    size_t digits = 0;
    while (digits < text.size() && text[digits] >= U'0' && text[digits] <= U'9') ++digits;
    text.remove_prefix(digits);
    return digits == 1 || digits == 2;
  };
  const auto skip = [&](char32_t c) {
    if (text.empty() || text[0] != c) return false;
    text.remove_prefix(1);
    return true;
  };
  return skip_number() && skip(U'月') && skip_number() && skip(U'日');
}

std::optional<PhotoCredit> Read(std::string_view text, const Folded& folded, size_t from, size_t to) {
  const std::u32string_view characters = folded.text;
  while (from < to && characters[from] == U' ') ++from;
  while (to > from && (characters[to - 1] == U' ' || characters[to - 1] == U'。')) --to;
  const size_t begin = from;
  for (const std::u32string_view opening : kWholePage) {
    if (!characters.substr(from, to - from).starts_with(opening)) continue;
    from += opening.size();
    break;
  }
  std::optional<CreditLine> line = ReadCredits(text, folded, from, to);
  if (!line || !line->photo) return std::nullopt;
  return PhotoCredit{folded.Bytes(begin, to), std::move(line->credits)};
}

}  // namespace

bool OpensWithDay(std::string_view caption) {
  constexpr size_t kLongestDay = 24;  // bytes
  return OpensWithDay(FoldForMatching(CutAtCharacter(caption, kLongestDay)).text);
}

std::optional<PhotoCredit> ParsePhotoCredit(std::string_view line) {
  constexpr size_t kLongestLine = 400;  // bytes
  if (line.size() > kLongestLine) return std::nullopt;
  const Folded folded = FoldForMatching(line);
  size_t from = 0, to = folded.text.size();
  while (to > 0 && folded.text[to - 1] == U' ') --to;
  while (from < to && folded.text[from] == U' ') ++from;
  const std::u32string_view text = folded.text;
  // （资料图片）
  if (to - from > 2 && text[from] == U'(' && text.substr(from, to - from).find(U')') == to - from - 1) ++from, --to;
  return Read(line, folded, from, to);
}

std::optional<PhotoCredit> FindPhotoCredit(std::string_view caption) {
  constexpr size_t kLongestCredit = 400;  // bytes
  size_t skipped = caption.size() > kLongestCredit ? caption.size() - kLongestCredit : 0;
  while (skipped < caption.size() && (static_cast<unsigned char>(caption[skipped]) & 0xC0) == 0x80) ++skipped;
  const std::string_view tail = caption.substr(skipped);
  const Folded folded = FoldForMatching(tail);
  const std::u32string_view text = folded.text;
  std::optional<PhotoCredit> found;
  const size_t bracket = text.rfind(U'(');
  if (bracket != text.npos && text.find(U')', bracket) == text.size() - 1) {
    found = Read(tail, folded, bracket + 1, text.size() - 1);
  }
  // A caption without a mark at its end: 3月8日，船工检修夜航灯 陈立 摄.
  if (!found && text.find_first_of(U"。!?") == text.npos && OpensWithDay(text)) {
    for (size_t at = text.find(U' '); at != text.npos && !found; at = text.find(U' ', at + 1)) {
      found = Read(tail, folded, at + 1, text.size());
    }
  }
  // All that stands behind the last sentence, where there is something.
  const size_t end = text.find_last_of(U"。!?”", text.empty() ? 0 : text.size() - 2);
  if (end != text.npos && end + 1 < text.size()) {
    if (std::optional<PhotoCredit> longer = Read(tail, folded, end + 1, text.size())) found = std::move(longer);
  }
  if (!found) return std::nullopt;
  found->range.start += skipped, found->range.end += skipped;
  for (PrintedCredit& credit : found->credits) credit.printed.start += skipped, credit.printed.end += skipped;
  return found;
}

}  // namespace broadsheet::ingest
