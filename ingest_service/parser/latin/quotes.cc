#include "ingest_service/parser/latin/quotes.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace broadsheet::ingest::latin {
namespace {

constexpr size_t kFarthest = 160;       // bytes between words and the speaker of them
constexpr size_t kLongestReport = 200;  // words and marks reported in the paper's words

bool EndsWithAny(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return text.ends_with(ending); });
}

std::string_view WithoutSpace(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return text;
}

class QuoteWriter {
 public:
  QuoteWriter(const Body& body, const std::vector<Quotation>& quotations, const std::vector<Attribution>& attributions,
              const Vocabulary& words)
      : body_(body), quotations_(quotations), attributions_(attributions), words_(words) {}

  void Run(record::v1::Record& record) {
    used_.assign(attributions_.size(), false);
    std::vector<const Attribution*> given(quotations_.size(), nullptr);
    for (size_t i = 0; i < quotations_.size(); ++i) {
      given[i] = SpeakerOf(quotations_[i], i > 0 ? &quotations_[i - 1] : nullptr, i > 0 ? given[i - 1] : nullptr);
      if (given[i] != nullptr) used_[static_cast<size_t>(given[i] - attributions_.data())] = true;
      if (IsQuote(quotations_[i], given[i])) Add(quotations_[i].parts, given[i], true);
    }
    for (size_t i = 0; i < attributions_.size(); ++i) {
      if (!used_[i]) AddReported(attributions_[i]);
    }
    Write(record);
  }

 private:
  std::string_view Text(size_t paragraph, size_t from, size_t to) const {
    return from < to ? body_[paragraph].text.substr(from, to - from) : std::string_view();
  }
  std::string_view LastWords(const Quotation& q) const {
    return Text(q.parts.back().paragraph, q.parts.back().from, q.parts.back().to);
  }

  // The first token at or behind a byte.
  size_t TokenFrom(size_t paragraph, size_t byte) const {
    const std::vector<Token>& tokens = body_[paragraph].tokens;
    const auto found = std::lower_bound(tokens.begin(), tokens.end(), byte,
                                        [](const Token& token, size_t from) { return token.from < from; });
    return static_cast<size_t>(found - tokens.begin());
  }

  size_t Words(const Quotation& q) const {
    size_t words = 0;
    for (const ByteSpan& part : q.parts) {
      words += TokenFrom(part.paragraph, part.to) - TokenFrom(part.paragraph, part.from);
    }
    return words;
  }

  // Of a speaker named before it one word is a term: called it a “museum”.
  bool IsQuote(const Quotation& q, const Attribution* a) const {
    return a == nullptr ? IsSentence(q) : Words(q) > 1 || a->from >= q.close;
  }

  bool IsSentence(const Quotation& q) const {
    constexpr size_t kLeast = 5;  // words and marks
    return Words(q) >= kLeast && EndsWithAny(LastWords(q), {".", "!", "?", "…", ","});
  }

  bool HasSentenceEnd(size_t paragraph, size_t from, size_t to) const {
    for (size_t at = TokenFrom(paragraph, from); at < TokenFrom(paragraph, to); ++at) {
      if (body_[paragraph].EndsSentence(at)) return true;
    }
    return false;
  }

  const Attribution* SpeakerOf(const Quotation& q, const Quotation* before, const Attribution* given_before) const {
    if (const Attribution* const a = Behind(q)) return a;
    if (const Attribution* const a = Before(q, before)) return a;
    if (const Attribution* const a = Announced(q)) return a;
    return GoesOn(q, before, given_before) ? given_before : nullptr;
  }

  // The first attribution whose verb stands at or behind a byte.
  std::vector<Attribution>::const_iterator From(size_t paragraph, size_t byte) const {
    return std::partition_point(attributions_.begin(), attributions_.end(), [&](const Attribution& a) {
      return std::pair(a.paragraph, a.cue_from) < std::pair(paragraph, byte);
    });
  }

  // “…,” said Ann Lee
  const Attribution* Behind(const Quotation& q) const {
    const size_t paragraph = q.parts.back().paragraph;
    auto a = From(paragraph, q.close);
    while (a != attributions_.end() && a->paragraph == paragraph && a->from < q.close) ++a;
    if (a == attributions_.end() || a->paragraph != paragraph || a->from - q.close >= kFarthest) return nullptr;
    const std::string_view between = Text(paragraph, q.close, a->from);
    const bool ends = EndsWithAny(LastWords(q), {",", ".", "!", "?", "…", "—", "–"}) || between.starts_with(",");
    return ends && !HasSentenceEnd(paragraph, q.close, a->from) && !HasMark(between) ? &*a : nullptr;
  }

  static bool HasMark(std::string_view text) {
    for (const std::string_view mark : {"“", "”", "„", "«", "»", "\"", ":", ";"}) {
      if (text.find(mark) != text.npos) return true;
    }
    return false;
  }

  // Ann Lee said: “…”; Ann Lee called it “…”
  const Attribution* Before(const Quotation& q, const Quotation* before) const {
    const size_t paragraph = q.parts.front().paragraph;
    auto behind = From(paragraph, q.open);
    while (behind != attributions_.begin() && (behind - 1)->paragraph == paragraph && (behind - 1)->to > q.open)
      --behind;
    const bool any = behind != attributions_.begin() && (behind - 1)->paragraph == paragraph;
    const Attribution* const last = any ? &*(behind - 1) : nullptr;
    if (last == nullptr || q.open - last->to > kFarthest || HasSentenceEnd(paragraph, last->to, q.open)) return nullptr;
    const bool other = before != nullptr && before->parts.back().paragraph == paragraph && before->close > last->to;
    return other ? nullptr : last;
  }

