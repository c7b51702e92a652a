#include "ingest_service/parser/photo.h"

#include <re2/re2.h>

#include <string>
#include <unordered_map>

#include "common/text/utf8.h"
#include "ingest_service/parser/characters.h"

namespace broadsheet::ingest {
namespace {

// Written for text without white space.
#define NAME "[^，。；：、！？（）()\\s]{2,4}"
#define NAMES NAME "(?:[、，]" NAME "){0,3}"
#define SOURCE "(?:[^，。；：！？（）()]{2,10}(?:社|报|網|网|图片|台|视觉|中国|影像|IC|報|日报))"
#define TAKER "(?:(?:本报|本社|本刊|本網|本网|" SOURCE ")?(?:特约)?(?:首席)?(?:摄影)?(?:记者|通讯员|記者|实习生)?)"
constexpr char kCredit[] =
    "(?:摄影[：:/／]|图[/／｜|：:]|图片来源[：:]|图源[：:]|圖[/／：:])?(?:"
    "(?:人民图片|视觉中国|东方IC|新华社发|中新社发|资料图片|资料图|本报资料图片|人民视觉|受访者供图|图虫创意|CFP)|"
    "(?:人民图片|视觉中国|新华社|中新社|人民网|法新社|路透社|美联社)(?:网|记者)?(?:发|供图|图片)?|" TAKER NAMES
    "(?:摄影报道|摄影|摄|攝影|攝|供图|提供图片|图|文/图)|" SOURCE
    "(?:供图|供圖|提供|发|图片)|"
    "本版(?:图片|照片)[^，。]{0,20}|(?:受访者|受访单位|采访对象|主办方|[^，。；：]{2,14})供图)"
    "(?:[（(][^（）()]{2,24}[）)])?。?";
constexpr char kTailCredit[] = "[。！？”）)](?:" TAKER NAMES
                               "(?:摄影报道|摄|攝)|(?:新华社发|中新社发|人民图片|视觉中国|资料图片|受访者供图)?"
                               "[（(][^（）()。]{2,16}(?:摄|摄影报道|供图|攝)[）)](?:[（(]?人民(?:视觉|图片)[）)]?)?)$";
#undef TAKER
#undef SOURCE
#undef NAMES
#undef NAME

constexpr size_t kLongestCredit = 40;

bool StartsWith(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

// Pairs of characters and how many units hold each.
using PairCounts = std::unordered_map<uint64_t, int>;

template <typename Visit>
void ForEachPair(std::string_view text, Visit visit) {
  char32_t before = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    if (IsHan(c) && IsHan(before)) visit(static_cast<uint64_t>(before) << 32 | c);
    before = c;
  }
}

// Whether the paragraph before a caption sets its scene: the two share pairs of
// characters that no other paragraph has, and the paragraph is a whole one.
bool SetsScene(const std::vector<TextUnit>& units, const std::vector<Label>& labels, size_t scene, size_t caption) {
  if (!EndsSentence(units[scene].passage.text)) return false;
  PairCounts shared;
  ForEachPair(units[caption].passage.text, [&](uint64_t pair) { shared[pair] = 0; });
  ForEachPair(units[scene].passage.text, [&](uint64_t pair) {
    if (const auto found = shared.find(pair); found != shared.end()) found->second = 1;
  });
  for (size_t i = 0; i < units.size(); ++i) {
    if (i == scene || i == caption || units[i].page != units[caption].page || labels[i].role != Role::kBody) continue;
    ForEachPair(units[i].passage.text, [&](uint64_t pair) {
      if (const auto found = shared.find(pair); found != shared.end()) found->second = 0;
    });
  }
  int own = 0;
  for (const auto& [pair, count] : shared) own += count;
  return own >= 2;
}

}  // namespace

bool OpensCaption(std::string_view line) {
  static constexpr std::string_view kOpeners[] = {"图为", "圖為", "图①",  "图1",  "图一：", "上图",     "下图",
                                                  "左图", "右图", "上圖", "下圖", "图片为", "图片说明", "本组图片",
                                                  "题图", "▲",    "▼",    "△",    "◀",      "▶"};
  for (const std::string_view opener : kOpeners) {
    if (StartsWith(line, opener)) return true;
  }
  return false;
}

bool IsPhotoCredit(std::string_view line) {
  if (line.size() > kLongestCredit * 3) return false;
  static const RE2* const pattern = new RE2(kCredit);
  return RE2::FullMatch(WithoutSpace(line), *pattern);
}

bool EndsWithPhotoCredit(std::string_view paragraph) {
  static const RE2* const pattern = new RE2(kTailCredit);
  size_t from = paragraph.size() > 160 ? paragraph.size() - 160 : 0;
  while (from > 0 && (static_cast<unsigned char>(paragraph[from]) & 0xC0) == 0x80) --from;
  return RE2::PartialMatch(WithoutSpace(paragraph.substr(from)), *pattern);
}

void LabelPhotos(const std::vector<TextUnit>& units, std::vector<Label>& labels) {
  for (size_t i = 0; i < units.size(); ++i) {
    const std::string_view text = units[i].passage.text;
    if (labels[i].role != Role::kBody || !(OpensCaption(text) || EndsWithPhotoCredit(text))) continue;
    labels[i] = {Role::kCaption, {}, true};
    size_t next = i + 1;
    while (next < units.size() && labels[next].role == Role::kBody && units[next].page == units[i].page &&
           IsPhotoCredit(units[next].passage.text)) {
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
  }
}

}  // namespace broadsheet::ingest
