#include "query_service/search/snippets.h"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

#include "common/text/fold.h"
#include "query_service/index/text_match.h"
#include "query_service/search/passage.h"
#include "query_service/search/record_text.h"
#include "query_service/search/spelling.h"

namespace broadsheet::query {
namespace {

using Needle = Highlighter::Needle;
using record::v1::Record;

// Terms past these are not told apart when passages are chosen.
constexpr size_t kMaxTerms = 64;
// Places kept of one text; a single character can stand in it thousands of times.
constexpr size_t kMaxMatches = 256;
constexpr size_t kMaxHighlights = 32;

// What TextField::kSpelling has values of.
constexpr FieldMask kSpelledFields = kDefaultFields | MaskOf(TextField::kPerson);

using TermSet = std::bitset<kMaxTerms>;

// A place where a term stands, in bytes of the stored text.
struct Match {
  uint32_t start = 0;
  uint32_t end = 0;
  size_t term = 0;
};

// Neighbouring matches that one passage can show.
struct Cluster {
  RecordText text;
  std::vector<Match> matches;
  TermSet terms;
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

std::vector<Match> FindMatches(const std::vector<Needle>& needles, const RecordText& text, const FoldedText& folded) {
  const FieldMask field = MaskOf(FieldOf(text.part));
  std::vector<Match> matches;
  for (size_t term = 0; term < needles.size(); ++term) {
    const Needle& needle = needles[term];
    if (!(needle.fields & field)) continue;
    const auto add = [&](size_t begin, size_t end) {
      matches.push_back({static_cast<uint32_t>(folded.SourceStart(begin)),
                         static_cast<uint32_t>(folded.SourceEnd(end - 1)), std::min(term, kMaxTerms - 1)});
    };
    if (needle.spelled) {
      if (!IsSpelled(text.part, FormOf(needle.text))) continue;
      for (const auto& [begin, end] : FindSpelled(folded.text(), needle.text, kMaxMatches)) add(begin, end);
      continue;
    }
    size_t found = 0;
    for (size_t at = Find(folded.text(), needle.text, 0); at != std::string::npos && found < kMaxMatches;
         at = Find(folded.text(), needle.text, at + 1)) {
      if (needle.prefix && !BeginsWord(folded.text(), at)) continue;
      add(at, at + needle.text.size());
      ++found;
    }
  }
  std::sort(matches.begin(), matches.end(),
            [](const Match& a, const Match& b) { return std::pair(a.start, a.end) < std::pair(b.start, b.end); });
  return matches;
}

// Cuts the matches of a text into runs that fit a passage.
void AddClusters(const RecordText& text, const std::vector<Match>& matches, std::vector<Cluster>& clusters) {
  bool open = false;
  for (const Match& match : matches) {
    if (!open || match.end > clusters.back().matches.front().start + kPassageBytes * 3 / 4) {
      clusters.push_back({text, {}, {}});
      open = true;
    }
    clusters.back().matches.push_back(match);
    clusters.back().terms.set(match.term);
  }
}

// The best clusters, best first.
std::vector<const Cluster*> Choose(const std::vector<Cluster>& clusters) {
  std::vector<const Cluster*> chosen;
  TermSet shown;
  while (chosen.size() < std::min(kMaxSnippets, clusters.size())) {
    const auto worth = [&](const Cluster& cluster) {
      return std::pair((cluster.terms & ~shown).count(), cluster.terms.count());
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

void AddHighlights(const Record& record, const Cluster& cluster, v1::Snippet& snippet) {
  std::vector<std::pair<uint32_t, uint32_t>> ranges;
  for (const Match& match : cluster.matches) {
    if (!ranges.empty() && match.start < ranges.back().second) {
      ranges.back().second = std::max(ranges.back().second, match.end);
    } else if (ranges.size() < kMaxHighlights) {
      ranges.emplace_back(match.start, match.end);
    }
  }
  const uint32_t passage_end = snippet.start() + static_cast<uint32_t>(snippet.text().size());
  for (const auto& [start, end] : ranges) {
    if (end > passage_end) break;
    v1::Highlight& highlight = *snippet.add_highlights();
    highlight.set_start(start);
    highlight.set_end(end);
    for (auto& span : UploadSpans(record, cluster.text, start, end)) *highlight.add_spans() = std::move(span);
  }
}

v1::Snippet MakeSnippet(const Record& record, const Cluster& cluster) {
  v1::Snippet snippet;
  snippet.set_field(PathOf(cluster.text));
  const auto [start, end] =
      CutPassage(cluster.text.text, cluster.matches.front().start, cluster.matches.back().end, kPassageBytes);
  snippet.set_start(static_cast<uint32_t>(start));
  snippet.set_text(std::string(cluster.text.text.substr(start, end - start)));
  AddHighlights(record, cluster, snippet);
  return snippet;
}

}  // namespace

Highlighter::Highlighter(const TextQuery& query) {
  CollectNeedles(query, needles_);
  for (const Needle& needle : needles_) fields_ |= needle.fields;
}

std::vector<v1::Snippet> Highlighter::Snippets(const PreparedRecord& record) const {
  std::vector<Cluster> clusters;
  const size_t all_terms = std::min(needles_.size(), kMaxTerms);
  bool complete = false;  // one has all terms
  // Whether to go on.
  const auto add = [&](const RecordText& text, const FoldedText& folded) {
    const size_t before = clusters.size();
    AddClusters(text, FindMatches(needles_, text, folded), clusters);
    complete = complete || std::any_of(clusters.begin() + static_cast<ptrdiff_t>(before), clusters.end(),
                                       [&](const Cluster& cluster) { return cluster.terms.count() == all_terms; });
    return !complete || clusters.size() < kMaxSnippets;
  };
  const bool going = std::all_of(record.values().begin(), record.values().end(),
                                 [&](const FoldedValue& value) { return add(value.text, value.folded); });
  // The default fields come first in the order of VisitTexts too.
  if (const FieldMask others = fields_ & static_cast<FieldMask>(~kDefaultFields); going && others != 0) {
    VisitTexts(record.record(), others, [&](const RecordText& text) { return add(text, FoldWithSource(text.text)); });
  }
  std::vector<v1::Snippet> snippets;
  for (const Cluster* cluster : Choose(clusters)) snippets.push_back(MakeSnippet(record.record(), *cluster));
  return snippets;
}

}  // namespace broadsheet::query