  // Ann Lee said: and a new paragraph.
  const Attribution* Announced(const Quotation& q) const {
    const size_t paragraph = q.parts.front().paragraph;
    if (q.open != 0 || paragraph == 0 || !body_[paragraph - 1].text.ends_with(":")) return nullptr;
    const auto behind = From(paragraph, 0);
    const bool any = behind != attributions_.begin() && (behind - 1)->paragraph == paragraph - 1;
    const Attribution* const last = any ? &*(behind - 1) : nullptr;
    const bool near = last != nullptr && !HasSentenceEnd(paragraph - 1, last->to, body_[paragraph - 1].text.size());
    return near ? last : nullptr;
  }

  // “…,” said Ann Lee, the engineer. “…”: nothing but the end of a sentence
  // between the speaker and more of their words.
  bool GoesOn(const Quotation& q, const Quotation* before, const Attribution* a) const {
    if (before == nullptr || a == nullptr || a->paragraph != q.parts.front().paragraph) return false;
    if (before->parts.back().paragraph != a->paragraph || a->to > q.open || a->from < before->close) return false;
    const std::string_view between = WithoutSpace(Text(a->paragraph, a->to, q.open));
    if (between.size() > kFarthest || !EndsWithAny(between, {".", "!", "?"})) return false;
    const size_t last = TokenFrom(a->paragraph, q.open) - 1;
    return !HasSentenceEnd(a->paragraph, a->to, body_[a->paragraph].tokens[last].from);
  }

  // What somebody says in the paper's words: behind `said that`, or before `, Ann
  // Lee said.`
  void AddReported(const Attribution& a) {
    const Paragraph& paragraph = body_[a.paragraph];
    const size_t verb = TokenFrom(a.paragraph, a.cue_from);
    const size_t behind = TokenFrom(a.paragraph, a.to);
    size_t end = behind;
    const size_t limit = std::min(paragraph.tokens.size(), behind + kLongestReport);
    while (end < limit && !paragraph.EndsSentence(end)) ++end;
    const size_t start = StartOfReport(a, verb, behind, end);
    if (start < end) {
      AddTokens(a, start, end);
    } else if (behind == end || words_.prepositions.Has(paragraph.tokens[behind].key)) {
      AddReportBefore(a);
    }
  }

  // `end`: nothing is reported.
  size_t StartOfReport(const Attribution& a, size_t verb, size_t behind, size_t end) const {
    constexpr size_t kFarthestThat = 10;  // words
    const Paragraph& paragraph = body_[a.paragraph];
    for (size_t at = behind; at < end && at < behind + kFarthestThat; ++at) {
      if (words_.that.Has(paragraph.tokens[at].key)) return at + 1;
    }
    const bool governs = !a.inverted && behind < end && behind == verb + 1 && paragraph.tokens[behind].IsWord() &&
                         !words_.telling_verbs.Has(paragraph.tokens[verb].key) &&
                         !words_.prepositions.Has(paragraph.tokens[behind].key);
    return governs ? behind : end;
  }

  void AddReportBefore(const Attribution& a) {
    const Paragraph& paragraph = body_[a.paragraph];
    const size_t comma = TokenFrom(a.paragraph, a.from) - 1;
    if (a.from == 0 || !paragraph.IsMark(comma, ",")) return;
    size_t start = comma;
    while (start > 0 && comma - start < kLongestReport && !paragraph.EndsSentence(start - 1)) --start;
    AddTokens(a, start, comma);
  }

  void AddTokens(const Attribution& a, size_t from, size_t to) {
    constexpr size_t kLeast = 3;  // words
    const std::vector<Token>& tokens = body_[a.paragraph].tokens;
    if (to < from + kLeast) return;
    const ByteSpan span{a.paragraph, tokens[from].from, tokens[to - 1].to};
    if (!HasMark(Text(span.paragraph, span.from, span.from + 1))) Add({span}, &a, false);
  }

  void Add(std::vector<ByteSpan> parts, const Attribution* a, bool direct) {
    if (direct && Text(parts.back().paragraph, parts.back().from, parts.back().to).ends_with(",")) --parts.back().to;
    record::v1::Quote quote;
    std::string text;
    for (const ByteSpan& part : parts) {
      if (!text.empty()) text += '\n';
      text += Text(part.paragraph, part.from, part.to);
      *quote.add_ranges() = RangeOf(part);
    }
    quote.set_text(std::move(text));
    quote.set_direct(direct);
    if (a != nullptr) {
      quote.set_speaker(a->speaker);
      quote.set_cue(std::string(Text(a->paragraph, a->cue_from, a->cue_to)));
    }
    found_.emplace_back(std::pair(parts.front().paragraph, parts.front().from), std::move(quote));
  }

  void Write(record::v1::Record& record) {
    std::stable_sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [place, quote] : found_) *record.add_quotes() = std::move(quote);
  }

  const Body& body_;
  const std::vector<Quotation>& quotations_;
  const std::vector<Attribution>& attributions_;
  const Vocabulary& words_;
  std::vector<bool> used_;  // of attributions_: they gave a quotation its speaker
  std::vector<std::pair<std::pair<size_t, size_t>, record::v1::Quote>> found_;  // with where they begin
};

}  // namespace

void WriteQuotes(const Body& body, const std::vector<Quotation>& quotations,
                 const std::vector<Attribution>& attributions, const Vocabulary& vocabulary,
                 record::v1::Record& record) {
  QuoteWriter(body, quotations, attributions, vocabulary).Run(record);
}

}  // namespace broadsheet::ingest::latin
