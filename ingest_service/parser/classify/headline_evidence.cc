#include "ingest_service/parser/classify/headline_evidence.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/classify/article_end.h"
#include "ingest_service/parser/classify/dialogue.h"
#include "ingest_service/parser/classify/headline_parts.h"
#include "ingest_service/parser/classify/notice.h"
#include "ingest_service/parser/classify/speaker_line.h"
#include "ingest_service/parser/extract/dateline.h"
#include "ingest_service/parser/language/paragraph_openings.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kLongestLine = 45;  // characters
constexpr size_t kModelBytes = LanguageModel::kReach * 4;

// Characters that a phrase rarely ends or begins with.
constexpr std::u32string_view kLeansForward =
    U"的在和与及或把被将对从向以为是了着而且但并就由于使让给因如若其该这那每各之等至到";
constexpr std::u32string_view kLeansBack = U"的了着过地得们吗呢吧和与及或而且但并则也都就却等者性化中";

bool Has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

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

// Characters without white space.
double LengthOf(std::string_view text) { return static_cast<double>(CountCharacters(WithoutSpace(text))); }

// Of a text with wide characters; 0 of others, where letters are what it is made of.
double DigitShare(std::string_view text) {
  if (ColumnsOf(text) <= static_cast<int>(CountCharacters(text))) return 0;
  const auto plain = std::count_if(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
  return static_cast<double>(plain) / std::max<size_t>(1, CountCharacters(text));
}

float Opening(std::string_view text) {
  return std::clamp<float>(ParagraphOpening(Simplified(CutAtCharacter(text, 16))), -3, 3);
}

std::shared_ptr<const LanguageModel::Tail> ReadTail(const LanguageModel& model, std::string_view text) {
  return model.ReadTail(Simplified(Last(text, kModelBytes)));
}

std::shared_ptr<const LanguageModel::Head> ReadHead(const LanguageModel& model, std::string_view text) {
  return model.ReadHead(Simplified(CutAtCharacter(text, kModelBytes)));
}

// Could be one of several lines of a headline: short, and no sentence ends in it.
bool IsTitleLike(std::string_view text) {
  if (text.size() > kLongestLine * 4) return false;
  const double length = LengthOf(text);
  return length >= 1 && length <= kLongestLine && !Has(text, "。") && !Has(text, "；");
}

bool BeginsMidSentence(std::string_view text) {
  const char32_t first = FirstCharacter(text);
  return IsClauseMark(first) || IsSentenceEnd(first) || IsClosing(first);
}

// Commas, but for one at the end.
int CommasIn(std::string_view line) {
  int commas = LastCharacter(line) == U'，' ? -1 : 0;
  for (size_t at = line.find("，"); at != std::string_view::npos; at = line.find("，", at + 1)) ++commas;
  return commas;
}

float Clamped(double nats) { return static_cast<float>(std::clamp(nats, -5.0, 5.0)); }

// （一）…, 二、…, 3．…, （小标题）…: what counts the parts of a text.
bool IsNumbered(std::string_view text) {
  static const RE2* const pattern = new RE2(
      "[（(](?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2}|小标题)[）)]|[一二三四五六七八九十]{1,3}、|[0-9０-９]{1,2}[."
      "．、]\\D|"
      "[①-⑳]|(?:其|之)[一二三四五六七八九]|第[一二三四五六七八九][，、：]|[一二三四五六七八九]是[：，]?");
  re2::StringPiece rest(text.data(), text.size());
  return RE2::Consume(&rest, *pattern);
}

// Opens as headlines do: 【, or a topic and ：.
bool OpensTitle(std::string_view text) {
  constexpr size_t kLongestTopic = 24;  // bytes
  const size_t colon = text.find("：");
  return FirstCharacter(text) == U'【' || (colon != std::string_view::npos && colon <= kLongestTopic);
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

bool HasTitleMarks(std::string_view text) {
  return Has(text, " ") || Has(text, "　") || Has(text, "：") || Has(text, "｜") || Has(text, "|") || Has(text, "【");
}

bool LeansForward(std::string_view text) {
  return kLeansForward.find(Simplify(LastCharacter(text))) != std::u32string_view::npos;
}

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
      read_(last - first),
      text_is_new_(last - first + 1, -1) {
  for (size_t i = first; i < last; ++i) {
    short_[i - first] = labels[i].role == Role::kBody && IsTitleLike(Text(i)) && !IsDialogueLine(Text(i));
  }
  SurveyGaps();
  SurveyHeads();
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

double HeadEvidence::Continuation(size_t before, size_t after) {
  ReadText& left = read_[before - first_];
  ReadText& right = read_[after - first_];
  if (left.tail == nullptr) left.tail = ReadTail(model_, Text(before));
  if (right.head == nullptr) right.head = ReadHead(model_, Text(after));
  return model_.Continuation(*left.tail, *right.head);
}

void HeadEvidence::AddWhatStandsBefore(size_t run, size_t begin, bool behind_head, HeadClues& clues) {
  const std::string_view line = Text(begin);
  if (behind_head) {
    clues[run == top_ ? kBehindBanner : kBehindHead] = 1;
    return;
  }
  if (begin > first_ && IsHeadRole(labels_[begin - 1].role)) {
    clues[kBehindByline] = 1;
    return;
  }
  if (begin == first_ || !IsText(begin - 1)) {
    clues[kNothingBefore] = 1;
    return;
  }
  const std::string_view before = Text(begin - 1);
  clues[kSharedWithBefore] = static_cast<float>(SharedPairs(line, before));
  if (labels_[begin - 1].role == Role::kSignature || EndsArticle(before)) {
    clues[kTextBeforeSigned] = 1;
  } else if (!EndsSentence(before)) {
    clues[kTextBeforeOpen] = 1;
    clues[kGoesOnBefore] = Clamped(Continuation(begin - 1, begin));
  }
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

void HeadEvidence::AddWording(size_t begin, size_t end, HeadClues& clues) const {
  std::string whole;
  for (size_t i = begin; i < end; ++i) {
    const std::string_view line = Text(i);
    whole += line;
    clues[kCommas] += static_cast<float>(CommasIn(line));
    clues[kLong] += static_cast<float>(std::max(0.0, ColumnsOf(line) / 2.0 - 20) / 20);
  }
  const std::string_view first = Text(begin), last = Text(end - 1);
  clues[kSpeakerLine] = ReadSpeakerLine(first) ? 1 : 0;
  clues[kColumnLine] = end - begin > 1 && IsColumnLine(first) ? 1 : 0;
  clues[kDeckLine] = end - begin > 1 && IsDeckLine(last) ? 1 : 0;
  clues[kNotice] = end - begin == 1 && IsNoticeTitle(first) ? 1 : 0;
  clues[kNumbered] = IsNumbered(first) ? 1 : 0;
  clues[kUnpaired] = UnpairedMarks(whole) > 0 ? 1 : 0;
  clues[kTitleMarks] = HasTitleMarks(whole) ? 1 : 0;
  clues[kQuestion] = EndsSentence(last) ? 1 : 0;
  clues[kShort] = static_cast<float>(std::max(0.0, 8 - LengthOf(whole)) / 8);
  clues[kDigits] = static_cast<float>(DigitShare(whole));
  clues[kFunctionEnd] = LeansForward(last) ? 1 : 0;
  clues[kFunctionStart] = kLeansBack.find(Simplify(FirstCharacter(first))) != std::u32string_view::npos ? 1 : 0;
  clues[kOpensText] = Opening(first);
}

void HeadEvidence::AddInside(size_t begin, size_t end, HeadClues& clues) {
  clues[kMoreLines] = static_cast<float>(end - begin - 1);
  clues[kSeveral] = end - begin > 1 ? 1 : 0;
  for (size_t i = begin; i + 1 < end; ++i) {
    clues[kInnerGoesOn] += Clamped(Continuation(i, i + 1));
    const double uneven = std::abs(LengthOf(Text(i)) - LengthOf(Text(i + 1))) - 4;
    clues[kInnerUneven] += static_cast<float>(std::clamp(uneven / 10, 0.0, 1.0));
    clues[kInnerLeans] += LeansForward(Text(i)) ? 1 : 0;
    clues[kInnerClause] += IsClauseMark(LastCharacter(Text(i))) && !ReadSpeakerLine(Text(i)) ? 1 : 0;
    clues[kInnerOpensTitle] += OpensTitle(Text(i + 1)) ? 1 : 0;
  }
}

// `earliest`: what stands from here on is no earlier text.
double HeadEvidence::TextIsNew(size_t end, size_t earliest) {
  double& known = text_is_new_[end - first_];
  if (known < 0) known = 1 - terms_.EarlierShare(end, IsText(end + 1) ? end + 2 : end + 1, earliest);
  return known;
}

void HeadEvidence::AddWhatStandsUnder(size_t run, size_t begin, size_t end, HeadClues& clues) {
  constexpr size_t kFarthest = 7;  // lines from the text to what is earlier than its headline
  clues[kUnheadedText] = static_cast<float>(unheaded_text_ * gaps_.behind_text);
  size_t under = end;
  while (under < last_ && labels_[under].role == Role::kByline) ++under;
  clues[kSigned] = under > end ? 1 : 0;
  if (under == end) clues[kSignedPage] = static_cast<float>(signed_share_);
  if (!IsText(under)) {
    clues[kNoTextNext] = 1;
    clues[kTextIsNew] = 0.5;
    return;
  }
  if (labels_[under].role == Role::kSubhead && IsText(under + 1)) ++under;
  const std::string_view next = Text(under);
  const std::string_view second = IsText(under + 1) ? Text(under + 1) : std::string_view();
  std::string whole;
  for (size_t i = begin; i < end; ++i) whole += Text(i);
  const auto shared = [&](std::string_view line) {
    return static_cast<float>(
        std::max({SharedPairs(line, next), SharedPairs(line, second) * 0.9,
                  SharedPairs(line, absl::StrCat(std::string(next), std::string(second))) * 0.8}));
  };
  clues[kNextShort] = IsShortLine(under) ? 1 : 0;
  clues[kNextOpensText] = Opening(next);
  clues[kDatelineNext] = OpensWithDateline(next) ? 1 : 0;
  if (under == end) clues[kGoesIntoNext] = Clamped(Continuation(end - 1, end));
  clues[kTextIsScrap] = BeginsMidSentence(next) || !EndsSentence(next) ? 1 : 0;
  clues[kSharedWithText] = shared(whole);
  if (end - begin > 1) {
    clues[kFirstSharedWithText] = shared(Text(begin));
  } else {
    clues[kClauseOfText] = IsClauseOf(whole, next) || IsClauseOf(whole, second) ? 1 : 0;
  }
  clues[kTextIsNew] = static_cast<float>(TextIsNew(under, std::max(run, end - std::min(end, kFarthest))));
}

// What one line that nobody signs says, weighs differently.
void AddLoneLine(HeadClues& clues) {
  if (clues[kSeveral] > 0 || clues[kSigned] > 0) return;
  clues[kLoneSharedWithBefore] = clues[kSharedWithBefore];
  clues[kLoneSharedWithText] = clues[kSharedWithText];
  clues[kLoneTextIsNew] = clues[kTextIsNew];
  clues[kLoneUnheadedText] = clues[kUnheadedText];
  clues[kLoneOnSignedPage] = clues[kSignedPage];
  clues[kLoneNothingBefore] = clues[kNothingBefore];
}

HeadClues HeadEvidence::CluesOf(size_t run, size_t begin, size_t end, bool behind_head) {
  HeadClues clues{};
  clues[kAlways] = 1;
  AddWhatStandsBefore(run, begin, behind_head, clues);
  AddGaps(begin, end, clues);
  AddWording(begin, end, clues);
  AddInside(begin, end, clues);
  AddWhatStandsUnder(run, begin, end, clues);
  AddLoneLine(clues);
  return clues;
}

}  // namespace broadsheet::ingest
