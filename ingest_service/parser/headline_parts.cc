#include "ingest_service/parser/headline_parts.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "common/text/utf8.h"
#include "ingest_service/parser/characters.h"
#include "ingest_service/parser/headline_evidence.h"
#include "ingest_service/parser/language_model.h"

namespace broadsheet::ingest {
namespace {

bool IsDeckLine(std::string_view text) {
  return text.starts_with("——") || text.starts_with("──") || text.starts_with("－－");
}

// Names of columns and of kinds of comment that stand over a headline.
bool IsColumnLine(std::string_view text) {
  static const RE2* const pattern = new RE2(
      "[【\\[〔■□●◆]?(?:\\p{Han}{0,6}(?:时评|時評|快评|短评|锐评|社评|社論|社论|社评|述评|观察|观察家|评论员|"
      "评论员观察|评论|論壇|论坛|"
      "随笔|隨筆|杂谈|漫笔|视点|观点|来论|来信|夜读|特稿|图集|专栏|手记|札记|今日谈|望海楼|钟声|仲音|任仲平|任平|"
      "国纪平|连载|访谈录))"
      "[】\\]〕]?");
  return text.size() <= 60 && RE2::FullMatch(WithoutSpace(text), *pattern);
}

class PartLabeller {
 public:
  PartLabeller(const std::vector<TextUnit>& units, size_t page_first, size_t page_last, const LanguageModel& model,
               std::vector<Label>& labels)
      : units_(units), page_first_(page_first), page_last_(page_last), model_(model), labels_(labels) {}

  void Run(size_t first, size_t last) {
    for (size_t i = first; i < last; ++i) labels_[i].role = Role::kTitle;
    for (size_t i = first + 1; i < last; ++i) {
      if (IsDeckLine(Text(i))) {
        for (size_t k = i; k < last; ++k) labels_[k].role = Role::kDeck;
        last = i;
      }
    }
    if (first + 1 < last && IsColumnLine(Text(first))) labels_[first++].role = Role::kColumn;
    if (first + 1 < last && KickerScore(first, last) > 0) labels_[first].role = Role::kKicker;
  }

 private:
  std::string_view Text(size_t i) const { return units_[i].passage.text; }
  static int Length(std::string_view text) { return static_cast<int>(CountCharacters(WithoutSpace(text))); }

  bool IsClauseOfPage(std::string_view line) const {
    for (size_t i = page_first_; i < page_last_; ++i) {
      const bool body = labels_[i].role == Role::kBody || labels_[i].role == Role::kSubhead;
      if (body && Text(i).size() > line.size() && IsClauseOf(line, Text(i))) return true;
    }
    return false;
  }

  // Log-odds that the first of several lines is a kicker and not the first part
  // of the headline that the second goes on with.
  double KickerScore(size_t first, size_t last) const {
    const std::string_view line = Text(first), next = Text(first + 1);
    if (UnpairedMarks(line) > 0) return -10;
    const char32_t end = LastCharacter(line), begin = FirstCharacter(next);
    if (IsClauseMark(end) || IsClosing(begin) || IsClauseMark(begin)) return -10;
    const int length = Length(line), next_length = Length(next);
    double score = last - first == 2 ? -2.0 : 1.0;
    // Lines of one headline are made about equally long.
    const int imbalance = std::abs(length - next_length);
    score += imbalance <= 4 ? -1.0 : std::min(2.5, 0.3 * (imbalance - 4));
    score -= std::clamp(0.6 * HeadlineContinuation(model_, line, next), -2.0, 4.0);
    if (begin == U'【' || begin == U'“' || begin == U'《') score += 0.5;
    if (IsClauseOfPage(line)) score += 4.5;
    return score;
  }

  const std::vector<TextUnit>& units_;
  const size_t page_first_, page_last_;
  const LanguageModel& model_;
  std::vector<Label>& labels_;
};

}  // namespace

void LabelHeadlineParts(const std::vector<TextUnit>& units, size_t first, size_t last, size_t page_first,
                        size_t page_last, const LanguageModel& model, std::vector<Label>& labels) {
  PartLabeller(units, page_first, page_last, model, labels).Run(first, last);
}

bool IsSpeakerLine(std::string_view line) {
  static const RE2* const pattern = new RE2(
      "\\p{Han}(?:[ "
      "\\x{3000}]?\\p{Han}){1,3}(?:·\\p{Han}{1,6})?\\s*(?:代表|委员|院士|教授|博士|研究员|主任|书记|校长|院长|律师|"
      "专家|記者|議員|委員)\\s*[：:]");
  return line.size() < 60 && RE2::FullMatch(re2::StringPiece(line.data(), line.size()), *pattern);
}

}  // namespace broadsheet::ingest
