#include "ingest_service/parser/classify/photo.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "common/text/utf8.h"
#include "ingest_service/parser/credits/photo_credit.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kLongestCredit = 120;      // bytes
constexpr size_t kLongestSupplier = 12;     // characters
constexpr size_t kLongestBareCaption = 40;  // characters
constexpr size_t kLongestCaption = 240;     // characters, of one that only its credit tells
// Units on either side of a caption among which its scene has to stand out.
constexpr size_t kAround = 40;

// Units on either side of a paragraph whose article it may belong to.
constexpr size_t kArticle = 3;
// Captions repeat what their article says: how many pairs shared with a caption
// weigh as much as one shared with the text before.
constexpr int kTie = 5;

// Who has a pair of characters that the scene and its caption, or the scene and the
// text around, share.
enum Holder : uint8_t { kCaptionHas = 1, kTextBeforeHas = 2, kTextBehindHas = 4, kOthersHave = 8 };
using PairHolders = std::unordered_map<uint64_t, uint8_t>;

template <typename Visit>
void ForEachPair(std::string_view text, Visit visit) {
  char32_t before = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    if (IsHan(c) && IsHan(before)) visit(static_cast<uint64_t>(before) << 32 | c);
    before = c;
  }
}

// Pairs that only the caption shares with the scene; a clause that both print
// counts no more than a name.
int TellingPairs(std::string_view caption, const PairHolders& holders) {
  constexpr int kMostOfRun = 3;
  std::unordered_set<uint64_t> seen;
  int telling = 0, run = 0;
  ForEachPair(caption, [&](uint64_t pair) {
    const auto found = holders.find(pair);
    run = found != holders.end() && found->second == kCaptionHas ? run + 1 : 0;
    telling += run > 0 && run <= kMostOfRun && seen.insert(pair).second;
  });
  return telling;
}

// Could be a line of a headline, or says who wrote what stands under it.
bool MayHead(const TextUnit& unit, const Label& label) {
  return label.role == Role::kByline || (label.role == Role::kBody && MayBeHeadLine(unit.passage.text));
}

// Whether the paragraph before a caption sets its scene: the two share pairs of
// characters that no other paragraph has, far more than tie it to the text before
// it, and more than to the one behind; and it is whole and under no headline.
bool SetsScene(const std::vector<TextUnit>& units, const std::vector<Label>& labels, size_t scene, size_t caption) {
  if (!EndsSentence(units[scene].passage.text)) return false;
  const auto on_page = [&](size_t i) { return i < units.size() && units[i].page == units[caption].page; };
  if (scene > 0 && on_page(scene - 1) && MayHead(units[scene - 1], labels[scene - 1])) return false;
  PairHolders holders;
  ForEachPair(units[scene].passage.text, [&](uint64_t pair) { holders[pair] = 0; });
  const auto mark = [&](size_t unit, Holder holder) {
    ForEachPair(units[unit].passage.text, [&](uint64_t pair) {
      if (const auto found = holders.find(pair); found != holders.end()) found->second |= holder;
    });
  };
  mark(caption, kCaptionHas);
  for (size_t i = caption > kAround ? caption - kAround : 0; i < units.size() && i < caption + kAround; ++i) {
    if (i == scene || i == caption || !on_page(i) || labels[i].role != Role::kBody) continue;
    const bool before = i < scene && scene - i <= kArticle, behind = i > caption && i - caption <= kArticle;
    mark(i, before ? kTextBeforeHas : behind ? kTextBehindHas : kOthersHave);
  }
  int with_before = 0, with_behind = 0;
  for (const auto& [pair, who] : holders) {
    with_before += (who & ~kCaptionHas) == kTextBeforeHas;
    with_behind += (who & ~kCaptionHas) == kTextBehindHas;
  }
  const int with_caption = TellingPairs(units[caption].passage.text, holders);
  return with_caption >= 2 && with_caption > std::max(kTie * with_before, with_behind);
}

}  // namespace

bool OpensCaption(std::string_view line) {
  static const RE2* const opener = new RE2(
      "[图圖](?:[为為]|[①-⑳]|[0-9０-９一二三四五六七八九十]{1,2}[为為：:、])|[上下左右题題附][图圖]|"
      "[图圖]片[为為说說]|本[组組][图圖]片");
  re2::StringPiece rest(line.data(), line.size());
  return RE2::Consume(&rest, *opener);
}

bool IsPhotoCredit(std::string_view line) {
  if (line.size() > kLongestCredit) return false;
  const auto credit = ParsePhotoCredit(line);
  // Who supplies a picture has a name, not a sentence.
  return credit && std::all_of(credit->credits.begin(), credit->credits.end(), [](const PrintedCredit& c) {
           return CountCharacters(c.name) <= kLongestSupplier && c.name.find("的") == std::string::npos;
         });
}

