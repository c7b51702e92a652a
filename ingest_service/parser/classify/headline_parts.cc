#include "ingest_service/parser/classify/headline_parts.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <string>

#include "common/text/utf8.h"
#include "ingest_service/parser/classify/headline_evidence.h"
#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// Units on either side in which a kicker's words are looked for: more than a
// page has, less than a text without pages.
constexpr size_t kReach = 400;

class PartLabeller {
 public:
  PartLabeller(const HeadlineLines& lines, std::vector<Label>& labels) : lines_(lines), labels_(labels) {}

  void Run() {
    size_t first = lines_.first, last = lines_.last;
    for (size_t i = first; i < last; ++i) labels_[i].role = Role::kTitle;
    for (size_t i = first + 1; i < last; ++i) {
      if (!IsDeckLine(Text(i))) continue;
      for (size_t k = i; k < last; ++k) labels_[k].role = Role::kDeck;
      last = i;
    }
    if (first + 1 < last && IsColumnLine(Text(first))) labels_[first++].role = Role::kColumn;
    if (first + 1 < last && IsKicker(first, last)) labels_[first].role = Role::kKicker;
  }

 private:
  std::string_view Text(size_t i) const { return lines_.units[i].passage.text; }
  static int Length(std::string_view text) { return static_cast<int>(CountCharacters(WithoutSpace(text))); }

  // The first two paragraphs under the headline.
  std::string Lead() const {
    std::string lead;
    size_t i = lines_.last;
    while (i < lines_.page_last && labels_[i].role == Role::kByline) ++i;
    for (size_t k = i; k < lines_.page_last && k < i + 2 && labels_[k].role == Role::kBody; ++k) lead += Text(k);
    return lead;
  }

  bool IsClauseOfPage(std::string_view line) const {
    const size_t first = std::max(lines_.page_first, lines_.first - std::min(lines_.first, kReach));
    const size_t last = std::min(lines_.page_last, lines_.last + kReach);
    for (size_t i = first; i < last; ++i) {
      const bool body = labels_[i].role == Role::kBody || labels_[i].role == Role::kSubhead;
      if (body && Text(i).size() > line.size() && IsClauseOf(line, Text(i))) return true;
    }
    return false;
  }

  bool IsKicker(size_t first, size_t last) const {
    const std::string_view line = Text(first), next = Text(first + 1);
    const char32_t begin = FirstCharacter(next);
    // Lines that need each other.
    if (UnpairedMarks(line) > 0 || IsClauseMark(LastCharacter(line)) || IsClosing(begin) || IsClauseMark(begin))
      return false;
    const KickerClues clues = CluesOfKicker(line, next, last - first > 2);
    if (lines_.log != nullptr) lines_.log->emplace_back(first, clues);
    return std::inner_product(clues.begin(), clues.end(), kKickerWeights.begin(), 0.0) > 0;
  }

  KickerClues CluesOfKicker(std::string_view line, std::string_view next, bool several) const {
    const int length = Length(line), uneven = std::abs(length - Length(next)) - 4;
    KickerClues clues{};
    clues[kKickerAlways] = 1;
    clues[kSeveralLinesFollow] = several;
    clues[kUneven] = std::clamp(uneven, 0, 10) / 10.0;
    clues[kEven] = uneven <= 0;
    clues[kKickerGoesOn] = std::clamp(LineContinuation(lines_.model, line, next), -5.0, 5.0);
    clues[kKickerClause] = IsClauseOfPage(line);
    clues[kKickerLongClause] = clues[kKickerClause] > 0 && length >= 8;
    clues[kKickerShort] = length < 8;
    clues[kKickerLeans] = LeansForward(line);
    clues[kKickerClauses] = HasTitleMarks(line);
    clues[kNextOpensTitle] = OpensTitle(next);
    const std::string lead = Lead();
    clues[kKickerInLead] = SharedPairs(line, lead);
    clues[kNextInLead] = SharedPairs(next, lead);
    return clues;
  }

  const HeadlineLines& lines_;
  std::vector<Label>& labels_;
};

}  // namespace

const KickerClues kKickerWeights = {
#include "ingest_service/parser/classify/kicker_weights.inc"
};

bool IsDeckLine(std::string_view text) {
  return text.starts_with("——") || text.starts_with("──") || text.starts_with("－－");
}

// By the last words of columns' names, and by those that stand alone. A divider behind the line says the same.
bool IsColumnLine(std::string_view text) {
  static const RE2* const pattern = new RE2(
      "[■□●◆]?(?:\\p{Han}{0,6}(?:时评|時評|快评|短评|锐评|社评|社論|社论|述评|观察|观察家|评论员|评论员文章|评论员观察|"
      "评论|"
      "論壇|论坛|随笔|隨筆|杂谈|漫笔|视点|观点|来论|来信|夜读|特稿|图集|专栏|手记|札记|今日谈|望海楼|钟声|仲音|任仲平|"
      "任平|国纪平|"
      "连载|访谈录)|\\p{Han}{0,4}(?:故事|调查|调研|见闻|走基层|聚焦|关注|热点|直击|现场|特写|人物|榜样|档案|讲述|追踪|"
      "视野)|"
      "(?:新春)?走基层·\\p{Han}{2,6}|[^，。；：]{2,10}[｜|丨])");
  return text.size() <= 66 && RE2::FullMatch(WithoutSpace(text), *pattern);
}

void LabelHeadlineParts(const HeadlineLines& lines, std::vector<Label>& labels) { PartLabeller(lines, labels).Run(); }

}  // namespace broadsheet::ingest
