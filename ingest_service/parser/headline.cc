#include "ingest_service/parser/headline.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <unordered_map>

#include "common/text/utf8.h"
#include "ingest_service/parser/characters.h"

namespace broadsheet::ingest {
namespace {

// A headline line has no more characters than this, a subhead than that.
constexpr int kLongestLine = 45;
constexpr int kLongestSubhead = 20;
// Lines of one headline, kicker and deck with them.
constexpr size_t kMostLines = 6;

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

bool Has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

int Characters(std::string_view text) { return static_cast<int>(CountCharacters(WithoutSpace(text))); }

// 姓名代表： or the like: a person with a function, then a colon.
bool IsSpeakerLine(std::string_view text) {
  static const RE2* const pattern = new RE2(
      "\\p{Han}(?:[ "
      "\\x{3000}]?\\p{Han}){1,3}(?:·\\p{Han}{1,6})?\\s*(?:代表|委员|院士|教授|博士|研究员|主任|书记|校长|院长|律师|"
      "专家|記者|議員|委員)\\s*[：:]");
  return text.size() < 60 && RE2::FullMatch(Piece(text), *pattern);
}

bool IsDeckLine(std::string_view text) {
  return text.substr(0, 6) == "——" || text.substr(0, 3) == "—" || text.substr(0, 6) == "──";
}

// 电头: 新华社北京3月5日电, 本报讯.
bool OpensWithDateline(std::string_view text) {
  static const RE2* const pattern = new RE2(
      "^[（(【]?(?:据|據)?[^，。；！？\"“”]{0,16}?(?:社|报|報|网|網|台|臺|通讯员|通訊員|记者|記者)[^，。；！？“”]{0,24}"
      "?"
      "(?:电|電|讯|訊|报道|報導|消息)(?:[（(【\\s　]|题[：:]|\\p{Han}|[^，。])");
  return RE2::PartialMatch(Piece(text.substr(0, std::min<size_t>(text.size(), 160))), *pattern);
}

// Could be a line of a headline by its own form.
bool IsTitleLike(std::string_view text) {
  const int length = Characters(text);
  if (length < 2 || length > kLongestLine) return false;
  const char32_t first = FirstCharacter(text), last = LastCharacter(text);
  if (IsClosing(first) && first != 0x300B) return false;
  if (IsClauseMark(first) && !IsDeckLine(text)) return false;
  if (first == 0x3002 || IsClauseMark(last) || last == 0x3002 || last == '.' || last == 0xFF0E) return false;
  return !Has(text, "。") && !Has(text, "；");
}

// The parts of a run of lines that may be one headline.
struct Candidate {
  size_t first = 0, last = 0;  // units [first, last)
};

class HeadlineFinder {
 public:
  HeadlineFinder(const std::vector<TextUnit>& units, std::vector<Label>& labels) : units_(units), labels_(labels) {
    title_like_.resize(units.size());
    for (size_t i = 0; i < units.size(); ++i) {
      title_like_[i] = labels[i].role == Role::kBody && IsTitleLike(Text(i));
    }
  }

  void Run() {
    for (size_t i = 0; i < units_.size();) {
      if (IsSpeaker(i)) {
        i = LabelFrom(i, CandidateFrom(i + 1));
      } else if (title_like_[i]) {
        const Candidate candidate = CandidateFrom(i);
        if (Score(candidate) > 0) {
          i = LabelFrom(i, candidate);
        } else {
          for (size_t k = candidate.first; k < candidate.last; ++k) MaybeSubhead(k);
          i = candidate.last;
        }
      } else {
        ++i;
      }
    }
  }

 private:
  std::string_view Text(size_t i) const { return units_[i].passage.text; }
  bool IsBody(size_t i) const { return i < units_.size() && labels_[i].role == Role::kBody; }
  bool IsByline(size_t i) const { return i < units_.size() && labels_[i].role == Role::kByline; }
  bool IsSpeaker(size_t i) const { return IsBody(i) && IsSpeakerLine(Text(i)); }
  bool SamePage(size_t i, size_t k) const { return units_[i].page == units_[k].page; }

  // The title-like units from `first` on that stand in one block; if blocks are
  // single lines, one unit.
  Candidate CandidateFrom(size_t first) const {
    Candidate candidate{first, first};
    while (candidate.last < units_.size() && title_like_[candidate.last] && !IsSpeaker(candidate.last) &&
           candidate.last - first < kMostLines &&
           (candidate.last == first || units_[candidate.last].block == units_[first].block)) {
      ++candidate.last;
    }
    return candidate;
  }

  bool InOneBlock(const Candidate& c) const {
    const bool before =
        c.first > 0 && units_[c.first - 1].block == units_[c.first].block && labels_[c.first - 1].role == Role::kBody;
    const bool after = c.last < units_.size() && units_[c.last].block == units_[c.first].block && IsBody(c.last);
    return !before && !after;
  }

  // Log-odds that the candidate is a headline.
  double Score(const Candidate& c) const {
    if (c.last == c.first) return -10;
    const size_t n = c.last - c.first;
    double score = -2.5;
    const bool byline = IsByline(c.last) && SamePage(c.first, c.last);
    if (byline) score += 6;
    if (n > 1 && InOneBlock(c)) score += 5;
    if (!byline && IsBody(c.last) && OpensWithDateline(Text(c.last))) score += 4;
    for (size_t k = c.first; k < c.last; ++k) score -= n == 1 ? 4 * UnpairedMarks(Text(k)) : 0;
    const std::string_view text = Text(c.first);
    if (Has(text, "，") && n == 1) score -= 1.5;
    if (Has(text, " ") || Has(text, "　") || Has(text, "：") || Has(text, "｜") || Has(text, "【")) score += 1;
    const int length = Characters(text);
    if (length < 8) score -= 1.5;
    if (length >= 10) score += 1;
    if (c.first == 0 || !IsBody(c.first - 1)) {
      score += 2;
    } else {
      score += EndsSentence(Text(c.first - 1)) ? 1 : -1;
    }
    if (!IsBody(c.last) && !byline) score -= 2;
    return score;
  }

  void MaybeSubhead(size_t i) {
    const bool whole = i > 0 && IsBody(i - 1) && EndsSentence(Text(i - 1)) && IsBody(i + 1);
    if (whole && Characters(Text(i)) <= kLongestSubhead && UnpairedMarks(Text(i)) == 0)
      labels_[i].role = Role::kSubhead;
  }

  // Labels one headline from `first` on, with its bylines; returns what follows.
  size_t LabelFrom(size_t first, const Candidate& titles) {
    size_t i = first;
    if (i < titles.first) labels_[i++].role = Role::kSpeaker;
    size_t decks = titles.last;
    while (decks > titles.first && IsDeckLine(Text(decks - 1))) --decks;
    for (; i < titles.last; ++i) labels_[i].role = i < decks ? Role::kTitle : Role::kDeck;
    if (decks - titles.first >= 3) labels_[titles.first].role = Role::kKicker;
    labels_[first].begins = true;
    while (IsByline(i) && SamePage(first, i)) ++i;
    return i;
  }

  const std::vector<TextUnit>& units_;
  std::vector<Label>& labels_;
  std::vector<bool> title_like_;
};

}  // namespace

void LabelHeadlines(const std::vector<TextUnit>& units, std::vector<Label>& labels) {
  HeadlineFinder(units, labels).Run();
}

}  // namespace broadsheet::ingest
