#include "ingest_service/parser/classify/headline.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>

#include "common/text/utf8.h"
#include "ingest_service/parser/classify/article_end.h"
#include "ingest_service/parser/classify/dialogue.h"
#include "ingest_service/parser/classify/headline_parts.h"
#include "ingest_service/parser/classify/notice.h"
#include "ingest_service/parser/classify/speaker_line.h"
#include "ingest_service/parser/extract/byline.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// Characters of the longest line of a headline, of the shortest one that stands
// alone, and of the longest subhead.
constexpr size_t kLongestLine = 45;
constexpr size_t kShortestLone = 3;
constexpr size_t kLongestSubhead = 24;
// Nats by which the next line has to go on a line behind a text for both to be
// of one headline: a line with clauses is more likely the text's.
constexpr double kLeastContinuation = -1, kLeastContinuationOfClauses = 2;
// Lines of one headline, kicker and deck with them.
constexpr size_t kMostLines = 7;

bool Has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Could be one of several lines of a headline: short, and no sentence ends in it.
bool IsShortLine(std::string_view text) {
  if (text.size() > kLongestLine * 4) return false;
  const size_t length = CountCharacters(WithoutSpace(text));
  return length >= 1 && length <= kLongestLine && !Has(text, "。") && !Has(text, "；");
}

// Could be a headline of one line.
bool CanStandAlone(std::string_view text) {
  const char32_t first = FirstCharacter(text), last = LastCharacter(text);
  if (!IsShortLine(text) || CountCharacters(text) < kShortestLone) return false;
  if (IsClosing(first) || IsClauseMark(first) || IsSentenceEnd(first)) return false;
  return !IsClauseMark(last) && last != U'.' && last != U'．' && !OpensWithDateline(text);
}

// Could be a line of a headline whose lines lie apart.
bool CanStandInHead(std::string_view text) {
  return !Has(text, "，") && (CanStandAlone(text) || LastCharacter(text) == U'：');
}

// （一）…, 二、…, 3．…, （小标题）…: what counts the parts of a text.
bool IsNumbered(std::string_view text) {
  static const RE2* const pattern = new RE2(
      "[（(](?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2}|小标题)[）)]|[一二三四五六七八九十]{1,3}、|[0-9０-９]{1,2}[."
      "．、]\\D|"
      "[①-⑳]|(?:其|之)[一二三四五六七八九]|第[一二三四五六七八九十][，、：]|[一二三四五六七八九]是[：，]?");
  re2::StringPiece rest(text.data(), text.size());
  return RE2::Consume(&rest, *pattern);
}

// ◆…, 【…】: how papers mark the parts of a text.
bool IsMarkedPart(std::string_view text) {
  constexpr std::u32string_view kMarks = U"■□◆◇●○◎▲△★☆";
  return kMarks.find(FirstCharacter(text)) != kMarks.npos || (text.starts_with("【") && text.ends_with("】"));
}

class HeadlineFinder {
 public:
  HeadlineFinder(const std::vector<TextUnit>& units, size_t first, size_t last, const LanguageModel& model,
                 std::vector<Label>& labels, ClueLog* log)
      : units_(units),
        first_(first),
        last_(last),
        model_(model),
        labels_(labels),
        log_(log),
        terms_(units, first, last) {
    short_.resize(last - first);
    for (size_t i = first; i < last; ++i) {
      short_[i - first] = labels[i].role == Role::kBody && IsShortLine(Text(i)) && !IsDialogueLine(Text(i));
    }
    SurveyPage();
  }

  void Run() {
    for (size_t i = first_; i < last_;) {
      if (!short_[i - first_]) {
        ++i;
      } else if (ReadSpeakerLine(Text(i)) && EndOfRun(i + 1) > i + 1) {
        i = LabelHead(i, i + 1, EndOfRun(i + 1));
      } else {
        i = LabelRun(i, EndOfRun(i));
      }
    }
  }

 private:
  std::string_view Text(size_t i) const { return units_[i].passage.text; }
  bool IsBody(size_t i) const { return i < last_ && labels_[i].role == Role::kBody; }
  bool IsByline(size_t i) const { return i < last_ && labels_[i].role == Role::kByline; }

