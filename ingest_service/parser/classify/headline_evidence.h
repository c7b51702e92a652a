// What speaks for lines of a page being a headline, and how much.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "ingest_service/parser/classify/label.h"
#include "ingest_service/parser/classify/line_facts.h"
#include "ingest_service/parser/classify/page_terms.h"
#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

// Evidence about one or several short lines that stand together: they may be a
// headline, or subheads, or scraps of text that a column's end cut off.
enum HeadClue : size_t {
  kAlways,     // 1
  kMoreLines,  // lines but the first
  kSeveral,    // there are such
  // What a line says of itself.
  kSpeakerLine,  // the first announces a speaker
  kColumnLine,   // the first names a column
  kDeckLine,     // the last opens with a dash
  kNotice,       // the title of a notice
  kNumbered,     // the first counts the parts of a text: （一）
  // The byline under it.
  kSigned,      // there is one
  kSignedPage,  // there is none, and this share of the page's headlines has one
  // What stands before it.
  kNothingBefore,     // no text: the page begins, or a photo ended
  kBehindByline,      // a byline, which says that its text begins here
  kRepeatsHead,       // a headline or its byline: share of the first line's pairs of characters in that headline
  kBehindHead,        // another headline
  kBehindBanner,      // another headline, the first of the page
  kTextBeforeOpen,    // a text that stops in mid-sentence
  kTextBeforeSigned,  // a text that ends with a signature or （完）
  kGoesOnBefore,      // how well it goes on after an open text before it, in nats
  kSharedWithBefore,  // share of the first line's pairs of characters in the text before it
  // Empty lines, where the page has them; see PageGaps.
  kGapBefore,
  kNoGapBefore,
  kGapAfter,
  kNoGapAfter,
  kInnerGap,
  kInnerGapInBlocks,  // and other headlines of the page have none
  kInnerNoGap,
  // Its wording.
  kUnpaired,       // a quotation mark or bracket lacks its other half
  kTitleMarks,     // spaces between clauses, ：, ｜, 【
  kCommas,         // commas, but at a line's end
  kQuestion,       // ends with ？ or ！
  kShort,          // one line: characters short of 8, as a share of them
  kLong,           // wide characters, or two narrow ones each, of its lines beyond 20, as a share of 20
  kDigits,         // share of digits and Latin letters among wide characters
  kFunctionEnd,    // ends with a word that asks for more (的, 在, 和)
  kFunctionStart,  // begins with a word that leans on what stands before
  kOpensText,      // how the first line begins: as paragraphs do, in nats
  kWording,        // see TitleWording
  // Between one of its lines and the next.
  kInnerGoesOn,      // how well they go on, in nats
  kInnerUneven,      // characters beyond 4 that they differ in, at most 10, as a share of 10
  kInnerLeans,       // the one ends with a word that asks for more
  kInnerClause,      // or with a comma
  kInnerOpensTitle,  // the next opens as headlines do: 【, or a topic and ：
  // The text under it.
  kNoTextNext,           // there is none
  kNextShort,            // its first line is a short one
  kNextOpensText,        // how it begins: as paragraphs do, in nats
  kDatelineNext,         // it opens with a dateline
  kGoesIntoNext,         // how well it goes on after the last line, in nats
  kTextIsScrap,          // it begins or ends in mid-sentence
  kClauseOfText,         // one line: stands as a whole clause in it
  kSharedWithText,       // share of the pairs of characters that are in it
  kFirstSharedWithText,  // several lines: of the first one's
  kTextIsNew,            // share of its terms that no earlier text has
  kUnheadedText,         // log of the page's characters for each headline that is certain, from 600
  // Of one line that nobody signs, these count apart.
  kLoneWording,
  kLoneSharedWithBefore,
  kLoneSharedWithText,
  kLoneTextIsNew,
  kLoneUnheadedText,
  kLoneOnSignedPage,
  kLoneNothingBefore,
  kHeadClues,
};

