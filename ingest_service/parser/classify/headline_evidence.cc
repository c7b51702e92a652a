#include "ingest_service/parser/classify/headline_evidence.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/extract/dateline.h"
#include "ingest_service/parser/extract/tail_signature.h"
#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/language/paragraph_openings.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

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

bool EndsSigned(std::string_view text) {
  return text.ends_with("（完）") || text.ends_with("(完)") || FindTailSignature(text).has_value();
}

double DigitShare(std::string_view text) {
  const auto plain = std::count_if(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
  return static_cast<double>(plain) / std::max<size_t>(1, CountCharacters(text));
}

double Opening(std::string_view text) {
  return std::clamp<double>(ParagraphOpening(Simplified(CutAtCharacter(text, 16))), -3, 3);
}

bool BeginsMidSentence(std::string_view text) {
  const char32_t first = FirstCharacter(text);
  return IsClauseMark(first) || IsSentenceEnd(first) || IsClosing(first);
}

}  // namespace

const HeadlineClues kHeadlineWeights = {
#include "ingest_service/parser/classify/headline_weights.inc"
};

const KickerClues kKickerWeights = {
#include "ingest_service/parser/classify/kicker_weights.inc"
};

double HeadlineContinuation(const LanguageModel& model, std::string_view before, std::string_view after) {
  constexpr size_t kBytes = LanguageModel::kReach * 4;
  const auto tail = model.ReadTail(Simplified(Last(before, kBytes)));
  const auto head = model.ReadHead(Simplified(CutAtCharacter(after, kBytes)));
  return model.Continuation(*tail, *head);
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

HeadlineClues CluesOf(const HeadlineContext& context, size_t unit) {
  const std::string_view text = context.units[unit].passage.text;
  const auto is_text = [&](size_t i) {
    return i < context.units.size() && context.units[i].page == context.units[unit].page &&
           IsTextRole(context.labels[i].role);
  };
  const std::string_view before =
      unit > 0 && is_text(unit - 1) ? std::string_view(context.units[unit - 1].passage.text) : "";
  const size_t behind = is_text(unit + 1) && context.labels[unit + 1].role == Role::kSubhead ? unit + 2 : unit + 1;
  const std::string_view next = is_text(behind) ? std::string_view(context.units[behind].passage.text) : "";
  const std::string_view second =
      !next.empty() && is_text(behind + 1) ? std::string_view(context.units[behind + 1].passage.text) : "";
  const double length = static_cast<double>(CountCharacters(WithoutSpace(text)));
  const bool behind_head =
      unit > 0 && IsHeadRole(context.labels[unit - 1].role) && context.units[unit - 1].page == context.units[unit].page;
  const bool signature = !before.empty() && context.labels[unit - 1].role == Role::kSignature;
  const bool open =
      !before.empty() && !EndsSentence(before) && !signature && context.labels[unit - 1].role != Role::kSubhead;
  HeadlineClues clues{};
  clues[kAlways] = 1;
  clues[kDatelineNext] = OpensWithDateline(next);
  clues[kNothingBefore] = before.empty() && !behind_head;
  clues[kBehindHead] = behind_head;
  clues[kTextBeforeOpen] = open;
  clues[kTextBeforeSigned] = signature || EndsSigned(before);
  clues[kUnpaired] = UnpairedMarks(text) > 0;
  clues[kTitleMarks] = HasTitleMarks(text);
  clues[kCommas] = Has(text, "，");
  clues[kQuestion] = EndsSentence(text);
  clues[kShort] = std::max(0.0, 8 - length) / 8;
  clues[kLong] = std::max(0.0, length - 20) / 20;
  clues[kClauseOfText] = IsClauseOf(text, next) || IsClauseOf(text, second);
  clues[kSharedWithText] = std::max({SharedPairs(text, next), SharedPairs(text, second) * 0.9,
                                     SharedPairs(text, absl::StrCat(std::string(next), std::string(second))) * 0.8});
  clues[kTextIsNew] =
      next.empty() ? 0.5 : 1 - context.terms.EarlierShare(unit + 1, second.empty() ? unit + 2 : unit + 3, unit);
  clues[kGoesOnBefore] = open ? std::clamp(HeadlineContinuation(context.model, before, text), -5.0, 5.0) : 0;
  clues[kGoesIntoNext] = std::clamp(HeadlineContinuation(context.model, text, next), -5.0, 5.0);
  clues[kNoTextNext] = next.empty();
  clues[kTextIsScrap] = !next.empty() && (BeginsMidSentence(next) || !EndsSentence(next));
  clues[kDigits] = DigitShare(text);
  clues[kFunctionEnd] = LeansForward(text);
  clues[kFunctionStart] = kLeansBack.find(Simplify(FirstCharacter(text))) != std::u32string_view::npos;
  clues[kSignedPage] = context.signed_share;
  clues[kUnheadedText] = context.unheaded_text;
  clues[kNextOpensText] = next.empty() ? 0 : Opening(next);
  clues[kOpensText] = Opening(text);
  return clues;
}

double HeadlineScore(const HeadlineClues& clues) {
  return std::inner_product(clues.begin(), clues.end(), kHeadlineWeights.begin(), 0.0);
}

}  // namespace broadsheet::ingest
