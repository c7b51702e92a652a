#include "query_service/search/snippets.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string_view>
#include <utility>

#include "broadsheet/query/v1/query_service.pb.h"
#include "common/api/serialized_field.h"
#include "query_service/index/text_match.h"
#include "query_service/search/passage.h"
#include "query_service/search/record_text.h"
#include "query_service/search/spelling.h"

namespace broadsheet::query {
namespace {

using Needle = Highlighter::Needle;

// Terms past these are not told apart when passages are chosen.
constexpr size_t kMaxTerms = 64;
// Places kept of one text; a single character can stand in it thousands of times.
constexpr size_t kMaxMatches = 256;
constexpr size_t kMaxHighlights = 32;
constexpr size_t kBytesBetweenChecks = size_t{4} << 20;

// What TextField::kSpelling has values of.
constexpr FieldMask kSpelledFields = kDefaultFields | MaskOf(TextField::kPerson);

// One bit a term.
using TermSet = uint64_t;

// A place where a term stands, in bytes of the stored text.
struct Match {
  uint32_t start = 0;
  uint32_t end = 0;
  size_t term = 0;
};

// Neighbouring matches of a value that one passage can show.
struct Cluster {
  size_t value = 0;
  size_t first = 0, end = 0;  // of the record's matches
  TermSet terms = 0;
};

void CollectNeedles(const TextQuery& query, std::vector<Needle>& needles) {
  using Kind = TextQuery::Kind;
  if (query.kind == Kind::kNot) return;
  for (const TextQuery& child : query.children) CollectNeedles(child, needles);
  if (query.kind != Kind::kPhrase && query.kind != Kind::kPrefix) return;
  const bool prefix = query.kind == Kind::kPrefix;
  const bool spelled = query.fields == MaskOf(TextField::kSpelling);
  const FieldMask fields = spelled ? kSpelledFields : query.fields;
  const bool known = std::any_of(needles.begin(), needles.end(), [&](const Needle& needle) {
    return needle.fields == fields && needle.text == query.text && needle.prefix == prefix;
  });
  if (!known) needles.push_back({fields, query.text, prefix, spelled});
}

// Whether TextField::kSpelling has a value of that form from a part (spelling.h).
bool IsSpelled(RecordPart part, SpelledAs form) {
  switch (part) {
    case RecordPart::kSpeakerName:
    case RecordPart::kReporter:
      return true;
    case RecordPart::kPerson:
      return form != SpelledAs::kWord;
    default:
      if (form == SpelledAs::kWord) return (MaskOf(FieldOf(part)) & kDefaultFields) != 0;
      return form == SpelledAs::kSyllables && FieldOf(part) == TextField::kHeadline;
  }
}

// Where `needle` stands in `text` from `from` on; npos: nowhere. Much faster on
// Chinese text than std::string::find, which looks for the first byte alone.
size_t Find(std::string_view text, std::string_view needle, size_t from) {
  const void* found = memmem(text.data() + from, text.size() - from, needle.data(), needle.size());
  return found == nullptr ? std::string_view::npos : static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

// Looks for terms in a record, value by value.
class Finder {
 public:
  Finder(const std::vector<Needle>& needles, const PreparedRecord& record, const std::function<bool()>& cancelled)
      : needles_(needles), record_(record), cancelled_(cancelled), searches_(needles.size()) {}

  // Adds the matches and clusters of the next value that may have some; false:
  // there are no more, or it was cancelled.
  bool Next() {
    const size_t found = NextFound();
    if (found == std::string_view::npos) return false;
    const size_t value = record_.ValueAt(found);
    const size_t first = matches_.size();
    const PreparedValue in = record_[value];
    for (size_t term = 0; term < needles_.size(); ++term) FindIn(value, in, term);
    std::sort(matches_.begin() + static_cast<ptrdiff_t>(first), matches_.end(),
              [](const Match& a, const Match& b) { return std::pair(a.start, a.end) < std::pair(b.start, b.end); });
    AddClusters(value, in.text.text, first);
    return true;
  }

  const std::vector<Cluster>& clusters() const { return clusters_; }
  std::span<const Match> MatchesOf(const Cluster& cluster) const {
    return std::span(matches_).subspan(cluster.first, cluster.end - cluster.first);
  }

 private:
  // Of one term in the record's foldings.
  struct Search {
    size_t from = 0;   // what comes before was searched
    size_t found = 0;  // the first place from there on, if `known`
    bool known = false;
  };

  size_t NextFound() {
    size_t first = std::string_view::npos;
    for (size_t term = 0; term < needles_.size(); ++term) {
      Search& search = searches_[term];
      if (!search.known && WasCancelled(record_.folded().size() - search.from)) return std::string_view::npos;
      if (!search.known) search.found = FindFrom(needles_[term], search.from);
      search.known = true;
      first = std::min(first, search.found);
    }
    return first;
  }

  // Asked before so many bytes are searched.
  bool WasCancelled(size_t bytes) {
    searched_ += bytes;
    if (searched_ < kBytesBetweenChecks) return false;
    searched_ = 0;
    return cancelled_ && cancelled_();
  }

  // `from`, the beginning of a value, for a term that any value may have.
  size_t FindFrom(const Needle& needle, size_t from) const {
    if (from == record_.folded().size()) return std::string_view::npos;
    return needle.spelled ? from : Find(record_.folded(), needle.text, from);
  }

  // Adds the term's matches in a value.
  void FindIn(size_t value, const PreparedValue& in, size_t term) {
    const size_t begin = record_.FoldedBegin(value), end = record_.FoldedEnd(value);
    Search& search = searches_[term];
    if (search.found >= end) return;
    const Needle& needle = needles_[term];
    if (needle.fields & MaskOf(FieldOf(in.text.part))) {
      if (needle.spelled) {
        AddSpelled(in, term);
      } else {
        AddVerbatim(in, term, search.found - begin);
      }
    }
    search = {.from = end + 1};
  }

  void AddSpelled(const PreparedValue& in, size_t term) {
    const std::string& text = needles_[term].text;
    if (!IsSpelled(in.text.part, FormOf(text))) return;
    for (const auto& [begin, end] : FindSpelled(in.folded.text(), text, kMaxMatches)) Add(in, term, begin, end);
  }

  // `at`: the first one.
  void AddVerbatim(const PreparedValue& in, size_t term, size_t at) {
    const Needle& needle = needles_[term];
    for (size_t found = 0; at != std::string_view::npos && found < kMaxMatches;
         at = Find(in.folded.text(), needle.text, at + 1)) {
      if (needle.prefix && !BeginsWord(in.folded.text(), at)) continue;
      Add(in, term, at, at + needle.text.size());
      ++found;
    }
  }

  void Add(const PreparedValue& in, size_t term, size_t begin, size_t end) {
    matches_.push_back({static_cast<uint32_t>(in.folded.SourceStart(begin)),
                        static_cast<uint32_t>(in.folded.SourceEnd(end - 1)), std::min(term, kMaxTerms - 1)});
  }

  // Cuts the matches of a value into runs that fit a passage: one where it shows
  // all of the value.
  void AddClusters(size_t value, std::string_view text, size_t first) {
    const bool whole = IsShownWhole(text, kPassageBytes);
    for (size_t i = first; i < matches_.size(); ++i) {
      if (i == first || (!whole && matches_[i].end > matches_[clusters_.back().first].start + kPassageBytes * 3 / 4)) {
        clusters_.push_back({.value = value, .first = i});
      }
      clusters_.back().end = i + 1;
      clusters_.back().terms |= TermSet{1} << matches_[i].term;
    }
  }

  const std::vector<Needle>& needles_;
  const PreparedRecord& record_;
  const std::function<bool()>& cancelled_;
  size_t searched_ = 0;           // bytes, since it was last asked
  std::vector<Search> searches_;  // of each needle
  std::vector<Match> matches_;
  std::vector<Cluster> clusters_;
};

// The best clusters, best first.
std::vector<const Cluster*> Choose(const std::vector<Cluster>& clusters) {
  std::vector<const Cluster*> chosen;
  TermSet shown = 0;
  while (chosen.size() < std::min(kMaxSnippets, clusters.size())) {
    const auto worth = [&](const Cluster& cluster) {
      return std::pair(std::popcount(cluster.terms & ~shown), std::popcount(cluster.terms));
    };
    const Cluster* best = nullptr;
    for (const Cluster& cluster : clusters) {
      if (std::find(chosen.begin(), chosen.end(), &cluster) != chosen.end()) continue;
      if (best == nullptr || worth(cluster) > worth(*best)) best = &cluster;
    }
    chosen.push_back(best);
    shown |= best->terms;
  }
  return chosen;
}

// The bytes of the upload of text[start, end): a place inside a span maps by
// proportion.
void AppendSpans(std::span<const PlainSpan> spans, uint32_t start, uint32_t end, std::string& highlight) {
  using record::v1::Span;
  for (const PlainSpan& span : spans) {
    const uint32_t first = std::max(start, span.text_start), last = std::min(end, span.text_end);
    if (first >= last) continue;
    const uint64_t bytes = span.end - span.start, length = span.text_end - span.text_start;
    std::string part;
    AppendNumber(Span::kStartFieldNumber, span.start + (first - span.text_start) * bytes / length, part);
    AppendNumber(Span::kEndFieldNumber, span.start + (last - span.text_start) * bytes / length, part);
    AppendNumber(Span::kTextStartFieldNumber, first, part);
    AppendNumber(Span::kTextEndFieldNumber, last, part);
    AppendBytes(v1::Highlight::kSpansFieldNumber, part, highlight);
  }
}

// What a snippet shows.
struct Passage {
  const Cluster* cluster;
  size_t start, end;  // in the value
};

// The passages of clusters, in their order. Where two of one value would overlap,
// they meet in front of the first match of the later one, or behind the last of the
// earlier one if that comes after it.
std::vector<Passage> CutPassages(const PreparedRecord& record, const Finder& finder,
                                 const std::vector<const Cluster*>& clusters) {
  std::vector<Passage> passages;
  std::vector<Passage*> in_text_order;
  passages.reserve(clusters.size());
  for (const Cluster* cluster : clusters) {
    const auto matches = finder.MatchesOf(*cluster);
    const auto [start, end] =
        CutPassage(record[cluster->value].text.text, matches.front().start, matches.back().end, kPassageBytes);
    in_text_order.push_back(&passages.emplace_back(Passage{cluster, start, end}));
  }
  std::sort(in_text_order.begin(), in_text_order.end(),
            [](const Passage* a, const Passage* b) { return a->cluster < b->cluster; });
  for (size_t i = 1; i < in_text_order.size(); ++i) {
    Passage &before = *in_text_order[i - 1], &after = *in_text_order[i];
    if (before.cluster->value != after.cluster->value || before.end <= after.start) continue;
    const size_t first = finder.MatchesOf(*after.cluster).front().start;
    const size_t last = std::min<size_t>(before.end, finder.MatchesOf(*before.cluster).back().end);
    const size_t border = std::max(std::min(before.end, first), last);
    before.end = border;
    after.start = border;
  }
  return passages;
}

void AppendHighlights(const PreparedValue& value, std::span<const Match> matches, const Passage& passage,
                      std::string& snippet) {
  std::vector<std::pair<uint32_t, uint32_t>> ranges;
  for (const Match& match : matches) {
    if (match.start < passage.start) continue;
    if (!ranges.empty() && match.start < ranges.back().second) {
      ranges.back().second = std::max(ranges.back().second, match.end);
    } else if (ranges.size() < kMaxHighlights) {
      ranges.emplace_back(match.start, match.end);
    }
  }
  std::string highlight;
  for (const auto& [start, end] : ranges) {
    if (end > passage.end) break;
    highlight.clear();
    AppendNumber(v1::Highlight::kStartFieldNumber, start, highlight);
    AppendNumber(v1::Highlight::kEndFieldNumber, end, highlight);
    AppendSpans(value.spans, start, end, highlight);
    AppendBytes(v1::Snippet::kHighlightsFieldNumber, highlight, snippet);
  }
}

void AppendSnippet(const PreparedValue& value, std::span<const Match> matches, const Passage& passage,
                   std::string& result) {
  const std::string_view text = value.text.text.substr(passage.start, passage.end - passage.start);
  std::string snippet;
  snippet.reserve(2 * kPassageBytes);
  AppendBytes(v1::Snippet::kFieldFieldNumber, PathOf(value.text), snippet);
  AppendBytes(v1::Snippet::kTextFieldNumber, text, snippet);
  AppendNumber(v1::Snippet::kStartFieldNumber, passage.start, snippet);
  AppendHighlights(value, matches, passage, snippet);
  AppendBytes(v1::SearchResult::kSnippetsFieldNumber, snippet, result);
}

}  // namespace

Highlighter::Highlighter(const TextQuery& query) { CollectNeedles(query, needles_); }

std::string Highlighter::Snippets(const PreparedRecord& record, const std::function<bool()>& cancelled) const {
  const TermSet all_terms = ~TermSet{0} >> (kMaxTerms - std::min(std::max<size_t>(needles_.size(), 1), kMaxTerms));
  Finder finder(needles_, record, cancelled);
  bool complete = false;  // one has all terms
  for (size_t seen = 0; (!complete || finder.clusters().size() < kMaxSnippets) && finder.Next();) {
    for (; seen < finder.clusters().size(); ++seen) complete |= finder.clusters()[seen].terms == all_terms;
  }
  std::string snippets;
  for (const Passage& passage : CutPassages(record, finder, Choose(finder.clusters()))) {
    AppendSnippet(record[passage.cluster->value], finder.MatchesOf(*passage.cluster), passage, snippets);
  }
  return snippets;
}

}  // namespace broadsheet::query