using HeadClues = std::array<float, kHeadClues>;
extern const HeadClues kHeadWeights;  // headline_weights.inc

// Log-odds that the lines are a headline, against their being text.
double HeadScore(const HeadClues& clues);

// How often a page divides with empty lines what stands behind each other.
struct PageGaps {
  double behind_text = 0;   // share of long units that an empty line follows
  double behind_lines = 0;  // share of the last of several short lines
};

// The evidence of one page, [first, last) of the units. Their labels are final
// but for headlines and subheads, which are kBody.
class HeadEvidence {
 public:
  HeadEvidence(const std::vector<TextUnit>& units, const std::vector<Label>& labels, size_t first, size_t last,
               const LanguageModel& model);

  // Body of at most kLongestLine characters in which no sentence ends.
  bool IsShortLine(size_t unit) const { return short_[unit - first_]; }

  const LineFacts& FactsOf(size_t unit);
  // The unit's text opens with a dateline.
  bool IsDatelined(size_t unit);

  // The evidence for lines [begin, end) of the run of short lines that begins at
  // `run` is of three parts. What stands before them; `behind_head`: a headline of
  // the run ends there.
  HeadClues CluesBefore(size_t run, size_t begin, bool behind_head);
  // What stands under them, whichever they are.
  struct Under {
    HeadClues clues{};
    std::optional<size_t> text;  // unit that the text begins at
    bool goes_on = false;        // the one behind it is text, too
  };
  Under CluesUnder(size_t run, size_t end);
  // And what the lines say themselves, with the text under them.
  HeadClues CluesOf(size_t begin, size_t end, const Under& under);
  // All of it.
  static HeadClues Sum(const HeadClues& before, const HeadClues& lines, const HeadClues& under);

 private:
  std::string_view Text(size_t i) const { return units_[i].passage.text; }
  bool OnPage(size_t i) const { return i >= first_ && i < last_; }
  bool IsText(size_t i) const { return OnPage(i) && IsTextRole(labels_[i].role); }
  bool HasGap(size_t i) const { return units_[i].block != units_[i + 1].block; }
  double GapsBehind(size_t i) const { return IsShortLine(i) ? gaps_.behind_lines : gaps_.behind_text; }

  std::string HeadOver(size_t line) const;
  bool IsSpeech(size_t i) const;
  void SurveyGaps();
  void SurveyHeads();
  double TextIsNew(size_t end, size_t earliest);
  // How well unit `after` goes on behind the one before it, in nats from −5 to 5; 0:
  // the model cannot say.
  float GoesOn(size_t after);
  void AddGaps(size_t begin, size_t end, HeadClues& clues) const;
  void AddWording(size_t begin, size_t end, HeadClues& clues);
  void AddInside(size_t begin, size_t end, HeadClues& clues);
  void AddSharedWords(size_t begin, size_t end, const Under& under, HeadClues& clues) const;

  const std::vector<TextUnit>& units_;
  const std::vector<Label>& labels_;
  const size_t first_, last_;
  const size_t top_;  // the page's first unit but for furniture
  const LanguageModel& model_;
  const PageTerms terms_;
  std::vector<bool> short_;
  // By unit, as far as asked for.
  std::vector<std::optional<LineFacts>> facts_;
  std::vector<std::optional<bool>> datelined_;
  std::vector<std::optional<float>> goes_on_;
  std::vector<double> text_is_new_;  // by the unit that the text begins at; −1: not known yet
  PageGaps gaps_;
  bool lines_in_block_ = false;  // some headline's lines stand in one block
  double signed_share_ = 0, unheaded_text_ = 0;
};

// 新华社北京3月5日电, 本报讯, at the start of a text.
bool OpensWithDateline(std::string_view text);

// The phrase stands in the text between two marks of punctuation.
bool IsClauseOf(std::string_view phrase, std::string_view text);

// How well `after` goes on behind `before`, in nats; 0: the model cannot say.
double LineContinuation(const LanguageModel& model, std::string_view before, std::string_view after);

}  // namespace broadsheet::ingest