  // One past the short lines from `begin` on that stand together in a block.
  size_t EndOfRun(size_t begin) const {
    size_t end = begin;
    while (end < last_ && short_[end - first_] && end - begin < kMostLines &&
           units_[end].block == units_[begin].block && (end == begin || !ReadSpeakerLine(Text(end)))) {
      ++end;
    }
    return end;
  }

  // No other text stands in the run's block.
  bool FillsBlock(size_t begin, size_t end) const {
    const bool before = begin > first_ && units_[begin - 1].block == units_[begin].block && IsBody(begin - 1);
    return !before && !(IsBody(end) && units_[end].block == units_[begin].block);
  }

  // Counts the headlines that can be told by their lines alone, and how many of
  // them have a byline.
  void SurveyPage() {
    int heads = 0, bylines = 0;
    size_t characters = 0;
    for (size_t i = first_; i < last_; ++i) {
      const bool opens_block = i == first_ || units_[i - 1].block != units_[i].block;
      const size_t end = opens_block ? EndOfRun(i) : i;
      const bool several = end > i + 1;
      bylines += IsByline(i);
      heads += IsByline(i) || (several && !IsByline(end));
      lines_in_block_ |= several && FillsBlock(i, end);
      if (IsBody(i) && !short_[i - first_]) characters += CountCharacters(Text(i));
    }
    signed_share_ = bylines / (heads + 1.0);
    // Little text hardly speaks against headlines: a page may hold news in brief.
    unheaded_text_ = std::clamp(std::log((characters + 1.0) / (heads + 1.0) / 600), heads > 0 ? -0.3 : 0.0, 2.0);
  }

  // One past the lines at the start of a run that belong to the text above it:
  // set in one block with it, and the next line does not go on with them.
  size_t PastText(size_t begin, size_t end) const {
    const auto stands_apart = [&](size_t i) {
      const double least =
          Has(Text(i), "，") || IsClauseMark(LastCharacter(Text(i))) ? kLeastContinuationOfClauses : kLeastContinuation;
      return HeadlineContinuation(model_, Text(i), Text(i + 1)) < least;
    };
    while (begin > first_ && end - begin > 1 && units_[begin - 1].block == units_[begin].block && IsBody(begin - 1) &&
           EndsSentence(Text(begin - 1)) && stands_apart(begin)) {
      ++begin;
    }
    return begin;
  }

  // A bare line of names under the run's other lines and over the text.
  bool EndsWithNames(size_t begin, size_t end) const {
    constexpr size_t kLongestNames = 12;  // characters without padding
    if (end - begin < 2 || !IsBody(end) || short_[end - first_] || !EndsSentence(Text(end))) return false;
    if (units_[end].block != units_[end - 1].block || !CanStandAlone(Text(end - 2))) return false;
    const auto byline = ParseByline(Text(end - 1));
    return byline && !byline->bracketed && CountCharacters(WithoutSpace(Text(end - 1))) <= kLongestNames;
  }

  // One past the head's last line if the lines from `begin` on, each in a block
  // of its own, are one headline over a byline; otherwise `begin`. Only on pages
  // that set no headline's lines in one block.
  size_t EndOfScatteredHead(size_t begin) const {
    if (lines_in_block_) return begin;
    const bool after_text = begin > first_ && IsTextRole(labels_[begin - 1].role);
    if (after_text && !EndsSentence(Text(begin - 1)) && !EndsArticle(Text(begin - 1))) return begin;
    size_t end = begin;
    while (end < last_ && short_[end - first_] && end - begin < kMostLines && EndOfRun(end) == end + 1 &&
           CanStandInHead(Text(end)) && !IsNumbered(Text(end))) {
      ++end;
    }
    return end - begin > 1 && IsByline(end) ? end : begin;
  }

