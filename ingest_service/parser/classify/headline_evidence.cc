#include "ingest_service/parser/classify/headline_evidence.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <string>

#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/classify/article_end.h"
#include "ingest_service/parser/classify/dialogue.h"
#include "ingest_service/parser/credits/dateline.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kModelBytes = LanguageModel::kReach * 4;

// Characters of the end or start of a text, simplified, as the model wants them.
std::u32string Simplified(std::string_view text) {
  std::u32string characters;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    if (!IsSpace(c)) characters += Simplify(c);
  }
  return characters;
}

std::string_view Last(std::string_view text, size_t bytes) {
  size_t from = text.size() > bytes ? text.size() - bytes : 0;
  while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
  return text.substr(from);
}

// Of lines with wide characters; 0 of others, where letters are what they are made of.
double DigitShare(int plain, size_t characters, int columns) {
  if (columns <= static_cast<int>(characters)) return 0;
  return static_cast<double>(plain) / static_cast<double>(std::max<size_t>(1, characters));
}

std::shared_ptr<const LanguageModel::Tail> ReadTail(const LanguageModel& model, std::string_view text) {
  return model.ReadTail(Simplified(Last(text, kModelBytes)));
}

std::shared_ptr<const LanguageModel::Head> ReadHead(const LanguageModel& model, std::string_view text) {
  return model.ReadHead(Simplified(CutAtCharacter(text, kModelBytes)));
}

bool BeginsMidSentence(std::string_view text) {
  const char32_t first = FirstCharacter(text);
  return IsClauseMark(first) || IsSentenceEnd(first) || IsClosing(first);
}

}  // namespace

const HeadClues kHeadWeights = {
#include "ingest_service/parser/classify/headline_weights.inc"
};

double HeadScore(const HeadClues& clues) {
  return std::inner_product(clues.begin(), clues.end(), kHeadWeights.begin(), 0.0);
}

double LineContinuation(const LanguageModel& model, std::string_view before, std::string_view after) {
  return model.Continuation(*ReadTail(model, before), *ReadHead(model, after));
}

bool OpensWithDateline(std::string_view text) { return ParseDateline(CutAtCharacter(text, 300)).has_value(); }

bool IsClauseOf(std::string_view phrase, std::string_view text) {
  for (size_t at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
    const auto is_mark = [](char32_t c) {
      return c == 0 || IsClauseMark(c) || IsSentenceEnd(c) || IsClosing(c) || IsOpening(c);
    };
    if (is_mark(LastCharacter(text.substr(0, at))) && is_mark(FirstCharacter(text.substr(at + phrase.size()))))
      return true;
  }
  return false;
}

HeadEvidence::HeadEvidence(const std::vector<TextUnit>& units, const std::vector<Label>& labels, size_t first,
                           size_t last, const LanguageModel& model)
    : units_(units),
      labels_(labels),
      first_(first),
      last_(last),
      top_(std::find_if(labels.begin() + static_cast<ptrdiff_t>(first), labels.begin() + static_cast<ptrdiff_t>(last),
                        [](const Label& label) { return label.role != Role::kFurniture; }) -
           labels.begin()),
      model_(model),
      terms_(units, first, last),
      short_(last - first),
      facts_(last - first),
      datelined_(last - first),
      goes_on_(last - first),
      text_is_new_(last - first + 1, -1) {
  for (size_t i = first; i < last; ++i) {
    short_[i - first] = labels[i].role == Role::kBody && !labels[i].in_table && IsTitleLike(Text(i)) && !IsSpeech(i);
  }
  SurveyGaps();
  SurveyHeads();
}

// A line of a dialogue: another one stands near. 网友：… alone may be a headline.
bool HeadEvidence::IsSpeech(size_t i) const {
  constexpr size_t kNear = 4;
  if (!IsDialogueLine(Text(i))) return false;
  const size_t from = i - std::min(i - first_, kNear), to = std::min(last_, i + kNear + 1);
  for (size_t k = from; k < to; ++k) {
    if (k != i && IsDialogueLine(Text(k))) return true;
  }
  return false;
}

