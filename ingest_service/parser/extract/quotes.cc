#include "ingest_service/parser/extract/quotes.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "ingest_service/parser/extract/attributions.h"
#include "ingest_service/parser/extract/quote_marks.h"
#include "ingest_service/parser/extract/role_words.h"

namespace broadsheet::ingest {
namespace {

constexpr std::u32string_view kSentenceEnds = U"。!?…";
constexpr size_t kLeastQuote = 10;       // characters of a quote without a cue
constexpr size_t kLongestReport = 2000;  // characters reported in the paper's words
constexpr size_t kFarthestName = 110;    // between a quote and the name behind it: posts stand there

bool In(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }

class QuoteReader {
 public:
  QuoteReader(const Analysis& analysis, record::v1::Record& record) : analysis_(analysis), record_(record) {}

  void Run(const std::vector<Attribution>& attributions) {
    auto next = attributions.begin();
    for (paragraph_ = 0; paragraph_ < analysis_.body.size(); ++paragraph_) {
      text_ = analysis_.body[paragraph_].text();
      marked_ = FindMarkedWords(text_);
      used_.assign(marked_.size(), false);
      // `X说：` ended the paragraph before.
      if (announced_ != nullptr && !marked_.empty() && marked_[0].from == 1) Give(0, *announced_);
      announced_ = nullptr;
      for (; next != attributions.end() && next->paragraph == paragraph_; ++next) {
        const bool followed = next + 1 != attributions.end() && next[1].paragraph == paragraph_;
        Attribute(*next, followed ? next[1].name_from : text_.size());
      }
      for (size_t i = 0; i < marked_.size(); ++i) {
        if (!used_[i] && IsSentence(marked_[i])) Add(marked_[i].from, marked_[i].to, {}, true);
      }
      WriteInOrder();
    }
  }

 private:
  struct Found {
    size_t from, to;
    record::v1::Quote quote;
  };

  // Gives the words before and behind a cue to its speaker. `next`: where the
  // next speaker's name begins.
  void Attribute(const Attribution& a, size_t next) {
    if (const size_t before = QuoteBefore(a); before < marked_.size()) Give(before, a);
    size_t at = a.words_from;
    if (at >= text_.size() || In(kSentenceEnds, text_[at])) return;
    while (at < text_.size() && In(U",: 道着过", text_[at])) ++at;
    if (at == a.words_from && !IsProposingCue(text_.substr(a.cue_from, a.cue_to - a.cue_from))) return;
    if (at == text_.size() && text_[at - 1] == U':') announced_ = &a;
    const size_t quote = FirstQuoteFrom(at);
    if (quote < marked_.size() && marked_[quote].from == at + 1 && IsWhole(marked_[quote])) return Give(quote, a);
    AddReported(at, next, a);
  }

  void Give(size_t quote, const Attribution& a) {
    used_[quote] = true;
    Add(marked_[quote].from, marked_[quote].to, a, true);
  }

  // The first quote whose words begin behind `at`.
  size_t FirstQuoteFrom(size_t at) const {
    return static_cast<size_t>(
        std::upper_bound(marked_.begin(), marked_.end(), at,
                         [](size_t value, const MarkedWords& quote) { return value < quote.from; }) -
        marked_.begin());
  }

  // What somebody says, rather than a term of what is reported.
  bool IsWhole(const MarkedWords& quote) const {
    return quote.to + 1 >= text_.size() || In(kSentenceEnds, text_[quote.to - 1]) || In(U"。,", text_[quote.to + 1]);
  }

  // The quote that ends right before the speaker's sentence: “…。”X说. Past the
  // last one: there is none.
  size_t QuoteBefore(const Attribution& a) const {
    const size_t none = marked_.size(), behind = FirstQuoteFrom(a.name_from);
    if (behind == 0 || used_[behind - 1]) return none;
    const MarkedWords& quote = marked_[behind - 1];
    if (quote.to >= a.name_from || a.name_from - quote.to > kFarthestName) return none;
    const std::u32string_view between = text_.substr(quote.to + 1, a.name_from - quote.to - 1);
    const bool apart = std::any_of(between.begin(), between.end(),
                                   [](char32_t c) { return In(kSentenceEnds, c) || c == U';' || c == U':'; });
    return !apart && quote.to > quote.from && In(U"。!?…,", text_[quote.to - 1]) ? behind - 1 : none;
  }

  // From a cue to the end of its sentence, or to the next speaker's name.
  void AddReported(size_t from, size_t next, const Attribution& a) {
    const size_t limit = std::min(text_.size(), from + kLongestReport);
    size_t to = from;
    while (to < limit && !(In(kSentenceEnds, text_[to]) && !IsMarked(marked_, to))) ++to;
    if (next > from) to = std::min(to, next);
    if (SaysSomething(text_.substr(from, to - from))) Add(from, to, a, false);
  }

  // No mere link (为此，) and no mere announcement of a list (三点建议：).
  static bool SaysSomething(std::u32string_view words) {
    constexpr size_t kLeast = 3, kLongestAnnouncement = 12;
    const bool announces = words.ends_with(U":") && words.size() <= kLongestAnnouncement;
    while (!words.empty() && In(U",:; ", words.back())) words.remove_suffix(1);
    return words.size() >= kLeast && !announces;
  }

  bool IsSentence(const MarkedWords& quote) const {
    const size_t length = quote.to - quote.from;
    return length >= kLeastQuote && In(U"。!?…", text_[quote.to - 1]);
  }

  void Add(size_t from, size_t to, const Attribution& attribution, bool direct) {
    Found& found = found_.emplace_back(Found{from, to, {}});
    const CharRange range{paragraph_, from, to};
    found.quote.set_text(analysis_.Printed(range));
    *found.quote.add_ranges() = analysis_.RangeInBytes(range);
    found.quote.set_speaker(attribution.speaker);
    found.quote.set_cue(analysis_.Printed({attribution.paragraph, attribution.cue_from, attribution.cue_to}));
    found.quote.set_direct(direct);
  }

  void WriteInOrder() {
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return a.from < b.from; });
    for (Found& found : found_) *record_.add_quotes() = std::move(found.quote);
    found_.clear();
  }

  const Analysis& analysis_;
  record::v1::Record& record_;
  size_t paragraph_ = 0;
  std::u32string_view text_;
  std::vector<MarkedWords> marked_;
  const Attribution* announced_ = nullptr;  // whose words the next paragraph holds
  std::vector<bool> used_;                  // of marked_: a speaker was found
  std::vector<Found> found_;
};

}  // namespace

void ExtractQuotes(const Analysis& analysis, const std::vector<Attribution>& attributions, record::v1::Record& record) {
  QuoteReader(analysis, record).Run(attributions);
}

}  // namespace broadsheet::ingest
