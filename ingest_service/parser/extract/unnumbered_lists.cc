#include "ingest_service/parser/extract/unnumbered_lists.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "ingest_service/parser/extract/role_words.h"
#include "ingest_service/parser/extract/text_order.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Enumeration;
using record::v1::TextRange;

constexpr std::u32string_view kLinks[] = {U"与此同时", U"同时", U"此外", U"另外", U"除此之外", U"再次", U"其次",
                                          U"再者",     U"最后", U"还要", U"还应", U"并且",     U"以及"};
constexpr size_t kLeastItem = 4, kLongestItem = 500;  // characters
constexpr size_t kLeastWithoutLinks = 3;              // items between semicolons alone
constexpr size_t kMostItems = 16;

// Length of the link at the start of `text`, with the comma behind it; 0: none.
size_t LinkLength(std::u32string_view text) {
  for (const std::u32string_view link : kLinks) {
    if (!text.starts_with(link)) continue;
    return link.size() + (text.substr(link.size()).starts_with(U',') ? 1 : 0);
  }
  return 0;
}

// Reads what one verb governs, part by part.
class GovernedParts {
 public:
  GovernedParts(const Analysis& analysis, const Attribution& verb) : analysis_(analysis), verb_(verb) {}

  // The items; empty if it is no list.
  std::vector<CharRange> Read() {
    size_t from = verb_.words_from;
    const std::u32string_view text = TextOf(verb_.paragraph);
    while (from < text.size() && (text[from] == U',' || text[from] == U':')) ++from;
    if (from < text.size()) {
      ReadParagraph(verb_.paragraph, from);
    } else if (text.ends_with(U':')) {
      ReadParagraphs(verb_.paragraph + 1);
    }
    const bool list = items_.size() >= kLeastWithoutLinks || (items_.size() == 2 && linked_);
    return list ? std::move(items_) : std::vector<CharRange>();
  }

 private:
  std::u32string_view TextOf(size_t paragraph) const { return analysis_.body[paragraph].text(); }

  // Clauses up to the first sentence that opens with no link.
  void ReadParagraph(size_t paragraph, size_t from) {
    const std::u32string_view text = TextOf(paragraph);
    while (from < text.size() && items_.size() < kMostItems) {
      const size_t limit = std::min(text.size(), from + kLongestItem);
      const size_t end = std::min(text.substr(0, limit).find_first_of(U";。!?", from), limit);
      Add({paragraph, from, end});
      const bool goes_on = end < text.size() && (text[end] == U';' || LinkLength(text.substr(end + 1)) > 0);
      if (!goes_on) return;
      from = end + 1;
    }
  }

  // 建议： over paragraphs of which each but the first opens with a link, or each
  // but the last ends in a semicolon.
  void ReadParagraphs(size_t first) {
    for (size_t p = first; p < analysis_.body.size() && items_.size() < kMostItems; ++p) {
      const std::u32string_view text = TextOf(p);
      const bool goes_on = p == first || LinkLength(text) > 0 || TextOf(p - 1).ends_with(U';');
      if (!goes_on) return;
      Add({p, 0, text.size()});
    }
  }

  void Add(CharRange range) {
    const size_t link = LinkLength(analysis_.Text(range));
    if (!items_.empty() && link > 0) range.from += link, linked_ = true;
    const std::u32string_view text = TextOf(range.paragraph);
    while (range.to > range.from && (text[range.to - 1] == U';' || text[range.to - 1] == U' ')) --range.to;
    if (range.to >= range.from + kLeastItem) items_.push_back(range);
  }

  const Analysis& analysis_;
  const Attribution& verb_;
  std::vector<CharRange> items_;
  bool linked_ = false;
};

// The places that lists of the record hold, in the order of the text.
class ListedPlaces {
 public:
  explicit ListedPlaces(const record::v1::Record& record) {
    for (const Enumeration& list : record.enumerations()) {
      for (const auto& item : list.items()) ranges_.insert(ranges_.end(), item.ranges().begin(), item.ranges().end());
    }
    std::sort(ranges_.begin(), ranges_.end(),
              [](const TextRange& a, const TextRange& b) { return EndOf(a) < EndOf(b); });
  }

  bool Overlap(const TextRange& range) const {
    const auto next =
        std::upper_bound(ranges_.begin(), ranges_.end(), range,
                         [](const TextRange& value, const TextRange& other) { return StartOf(value) < EndOf(other); });
    return next != ranges_.end() && StartOf(*next) < EndOf(range);
  }

 private:
  static std::pair<uint32_t, uint32_t> StartOf(const TextRange& range) { return {range.paragraph(), range.start()}; }
  static std::pair<uint32_t, uint32_t> EndOf(const TextRange& range) { return {range.paragraph(), range.end()}; }

  std::vector<TextRange> ranges_;  // by their ends; lists inside items make some overlap
};

}  // namespace

void ExtractUnnumberedLists(const Analysis& analysis, const std::vector<Attribution>& attributions,
                            record::v1::Record& record) {
  const ListedPlaces listed(record);
  CharRange taken;  // the last item of the list added last
  for (const Attribution& verb : attributions) {
    const CharRange cue{verb.paragraph, verb.cue_from, verb.cue_to};
    const bool inside = std::pair(cue.paragraph, cue.from) < std::pair(taken.paragraph, taken.to);
    if (inside || !IsProposingCue(analysis.Text(cue))) continue;
    const std::vector<CharRange> items = GovernedParts(analysis, verb).Read();
    const bool numbered = std::any_of(
        items.begin(), items.end(), [&](const CharRange& item) { return listed.Overlap(analysis.RangeInBytes(item)); });
    if (items.empty() || numbered) continue;
    taken = items.back();
    Enumeration& list = *record.add_enumerations();
    list.set_kind(record::v1::ENUMERATION_KIND_PROPOSAL);
    list.set_speaker(verb.speaker);
    list.set_cue(analysis.Printed(cue));
    for (const CharRange& item : items) {
      record::v1::EnumerationItem& added = *list.add_items();
      added.set_text(analysis.Printed(item));
      *added.add_ranges() = analysis.RangeInBytes(item);
    }
  }
  SortByPlace(*record.mutable_enumerations(),
              [](const auto& list) { return list.items().empty() ? TextRange() : list.items(0).ranges(0); });
}

}  // namespace broadsheet::ingest