void HeadEvidence::SurveyGaps() {
  double texts = 1, lines = 1, gaps_behind_texts = 0.5, gaps_behind_lines = 0.5;
  for (size_t i = first_; i + 1 < last_; ++i) {
    if (labels_[i].role != Role::kBody || !(IsText(i + 1) || labels_[i + 1].role == Role::kByline)) continue;
    if (!IsShortLine(i)) {
      ++texts;
      gaps_behind_texts += HasGap(i);
    } else if (!IsShortLine(i + 1)) {
      ++lines;
      gaps_behind_lines += HasGap(i);
    }
  }
  gaps_ = {gaps_behind_texts / texts, gaps_behind_lines / lines};
}

// Counts the headlines that can be told by their blocks and bylines alone, and
// how many of them have a byline.
void HeadEvidence::SurveyHeads() {
  int heads = 0, bylines = 0;
  size_t characters = 0;
  for (size_t i = first_; i < last_; ++i) {
    const bool byline = labels_[i].role == Role::kByline;
    size_t end = i;
    if (i == first_ || HasGap(i - 1)) {
      while (end < last_ && IsShortLine(end) && units_[end].block == units_[i].block) ++end;
    }
    const bool several = end > i + 1, signed_by = end < last_ && labels_[end].role == Role::kByline;
    bylines += byline;
    heads += byline || (several && !signed_by);
    lines_in_block_ |= several && (end == last_ || HasGap(end - 1));
    if (labels_[i].role == Role::kBody && !IsShortLine(i)) characters += CountCharacters(Text(i));
  }
  constexpr double kUsualText = 600;  // characters of an article
  signed_share_ = bylines / (heads + 1.0);
  // Little text hardly speaks against headlines: a page may hold news in brief.
  unheaded_text_ = std::clamp(std::log((static_cast<double>(characters) + 1) / (heads + 1.0) / kUsualText),
                              heads > 0 ? -0.3 : 0.0, 2.0);
}

const LineFacts& HeadEvidence::FactsOf(size_t unit) {
  std::optional<LineFacts>& facts = facts_[unit - first_];
  if (!facts) facts.emplace(Text(unit));
  return *facts;
}

bool HeadEvidence::IsDatelined(size_t unit) {
  std::optional<bool>& known = datelined_[unit - first_];
  if (!known) known = OpensWithDateline(Text(unit));
  return *known;
}

float HeadEvidence::GoesOn(size_t after) {
  std::optional<float>& known = goes_on_[after - first_];
  if (!known) known = static_cast<float>(std::clamp(LineContinuation(model_, Text(after - 1), Text(after)), -5.0, 5.0));
  return *known;
}

// The main lines of the headline that stands right over a line.
std::string HeadEvidence::HeadOver(size_t line) const {
  std::string head;
  for (size_t i = line; i > first_ && IsHeadRole(labels_[i - 1].role); --i) {
    if (labels_[i - 1].role == Role::kTitle) head.insert(0, Text(i - 1));
  }
  return head;
}

HeadClues HeadEvidence::CluesBefore(size_t run, size_t begin, bool behind_head) {
  HeadClues clues{};
  if (behind_head) {
    clues[run == top_ ? kBehindBanner : kBehindHead] = 1;
    return clues;
  }
  size_t head = begin;
  while (head > first_ && labels_[head - 1].in_head) --head;
  if (head > first_ && IsHeadRole(labels_[head - 1].role)) {
    clues[kBehindByline] = 1;
    clues[kRepeatsHead] = static_cast<float>(SharedPairs(Text(begin), HeadOver(head)));
    return clues;
  }
  if (begin == first_ || !IsText(begin - 1)) {
    clues[kNothingBefore] = 1;
    return clues;
  }
  const std::string_view before = Text(begin - 1);
  clues[kSharedWithBefore] = static_cast<float>(terms_.SharesOf(PhrasePairs(Text(begin)), begin - 1, false).in_unit);
  if (labels_[begin - 1].role == Role::kSignature || EndsArticle(before)) {
    clues[kTextBeforeSigned] = 1;
  } else if (!EndsSentence(before)) {
    clues[kTextBeforeOpen] = 1;
    clues[kGoesOnBefore] = GoesOn(begin);
  }
  return clues;
}

