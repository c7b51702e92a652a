// The clues that decide which pieces follow each other, and what each weighs.
#pragma once

#include <array>
#include <cstddef>

namespace broadsheet::ingest {

// Every clue is a number; its weight times the number is added to the
// log-score of a restoration. Names and weights: weights.cc.
enum class ClueId : int {
  // Layout: the piece stands directly behind its predecessor, which ends so.
  kStayStop,
  kStayOpen,
  kStayComma,
  kStayColon,
  kStayTitle,
  kStayHead,
  kStayAcrossBreak,  // and a photo stands between
  kStayBanner,       // under a banner: its text is set in one block
  // Layout: it goes on with an article left before, which ends so.
  kSwitchStop,
  kSwitchOpen,
  kSwitchComma,
  kSwitchColon,
  kSwitchTitle,
  kSwitchHead,
  kSwitchBanner,
  kPageInterleaves,  // for the first time on the page
  kBandInterleaves,  // for the first time in its band
  // Layout: the piece before it, whose article is left, ends so.
  kLeaveStop,
  kLeaveTitle,
  kLeaveHead,
  // Layout: articles of the band that were left earlier and are passed over.
  kSkipOpen,
  kSkipOpenAgain,
  kSkipStop,
  kBandsBack,     // goes on with an article of an earlier band
  kColumnLength,  // a finished column's length against the article's others
  kOrphan,
  // An article that ends so and is not continued.
  kEndOpen,
  kEndComma,
  kEndColon,
  kEndTitle,
  kEndHead,
  // A line that may be a headline is one.
  kLineBegins,
  kLineOdds,  // and by itself it has these log-odds to be one
  // Text across the seam.
  kModel,       // the language model, where the predecessor ends open
  kSeenAcross,  // characters across the seam that stand elsewhere on the page
  kOpeningAfterStop,
  kOpeningFar,  // of text under a banner: it does not stand right below
  kOpeningAfterOpen,
  kOpensAfterOpen,  // where it is positive
  kOpeningAfterComma,
  kOpeningAfterColon,
  kBrokenAfterStop,
  kBrokenAfterOpen,
  kQuoteMatch,
  kQuoteClash,
  kBracketMatch,
  kBracketClash,
  kNumberMatch,
  kNumberClash,
  kUnit,  // a number before the seam, what is counted behind it
  // The article as a whole.
  kTopic,
  kTopicRate,
  kTopicNear,  // with its predecessor alone
  kSpeaker,
  kDateline,
  kAfterSignature,
  kCount,
};

inline constexpr size_t kClueCount = static_cast<size_t>(ClueId::kCount);
inline constexpr size_t kLayoutClueCount = static_cast<size_t>(ClueId::kModel);
using ClueValues = std::array<float, kClueCount>;

struct WeightedClue {
  const char* name;
  float weight;
};
extern const std::array<WeightedClue, kClueCount> kStitchWeights;

}  // namespace broadsheet::ingest