namespace {

// Under a caption `本报记者 顾宁 摄影报道` is a credit as well.
bool CreditsPhoto(const TextUnit& unit, const Label& label) {
  const std::string_view text = unit.passage.text;
  if (label.role == Role::kByline || label.role == Role::kSignature) return text.find("摄") != std::string_view::npos;
  return label.role == Role::kBody && IsPhotoCredit(text);
}

// ▲…: points to a picture, but also marks the parts of a text and the items of
// a list, which have no credit, and of which several stand in a row.
bool PointsToPhoto(const std::vector<TextUnit>& units, const std::vector<Label>& labels, size_t i) {
  constexpr std::u32string_view kMarks = U"▲▼△◀▶";
  const std::string_view text = units[i].passage.text;
  const char32_t mark = FirstCharacter(text);
  if (kMarks.find(mark) == kMarks.npos) return false;
  const auto on_page = [&](size_t k) { return k < units.size() && units[k].page == units[i].page; };
  if (on_page(i + 1) && CreditsPhoto(units[i + 1], labels[i + 1])) return true;
  const auto marked = [&](size_t k) { return on_page(k) && FirstCharacter(units[k].passage.text) == mark; };
  return EndsSentence(text) && !marked(i + 1) && (i == 0 || !marked(i - 1));
}

// Could be a caption, if a credit stands under it in its block or behind a gap.
// One that is long opens with a day, or is a block's only line over its credit and
// no text under a headline.
bool MayBeCaption(const std::vector<TextUnit>& units, const std::vector<Label>& labels, size_t i) {
  const std::string_view text = units[i].passage.text;
  const auto on_page = [&](size_t k) { return k < units.size() && units[k].page == units[i].page; };
  const size_t length = CountCharacters(text);
  const bool day = OpensWithDay(text);
  if (length <= kLongestBareCaption && (day || EndsSentence(text))) return true;
  const bool headed = i > 0 && on_page(i - 1) && MayHead(units[i - 1], labels[i - 1]);
  const bool own_block = units[i + 1].block == units[i].block && (i == 0 || units[i - 1].block != units[i].block) &&
                         on_page(i + 2) && units[i + 2].block != units[i].block;
  return length <= kLongestCaption && !headed && (day || own_block);
}

}  // namespace

// A news agency sends texts as well: （新华社） alone says nothing of a picture.
bool EndsWithPhotoCredit(std::string_view paragraph) {
  const std::optional<PhotoCredit> found = FindPhotoCredit(paragraph);
  if (!found) return false;
  const bool agencies = std::all_of(found->credits.begin(), found->credits.end(), [](const PrintedCredit& credit) {
    return credit.role == record::v1::CREDIT_ROLE_AGENCY;
  });
  if (!agencies || found->credits.empty()) return true;
  static const RE2* const picture = new RE2("[图圖摄攝照发發供影]|[视視][觉覺]|(?i)IC|CFP");
  const std::string_view printed = paragraph.substr(found->range.start, found->range.end - found->range.start);
  return RE2::PartialMatch(re2::StringPiece(printed.data(), printed.size()), *picture);
}

void LabelPhotos(const std::vector<TextUnit>& units, std::vector<Label>& labels) {
  for (size_t i = 0; i < units.size(); ++i) {
    const std::string_view text = units[i].passage.text;
    if (labels[i].role != Role::kBody) continue;
    const bool credited = CountCharacters(text) <= kLongestCaption && EndsWithPhotoCredit(text) && !IsPhotoCredit(text);
    if (!credited && !OpensCaption(text) && !PointsToPhoto(units, labels, i)) continue;
    labels[i] = {Role::kCaption, {}, true};
    size_t next = i + 1;
    while (next < units.size() && units[next].page == units[i].page && CreditsPhoto(units[next], labels[next])) {
      labels[next++] = {Role::kCredit, {}, false};
    }
    const bool before = i > 0 && labels[i - 1].role == Role::kBody && units[i - 1].page == units[i].page;
    if (before && SetsScene(units, labels, i - 1, i)) {
      labels[i - 1] = {Role::kScene, {}, true};
      labels[i].begins = false;
    }
  }
  for (size_t i = 0; i < units.size(); ++i) {
    if (labels[i].role != Role::kBody || !IsPhotoCredit(units[i].passage.text)) continue;
    labels[i] = {Role::kCredit, {}, true};
    if (i > 0 && units[i - 1].page == units[i].page && labels[i - 1].role == Role::kBody &&
        MayBeCaption(units, labels, i - 1)) {
      labels[i - 1] = {Role::kCaption, {}, true};
      labels[i].begins = false;
    }
  }
}

}  // namespace broadsheet::ingest