void HeadEvidence::AddGaps(size_t begin, size_t end, HeadClues& clues) const {
  const auto judge = [&](size_t before, HeadClue gap, HeadClue none) {
    const double expected = GapsBehind(before);
    clues[HasGap(before) ? gap : none] = static_cast<float>(HasGap(before) ? 1 - expected : expected);
  };
  if (begin > first_ && IsText(begin - 1)) judge(begin - 1, kGapBefore, kNoGapBefore);
  if (end < last_) judge(end - 1, kGapAfter, kNoGapAfter);
  for (size_t i = begin; i + 1 < end; ++i) {
    if (!HasGap(i)) {
      clues[kInnerNoGap] += static_cast<float>(gaps_.behind_lines);
    } else {
      ++clues[lines_in_block_ ? kInnerGapInBlocks : kInnerGap];
    }
  }
}

void HeadEvidence::AddWording(size_t begin, size_t end, HeadClues& clues) {
  size_t length = 0, characters = 0;
  int columns = 0, plain = 0;
  Wording wording;
  Unpaired unpaired;
  bool title_marks = false;
  for (size_t i = begin; i < end; ++i) {
    const LineFacts& line = FactsOf(i);
    clues[kCommas] += static_cast<float>(line.commas);
    clues[kLong] += static_cast<float>(std::max(0.0, line.columns / 2.0 - 20) / 20);
    length += line.length, characters += line.characters, columns += line.columns, plain += line.plain;
    wording = wording + line.wording;
    unpaired = unpaired + line.unpaired;
    title_marks |= line.has_title_marks;
  }
  const LineFacts& first = FactsOf(begin);
  const LineFacts& last = FactsOf(end - 1);
  const bool several = end - begin > 1;
  clues[kSpeakerLine] = first.announces_speaker ? 1 : 0;
  clues[kColumnLine] = several && first.names_column ? 1 : 0;
  clues[kDeckLine] = several && last.is_deck ? 1 : 0;
  clues[kNotice] = !several && first.is_notice_title ? 1 : 0;
  clues[kNumbered] = first.is_numbered ? 1 : 0;
  clues[kUnpaired] = unpaired.count() > 0 ? 1 : 0;
  clues[kTitleMarks] = title_marks ? 1 : 0;
  clues[kQuestion] = last.ends_sentence ? 1 : 0;
  clues[kShort] = static_cast<float>(std::max(0.0, 8 - static_cast<double>(length)) / 8);
  clues[kDigits] = static_cast<float>(DigitShare(plain, characters, columns));
  clues[kFunctionEnd] = last.leans_forward ? 1 : 0;
  clues[kFunctionStart] = first.leans_back ? 1 : 0;
  clues[kOpensText] = first.opening;
  clues[kWording] = wording.mean();
}

void HeadEvidence::AddInside(size_t begin, size_t end, HeadClues& clues) {
  clues[kMoreLines] = static_cast<float>(end - begin - 1);
  clues[kSeveral] = end - begin > 1 ? 1 : 0;
  for (size_t i = begin; i + 1 < end; ++i) {
    const LineFacts& line = FactsOf(i);
    const LineFacts& next = FactsOf(i + 1);
    clues[kInnerGoesOn] += GoesOn(i + 1);
    const double uneven = std::abs(static_cast<double>(line.length) - static_cast<double>(next.length)) - 4;
    clues[kInnerUneven] += static_cast<float>(std::clamp(uneven / 10, 0.0, 1.0));
    clues[kInnerLeans] += line.leans_forward ? 1 : 0;
    clues[kInnerClause] += IsClauseMark(line.last) && !line.announces_speaker ? 1 : 0;
    clues[kInnerOpensTitle] += next.opens_title ? 1 : 0;
  }
}

