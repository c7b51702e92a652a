#include "ingest_service/parser/classify/headline_parts.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <string>

#include "common/text/utf8.h"
#include "ingest_service/parser/classify/headline_evidence.h"
#include "ingest_service/parser/classify/line_facts.h"
#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/language/title_wording.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// Units on either side in which a kicker's words are looked for: more than a
// page has, less than a text without pages.
constexpr size_t kReach = 400;
// Log-odds from which a line is a part: a headline without its end misleads more than
// one with its deck behind it, and what is over it may be a scrap of another text.
constexpr double kLeastKicker = -0.3, kLeastDeck = 0.5;
constexpr double kImpossible = -std::numeric_limits<double>::infinity();

// Lines of one clause, quotation or name.
bool NeedEachOther(std::string_view line, std::string_view next) {
  const char32_t begin = FirstCharacter(next);
  return UnpairedMarks(line) > 0 || IsClauseMark(LastCharacter(line)) || IsClosing(begin) || IsClauseMark(begin);
}

// …——, over a headline that is whole without it. What tells of the first line
// belongs to it: 江河安澜—— / 滨江市治水纪实.
bool LeadsToHeadline(std::string_view line, std::string_view next) {
  static const RE2* const tells =
      new RE2("^[记访写]|(?:[纪侧]?记|纪实|纪事|纪略|综述|述评|巡礼|访谈|专访|掠影|启示|调查|观察)$");
  const bool leads = UnpairedMarks(line) == 0 && (line.ends_with("——") || line.ends_with("──"));
  return leads && !RE2::PartialMatch(re2::StringPiece(next.data(), next.size()), *tells);
}

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
    if (first + 1 == last) return;
    double kicker = KickerScore(first, last), deck = last == lines_.last ? DeckScore(first, last) : kImpossible;
    // Something is left for the headline.
    if (first + 2 == last) (kicker > deck ? deck : kicker) = kImpossible;
    if (kicker > kLeastKicker) labels_[first].role = Role::kKicker;
    if (deck > kLeastDeck) labels_[last - 1].role = Role::kDeck;
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

  // Log-odds that the first of lines [first, last) is a kicker.
  double KickerScore(size_t first, size_t last) const {
    const std::string_view line = Text(first), next = Text(first + 1);
    if (LeadsToHeadline(line, next)) return 1;
    if (NeedEachOther(line, next)) return kImpossible;
    const KickerClues clues = CluesOfKicker(line, next, last - first > 2);
    if (lines_.log != nullptr) lines_.log->kickers.emplace_back(first, clues);
    return std::inner_product(clues.begin(), clues.end(), kKickerWeights.begin(), 0.0);
  }

  // Log-odds that the last of lines [first, last) is a deck.
  double DeckScore(size_t first, size_t last) const {
    const std::string_view line = Text(last - 1), over = Text(last - 2);
    if (NeedEachOther(over, line) || UnpairedMarks(line) > 0 || LeansForward(over)) return kImpossible;
    const DeckClues clues = CluesOfDeck(line, over, last - first > 2);
    if (lines_.log != nullptr) lines_.log->decks.emplace_back(last - 1, clues);
    return std::inner_product(clues.begin(), clues.end(), kDeckWeights.begin(), 0.0);
  }

  DeckClues CluesOfDeck(std::string_view line, std::string_view over, bool several) const {
    const LineFacts facts(line), facts_over(over);
    const int length = static_cast<int>(facts.length), longer = length - static_cast<int>(facts_over.length);
    DeckClues clues{};
    clues[kDeckAlways] = 1;
    clues[kSeveralLinesOver] = several;
    clues[kDeckLonger] = std::clamp(longer, 0, 10) / 10.0;
    clues[kDeckShorter] = std::clamp(-longer, 0, 10) / 10.0;
    clues[kDeckEven] = std::abs(longer) <= 2;
    clues[kDeckGoesOn] = std::clamp(LineContinuation(lines_.model, over, line), -5.0, 5.0);
    clues[kOverLeans] = facts_over.leans_forward;
    clues[kDeckClause] = IsClauseOfPage(line);
    clues[kDeckLongClause] = clues[kDeckClause] > 0 && length >= 8;
    clues[kOverClause] = IsClauseOfPage(over);
    clues[kDeckWording] = facts.wording.mean();
    clues[kOverWording] = facts_over.wording.mean();
    clues[kDeckDigits] = static_cast<double>(facts.plain) / std::max(1, length);
    clues[kDeckCommas] = facts.commas;
    clues[kDeckClauses] = facts.has_title_marks;
    clues[kOverClauses] = facts_over.has_title_marks;
    const std::string lead = Lead();
    clues[kDeckInLead] = SharedPairs(line, lead);
    clues[kOverInLead] = SharedPairs(over, lead);
    return clues;
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
    clues[kKickerWording] = TitleWording(line).mean();
    clues[kNextWording] = TitleWording(next).mean();
    clues[kNextClause] = IsClauseOfPage(next);
    return clues;
  }

  const HeadlineLines& lines_;
  std::vector<Label>& labels_;
};

}  // namespace

const KickerClues kKickerWeights = {
#include "ingest_service/parser/classify/kicker_weights.inc"
};

const DeckClues kDeckWeights = {
#include "ingest_service/parser/classify/deck_weights.inc"
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