  size_t LabelRun(size_t begin, size_t end) {
    begin = PastText(begin, end);
    if (const size_t scattered = EndOfScatteredHead(begin); scattered > begin) {
      return LabelHead(begin, begin, scattered);
    }
    if (EndsWithNames(begin, end)) labels_[--end].role = Role::kByline;
    const bool byline = IsByline(end);
    const bool behind_byline = begin > first_ && IsHeadRole(labels_[begin - 1].role) && !byline;
    if (end - begin > 1 && FillsBlock(begin, end) && !behind_byline) return LabelHead(begin, begin, end);
    if (byline && CanStandAlone(Text(end - 1))) return LabelHead(begin, begin, end);
    if (end - begin > 1 && !behind_byline) return LabelMixedRun(begin, end);
    if (!byline && IsNoticeTitle(Text(begin)) && IsBody(begin + 1)) return LabelHead(begin, begin, begin + 1);
    for (size_t i = begin; i < end; ++i) {
      if (CanStandAlone(Text(i)) && (IsBanner(i) || IsLoneHeadline(i))) return LabelHead(i, i, i + 1);
      MaybeSubhead(i);
    }
    return end;
  }

  // A line at the top of the page's text with another headline right under it.
  bool IsBanner(size_t i) const {
    for (size_t k = first_; k < i; ++k) {
      if (labels_[k].role != Role::kFurniture) return false;
    }
    if (i + 1 >= last_ || !short_[i + 1 - first_] || units_[i + 1].block == units_[i].block) return false;
    const size_t end = EndOfRun(i + 1);
    return ReadSpeakerLine(Text(i + 1)) || IsByline(end) || end - i > 2;
  }

  // Short lines and text in one block: a headline if they stand over the text.
  size_t LabelMixedRun(size_t begin, size_t end) {
    const bool over_text = IsBody(end) && units_[end].block == units_[begin].block && CanStandAlone(Text(begin)) &&
                           CanStandAlone(Text(end - 1));
    if (over_text) return LabelHead(begin, begin, end);
    for (size_t i = begin; i < end; ++i) {
      if (CanStandAlone(Text(i)) && IsLoneHeadline(i)) return LabelHead(i, i, i + 1);
      MaybeSubhead(i);
    }
    return end;
  }

  bool IsLoneHeadline(size_t i) {
    if (IsNumbered(Text(i))) return false;
    if (IsMarkedPart(Text(i)) && !(IsBody(i + 1) && OpensWithDateline(Text(i + 1)))) return false;
    const HeadlineClues clues = CluesOf({units_, labels_, terms_, model_, signed_share_, unheaded_text_}, i);
    if (log_ != nullptr) log_->lone_lines.emplace_back(i, clues);
    return HeadlineScore(clues) > 0;
  }

  void MaybeSubhead(size_t i) {
    const bool between =
        i > first_ && IsBody(i - 1) && EndsSentence(Text(i - 1)) && IsBody(i + 1) && !short_[i + 1 - first_];
    const bool whole = CanStandAlone(Text(i)) && UnpairedMarks(Text(i)) == 0 && !Has(Text(i), "，");
    if (between && whole && CountCharacters(Text(i)) <= kLongestSubhead) labels_[i].role = Role::kSubhead;
  }

  // Labels lines [titles, end) and a speaker before them; returns what follows
  // the bylines.
  size_t LabelHead(size_t begin, size_t titles, size_t end) {
    if (begin < titles) labels_[begin].role = Role::kSpeaker;
    LabelHeadlineParts({units_, titles, end, first_, last_, model_, log_}, labels_);
    labels_[begin].begins = true;
    while (IsByline(end)) ++end;
    return end;
  }

  const std::vector<TextUnit>& units_;
  const size_t first_, last_;
  const LanguageModel& model_;
  std::vector<Label>& labels_;
  ClueLog* const log_;
  const PageTerms terms_;
  std::vector<bool> short_;      // of units [first_, last_)
  bool lines_in_block_ = false;  // some headline's lines stand in one block
  double signed_share_ = 0, unheaded_text_ = 0;
};

}  // namespace

void LabelHeadlines(const std::vector<TextUnit>& units, size_t first, size_t last, const LanguageModel& model,
                    std::vector<Label>& labels, ClueLog* log) {
  HeadlineFinder(units, first, last, model, labels, log).Run();
}

}  // namespace broadsheet::ingest