// `earliest`: what stands from here on is no earlier text.
double HeadEvidence::TextIsNew(size_t end, size_t earliest) {
  double& known = text_is_new_[end - first_];
  if (known < 0) known = 1 - terms_.EarlierShare(end, IsText(end + 1) ? end + 2 : end + 1, earliest);
  return known;
}

HeadEvidence::Under HeadEvidence::CluesUnder(size_t run, size_t end) {
  constexpr size_t kFarthest = 7;  // lines from the text to what is earlier than its headline
  Under found;
  HeadClues& clues = found.clues;
  clues[kUnheadedText] = static_cast<float>(unheaded_text_ * gaps_.behind_text);
  size_t under = end;
  for (; under < last_ && (labels_[under].role == Role::kByline || labels_[under].in_head); ++under) {
    if (labels_[under].role == Role::kByline) clues[kSigned] = 1;
  }
  if (clues[kSigned] == 0) clues[kSignedPage] = static_cast<float>(signed_share_);
  if (!IsText(under)) {
    clues[kNoTextNext] = 1;
    clues[kTextIsNew] = 0.5;
    return found;
  }
  if (labels_[under].role == Role::kSubhead && IsText(under + 1)) ++under;
  const std::string_view next = Text(under);
  clues[kNextShort] = IsShortLine(under) ? 1 : 0;
  clues[kNextOpensText] = OpeningOf(next);
  clues[kDatelineNext] = IsDatelined(under) ? 1 : 0;
  if (under == end) clues[kGoesIntoNext] = GoesOn(end);
  clues[kTextIsScrap] = BeginsMidSentence(next) || !EndsSentence(next) ? 1 : 0;
  clues[kTextIsNew] = static_cast<float>(TextIsNew(under, std::max(run, end - std::min(end, kFarthest))));
  found.text = under;
  found.goes_on = IsText(under + 1);
  return found;
}

void HeadEvidence::AddSharedWords(size_t begin, size_t end, const Under& under, HeadClues& clues) const {
  const auto shared = [&](std::string_view words) {
    const PageTerms::Shares shares = terms_.SharesOf(PhrasePairs(words), *under.text, under.goes_on);
    return static_cast<float>(std::max({shares.in_unit, shares.in_next * 0.9, shares.in_both * 0.8}));
  };
  if (end - begin > 1) {
    std::string whole;
    for (size_t i = begin; i < end; ++i) whole += Text(i);
    clues[kSharedWithText] = shared(whole);
    clues[kFirstSharedWithText] = shared(Text(begin));
    return;
  }
  const std::string_view line = Text(begin);
  clues[kSharedWithText] = shared(line);
  clues[kClauseOfText] =
      IsClauseOf(line, Text(*under.text)) || (under.goes_on && IsClauseOf(line, Text(*under.text + 1))) ? 1 : 0;
}

HeadClues HeadEvidence::CluesOf(size_t begin, size_t end, const Under& under) {
  HeadClues clues{};
  clues[kAlways] = 1;
  AddGaps(begin, end, clues);
  AddWording(begin, end, clues);
  AddInside(begin, end, clues);
  if (under.text) AddSharedWords(begin, end, under, clues);
  return clues;
}

HeadClues HeadEvidence::Sum(const HeadClues& before, const HeadClues& lines, const HeadClues& under) {
  HeadClues clues;
  for (size_t i = 0; i < kHeadClues; ++i) clues[i] = before[i] + lines[i] + under[i];
  // What one line that nobody signs says, weighs differently.
  if (clues[kSeveral] > 0 || clues[kSigned] > 0) return clues;
  clues[kLoneWording] = clues[kWording];
  clues[kLoneSharedWithBefore] = clues[kSharedWithBefore];
  clues[kLoneSharedWithText] = clues[kSharedWithText];
  clues[kLoneTextIsNew] = clues[kTextIsNew];
  clues[kLoneUnheadedText] = clues[kUnheadedText];
  clues[kLoneOnSignedPage] = clues[kSignedPage];
  clues[kLoneNothingBefore] = clues[kNothingBefore];
  return clues;
}

}  // namespace broadsheet::ingest
