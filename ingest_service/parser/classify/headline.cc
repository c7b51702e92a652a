#include "ingest_service/parser/classify/headline.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "common/text/utf8.h"
#include "ingest_service/parser/classify/name_line.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// Characters of the shortest headline, with a byline or the name of a notice and
// without, and of the longest subhead.
constexpr size_t kShortestSigned = 2, kShortestHeadline = 3;
constexpr size_t kLongestSubhead = 24;
// Lines of one headline, kicker and deck with them.
constexpr size_t kMostLines = 7;

bool Has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool CanBegin(const LineFacts& line) {
  const bool goes_on = line.first >= U'a' && line.first <= U'z';
  return !goes_on && !IsClosing(line.first) && !IsClauseMark(line.first) && !IsSentenceEnd(line.first);
}

bool CanEnd(const LineFacts& line) { return !IsClauseMark(line.last) && line.last != U'.' && line.last != U'．'; }

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
        evidence_(units, labels, first, last, model) {}

  void Run() {
    for (size_t begin = first_; begin < last_;) {
      size_t end = begin;
      while (end < last_ && evidence_.IsShortLine(end)) ++end;
      if (end == begin) {
        ++begin;
        continue;
      }
      if (EndsWithNames(begin, end)) labels_[--end].role = Role::kByline;
      LabelRun(RunOf(begin, end));
      begin = end + 1;
    }
  }

 private:
  std::string_view Text(size_t i) const { return units_[i].passage.text; }
  bool IsByline(size_t i) const { return i < last_ && labels_[i].role == Role::kByline; }
  bool IsBody(size_t i) const { return i < last_ && labels_[i].role == Role::kBody; }

  // A bare line of names under the run's other lines and over the text.
  bool EndsWithNames(size_t begin, size_t end) {
    constexpr size_t kLongestNames = 12, kLongestWithOffice = 32;  // characters without padding
    if (end - begin < 2 || !IsBody(end) || !EndsSentence(Text(end)) || !CanEnd(evidence_.FactsOf(end - 2)))
      return false;
    const std::string_view line = Text(end - 1);
    const size_t longest = Has(line, "（") || Has(line, "(") ? kLongestWithOffice : kLongestNames;
    return IsNameLine(line) && CountCharacters(WithoutSpace(line)) <= longest;
  }

  bool MayBeHeadline(size_t begin, size_t end) {
    const LineFacts& first = evidence_.FactsOf(begin);
    if (!CanBegin(first) || !CanEnd(evidence_.FactsOf(end - 1))) return false;
    if (end - begin > 1) return true;
    const bool over_text = IsByline(end) || (IsBody(end) && evidence_.IsDatelined(end));
    const size_t shortest = IsByline(end) || first.is_notice_title ? kShortestSigned : kShortestHeadline;
    return first.characters >= shortest && (over_text || !IsMarkedPart(Text(begin)));
  }

  // A full stop behind more than an abbreviation: no headline goes on.
  bool EndsLatinSentence(size_t i) {
    constexpr size_t kShortestSentence = 20;  // characters
    const LineFacts& line = evidence_.FactsOf(i);
    return line.last == U'.' && line.length >= kShortestSentence;
  }

  // The run with everything in it that may be a headline.
  LineRun RunOf(size_t begin, size_t end) {
    LineRun run{begin, end, {}};
    std::vector<std::optional<HeadEvidence::Under>> under(end - begin + 1);  // by where the lines over it end
    for (size_t from = begin; from < end; ++from) {
      std::optional<HeadClues> before;
      for (size_t to = from + 1; to <= std::min(end, from + kMostLines); ++to) {
        if (to > from + 1 && evidence_.FactsOf(to - 1).announces_speaker) break;
        if (evidence_.IsDatelined(to - 1)) break;
        if (to > from + 1 && EndsLatinSentence(to - 2)) break;
        if (!MayBeHeadline(from, to)) continue;
        if (!before) before = evidence_.CluesBefore(begin, from, false);
        std::optional<HeadEvidence::Under>& text = under[to - begin];
        if (!text) text = evidence_.CluesUnder(begin, to);
        const HeadClues lines = evidence_.CluesOf(from, to, *text);
        AddSpan({from, to, false, 0, HeadEvidence::Sum(*before, lines, text->clues)}, run);
        if (from == begin) continue;
        const HeadClues head = evidence_.CluesBefore(begin, from, true);
        AddSpan({from, to, true, 0, HeadEvidence::Sum(head, lines, text->clues)}, run);
      }
    }
    return run;
  }

  static void AddSpan(HeadSpan span, LineRun& run) {
    span.score = HeadScore(span.clues);
    run.spans.push_back(std::move(span));
  }

  // Marks the lines of which the readings differ only in whether they are a
  // headline of one line or text.
  void MarkUncertain(const LineRun& run) {
    constexpr double kLeast = 0.02;  // probability of the less probable
    const ReadingSums sums = SumReadings(run);
    std::vector<double> alone(run.end - run.begin), covered(run.end - run.begin);
    for (size_t s = 0; s < run.spans.size(); ++s) {
      const HeadSpan& span = run.spans[s];
      for (size_t i = span.begin; i < span.end; ++i) covered[i - run.begin] += sums.probabilities[s];
      if (span.end == span.begin + 1) alone[span.begin - run.begin] += sums.probabilities[s];
    }
    for (size_t i = run.begin; i < run.end; ++i) {
      const double headline = alone[i - run.begin], text = 1 - covered[i - run.begin];
      const bool either = headline + text > 1 - kLeast && std::min(headline, text) > kLeast;
      if (!either || IsByline(i + 1)) continue;
      labels_[i].headline_odds = std::log(headline / text);
      if (IsSubheadLike(i)) labels_[i].text_role = Role::kSubhead;
    }
  }

  void LabelRun(LineRun run) {
    MarkUncertain(run);
    size_t at = run.begin;
    for (const size_t s : BestReading(run)) {
      const HeadSpan& span = run.spans[s];
      // What a headline stands over is no article of its own: a banner.
      if (span.behind_head) labels_[span.begin].headline_odds = labels_[span.begin - 1].headline_odds = std::nullopt;
      for (; at < span.begin; ++at) LabelText(at);
      LabelHead(span.begin, span.end);
      at = span.end;
    }
    for (; at < run.end; ++at) LabelText(at);
    if (log_ != nullptr) log_->runs.push_back(std::move(run));
  }

  void LabelText(size_t i) {
    if (IsSubheadLike(i)) labels_[i].role = Role::kSubhead;
  }

  bool IsSubheadLike(size_t i) {
    const bool between =
        i > first_ && IsBody(i - 1) && EndsSentence(Text(i - 1)) && IsBody(i + 1) && !evidence_.IsShortLine(i + 1);
    if (!between) return false;
    const LineFacts& line = evidence_.FactsOf(i);
    const bool whole = CanBegin(line) && CanEnd(line) && line.unpaired.count() == 0 && !Has(Text(i), "，");
    return whole && line.characters >= kShortestHeadline && line.characters <= kLongestSubhead;
  }

  void LabelHead(size_t begin, size_t end) {
    const bool speaker = end - begin > 1 && evidence_.FactsOf(begin).announces_speaker;
    if (speaker) labels_[begin].role = Role::kSpeaker;
    LabelHeadlineParts(
        {units_, begin + (speaker ? 1 : 0), end, first_, last_, model_, log_ != nullptr ? &log_->parts : nullptr},
        labels_);
    labels_[begin].begins = true;
  }

  const std::vector<TextUnit>& units_;
  const size_t first_, last_;
  const LanguageModel& model_;
  std::vector<Label>& labels_;
  ClueLog* const log_;
  HeadEvidence evidence_;
};

}  // namespace

void LabelHeadlines(const std::vector<TextUnit>& units, size_t first, size_t last, const LanguageModel& model,
                    std::vector<Label>& labels, ClueLog* log) {
  HeadlineFinder(units, first, last, model, labels, log).Run();
}

}  // namespace broadsheet::ingest
