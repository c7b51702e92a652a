#include "ingest_service/parser/extract/quotes.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/utf8.h"
#include "ingest_service/parser/extract/role_words.h"

namespace broadsheet::ingest {
namespace {

constexpr std::u32string_view kSentenceEnds = U"。!?…";
constexpr size_t kLeastQuote = 10;     // characters of a quote without a cue
constexpr size_t kFarthestCue = 30;    // characters between a speaker and the cue
constexpr size_t kFarthestName = 110;  // between a quote and the name behind it: posts stand there

bool In(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }

// Outermost quotation marks; an unclosed one runs to the paragraph's end.
struct Marked {
  size_t from = 0, to = 0;  // the words inside
  bool used = false;
};

// Somebody and the verb that gives words to them.
struct Attribution {
  std::string speaker;
  size_t name_from = 0, cue_from = 0, cue_to = 0;
};

class QuoteReader {
 public:
  QuoteReader(const Analysis& analysis, record::v1::Record& record) : analysis_(analysis), record_(record) {}

  void Run() {
    for (size_t p = 0; p < analysis_.body.size(); ++p) {
      paragraph_ = p;
      text_ = analysis_.body[p].text();
      FindMarked();
      FindAttributions();
      for (size_t i = 0; i < attributions_.size(); ++i) Attribute(i);
      for (const Marked& quote : marked_) {
        if (!quote.used && IsSentence(quote)) Add(quote.from, quote.to, {}, true);
      }
      WriteInOrder();
    }
  }

 private:
  struct Found {
    size_t from, to;
    record::v1::Quote quote;
  };

  void FindMarked() {
    marked_.clear();
    size_t depth = 0, from = 0;
    for (size_t at = 0; at < text_.size(); ++at) {
      if (text_[at] == U'“' || text_[at] == U'「') {
        if (depth == 0) from = at + 1;
        // A second opening mark without a closing one: the first was lost its end.
        depth = std::min<size_t>(depth + 1, 2);
      } else if ((text_[at] == U'”' || text_[at] == U'」') && depth > 0 && --depth == 0) {
        marked_.push_back({from, at});
      }
    }
    if (depth > 0 && from < text_.size()) marked_.push_back({from, text_.size()});
  }

  bool Inside(size_t at) const {
    const auto behind = std::upper_bound(marked_.begin(), marked_.end(), at,
                                         [](size_t value, const Marked& quote) { return value < quote.from; });
    return behind != marked_.begin() && at < (behind - 1)->to;
  }

  // Each cue with the person nearest before it in its sentence.
  void FindAttributions() {
    attributions_.clear();
    size_t sentence = 0;
    size_t subject = text_.npos;  // where the last person or pronoun of the sentence begins
    size_t subject_end = 0;
    std::string speaker;
    auto person = std::lower_bound(analysis_.persons.begin(), analysis_.persons.end(), paragraph_,
                                   [](const CharRange& range, size_t p) { return range.paragraph < p; });
    for (size_t at = 0; at < text_.size(); ++at) {
      if (In(kSentenceEnds, text_[at])) sentence = at + 1, subject = text_.npos;
      if (person != analysis_.persons.end() && person->paragraph == paragraph_ && person->from == at) {
        subject = at, subject_end = person->to;
        if (!Inside(at)) speaker = last_speaker_ = analysis_.Printed(*person);
        at = person->to - 1;
        ++person;
        continue;
      }
      if (Inside(at)) continue;
      if ((text_[at] == U'他' || text_[at] == U'她') && (at + 1 == text_.size() || text_[at + 1] != U'们')) {
        subject = at, subject_end = at + 1, speaker = last_speaker_;
      }
      const size_t length = CueLength(text_.substr(at));
      if (length == 0) continue;
      if (subject != text_.npos && subject >= sentence && at - subject_end <= kFarthestCue && !speaker.empty()) {
        attributions_.push_back({speaker, subject, at, at + length});
      }
      at += length - 1;
    }
  }

  // Gives the words before and behind a cue to its speaker.
  void Attribute(size_t index) {
    const Attribution& a = attributions_[index];
    size_t at = a.cue_to;
    const bool stops = at >= text_.size() || In(kSentenceEnds, text_[at]);
    if (Marked* before = QuoteBefore(a)) {
      before->used = true;
      Add(before->from, before->to, a, true);
    }
    if (stops) return;
    while (at < text_.size() && In(U",: 道着过", text_[at])) ++at;
    if (at == a.cue_to && !IsProposingCue(text_.substr(a.cue_from, a.cue_to - a.cue_from))) return;
    if (at < text_.size() && (text_[at] == U'“' || text_[at] == U'「')) {
      for (Marked& quote : marked_) {
        if (quote.from != at + 1) continue;
        const bool whole =
            quote.to + 1 >= text_.size() || In(kSentenceEnds, text_[quote.to - 1]) || In(U"。,", text_[quote.to + 1]);
        if (!whole) break;
        quote.used = true;
        return Add(quote.from, quote.to, a, true);
      }
    }
    AddReported(at, index);
  }

  // The quote that ends right before the speaker's sentence: “…。”X说.
  Marked* QuoteBefore(const Attribution& a) {
    Marked* nearest = nullptr;
    for (Marked& quote : marked_) {
      if (quote.to >= a.name_from) break;
      nearest = &quote;
    }
    if (nearest == nullptr || nearest->used || a.name_from - nearest->to > kFarthestName) return nullptr;
    const std::u32string_view between = text_.substr(nearest->to + 1, a.name_from - nearest->to - 1);
    if (std::any_of(between.begin(), between.end(),
                    [](char32_t c) { return In(kSentenceEnds, c) || c == U';' || c == U':'; })) {
      return nullptr;
    }
    return nearest->to > nearest->from && In(U"。!?…,", text_[nearest->to - 1]) ? nearest : nullptr;
  }

  // From a cue to the end of its sentence.
  void AddReported(size_t from, size_t index) {
    size_t to = from;
    while (to < text_.size() && !(In(kSentenceEnds, text_[to]) && !Inside(to))) ++to;
    if (index + 1 < attributions_.size() && attributions_[index + 1].name_from > from) {
      to = std::min(to, attributions_[index + 1].name_from);
    }
    if (to >= from + 3) Add(from, to, attributions_[index], false);
  }

  bool IsSentence(const Marked& quote) const {
    const size_t length = quote.to - quote.from;
    return length >= kLeastQuote && In(U"。!?…", text_[quote.to - 1]);
  }

  void Add(size_t from, size_t to, const Attribution& attribution, bool direct) {
    Found& found = found_.emplace_back(Found{from, to, {}});
    const CharRange range{paragraph_, from, to};
    found.quote.set_text(analysis_.Printed(range));
    *found.quote.add_ranges() = analysis_.RangeInBytes(range);
    found.quote.set_speaker(attribution.speaker);
    found.quote.set_cue(analysis_.Printed({paragraph_, attribution.cue_from, attribution.cue_to}));
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
  std::vector<Marked> marked_;
  std::vector<Attribution> attributions_;
  std::vector<Found> found_;
  std::string last_speaker_;
};

}  // namespace

void ExtractQuotes(const Analysis& analysis, record::v1::Record& record) { QuoteReader(analysis, record).Run(); }

}  // namespace broadsheet::ingest
