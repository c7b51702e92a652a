#include "ingest_service/parser/extract/enumerations.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "common/text/utf8.h"
#include "ingest_service/parser/extract/list_markers.h"
#include "ingest_service/parser/extract/role_words.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Enumeration;
using record::v1::EnumerationKind;

constexpr std::u32string_view kProblemNouns[] = {U"问题", U"不足", U"短板", U"困难", U"挑战",
                                                 U"难点", U"瓶颈", U"难题", U"矛盾", U"隐患",
                                                 U"风险", U"弊端", U"堵点", U"痛点", U"薄弱环节"};
constexpr std::u32string_view kProblemWords[] = {
    U"缺乏", U"缺少", U"不够",   U"不足",   U"不高", U"不强", U"不充分", U"有待", U"不完善", U"不平衡", U"薄弱",
    U"滞后", U"偏低", U"不明显", U"困难",   U"难以", U"问题", U"不畅",   U"过快", U"过高",   U"缺位",   U"不清",
    U"匮乏", U"空白", U"落后",   U"不规范", U"不均", U"短缺", U"流失",   U"下降", U"隐患",   U"矛盾",   U"短板"};
constexpr std::u32string_view kOtherNouns[] = {U"原因", U"成效", U"做法", U"举措", U"成果", U"特点",   U"经验", U"变化",
                                               U"优势", U"因素", U"表现", U"亮点", U"意义", U"得益于", U"采取"};
constexpr std::u32string_view kProposalWords[] = {U"应当", U"应该", U"需要", U"必须", U"亟须", U"要",    U"应",
                                                  U"需",   U"着力", U"关键", U"务必", U"可从", U"重点抓"};
// With these an item says what is to be done.
constexpr std::u32string_view kDemandingWords[] = {U"应当", U"应该", U"必须", U"需要",
                                                   U"亟须", U"亟需", U"务必", U"有必要"};
constexpr std::u32string_view kDemandingOpenings = U"要应需须";
constexpr std::u32string_view kCounted[] = {U"个", U"点", U"项", U"条", U"方面", U"大", U"种", U"件", U"步"};

struct Item {
  CharRange marker;
  CharRange text;  // in the marker's paragraph
};

bool ContainsAny(std::u32string_view text, auto& words) {
  return std::any_of(std::begin(words), std::end(words), [&](auto word) { return text.find(word) != text.npos; });
}

// Collects the markers of a record into lists.
class ListBuilder {
 public:
  ListBuilder(const Analysis& analysis, record::v1::Record& record) : analysis_(analysis), record_(record) {}

  void Run() {
    for (size_t p = 0; p < analysis_.body.size(); ++p) {
      const std::u32string_view text = analysis_.body[p].text();
      for (const ListMarker& marker : FindListMarkers(text)) Take(p, marker);
    }
    Close();
  }

 private:
  std::u32string_view TextOfParagraph(size_t p) const { return analysis_.body[p].text(); }

  void Take(size_t paragraph, const ListMarker& marker) {
    const bool goes_on = !items_.empty() && marker.family == family_ &&
                         (marker.number == last_number_ + 1 || (marker.number == 0 && last_number_ >= 2)) &&
                         paragraph <= items_.back().marker.paragraph + kMostParagraphs;
    if (!goes_on) {
      // A list inside an item (（一）…一是…) does not end the outer one.
      if (marker.number != 1) return;
      if (!items_.empty() && last_number_ >= 1) Close();
    }
    if (items_.empty() && marker.number != 1) return;
    family_ = marker.family;
    last_number_ = marker.number == 0 ? last_number_ + 1 : marker.number;
    const std::u32string_view text = TextOfParagraph(paragraph);
    size_t from = marker.to;
    if (from < text.size() && (text[from] == U',' || text[from] == U'、' || text[from] == U':')) ++from;
    if (!items_.empty()) EndLast(paragraph, marker.from);
    items_.push_back({{paragraph, marker.from, marker.to}, {paragraph, from, text.size()}});
  }

  // The last item ends where the next one begins, or with its paragraph.
  void EndLast(size_t paragraph, size_t at) {
    Item& last = items_.back();
    if (last.marker.paragraph == paragraph) last.text.to = at;
  }

  void Close() {
    if (!items_.empty()) {
      EndOpenItem();
      const Governor governor = Govern();
      if (items_.size() > 1 ||
          (family_ == ListMarker::Family::kIs && (governor.announced > 1 || governor.introduced))) {
        Write(governor);
      }
    }
    items_.clear();
    last_number_ = 0;
  }

  // Where items are divided by semicolons the last ends with its sentence.
  void EndOpenItem() {
    if (items_.size() < 2) return;
    const bool by_semicolon = std::all_of(items_.begin(), items_.end() - 1, [&](const Item& item) {
      const std::u32string_view text = analysis_.Text(item.text);
      return !text.empty() && (text.back() == U';' || text.back() == U',') && text.find(U'。') == text.npos;
    });
    Item& last = items_.back();
    const size_t stop = TextOfParagraph(last.text.paragraph).find(U'。', last.text.from);
    if (by_semicolon && stop != std::u32string_view::npos) last.text.to = std::min(last.text.to, stop + 1);
  }

  // What stands before the first item and says what the list is.
  struct Governor {
    std::u32string text;
    std::u32string cue;
    std::string speaker;
    uint32_t announced = 0;
    bool introduced = false;  // ends in a colon or a cue
  };

  Governor Govern() const {
    Governor governor;
    const CharRange& first = items_.front().marker;
    size_t paragraph = first.paragraph, end = first.from;
    if (end == 0 && paragraph > 0) --paragraph, end = TextOfParagraph(paragraph).size();
    const std::u32string_view text = TextOfParagraph(paragraph).substr(0, end);
    size_t stop = text.size();
    while (stop > 0 && In(U"。;!?:, ", text[stop - 1])) --stop;
    const size_t sentence = SentenceBegin(text, stop);
    governor.text = text.substr(sentence);
    governor.introduced = end > 0 && stop < text.size() && text[stop] == U':';
    FindCue(text, sentence, stop, paragraph, governor);
    governor.announced = Announced(governor.text);
    return governor;
  }

  static bool In(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }

  static size_t SentenceBegin(std::u32string_view text, size_t end) {
    while (end > 0 && !In(U"。!?", text[end - 1])) --end;
    return end;
  }

  // The last cue before the list with the person before it.
  void FindCue(std::u32string_view text, size_t from, size_t to, size_t paragraph, Governor& governor) const {
    for (size_t at = from; at < to; ++at) {
      const size_t length = CueLength(text.substr(at));
      if (length == 0 || at + length > to) continue;
      const std::u32string cue(text.substr(at, length));
      // A later 说 does not undo a 建议 that governs the same sentence.
      if (governor.cue.empty() || !IsProposingCue(governor.cue) || IsProposingCue(cue)) governor.cue = cue;
      if (const std::string who = SpeakerBefore(paragraph, from, at); !who.empty()) governor.speaker = who;
      at += length - 1;
    }
    if (to > from && governor.cue.size() > 0 && text.substr(0, to).ends_with(governor.cue)) governor.introduced = true;
  }

  std::string SpeakerBefore(size_t paragraph, size_t from, size_t at) const {
    std::string name;
    for (const CharRange& person : analysis_.persons) {
      if (person.paragraph == paragraph && person.from >= from && person.to <= at) name = analysis_.Printed(person);
    }
    if (!name.empty()) return name;
    const std::u32string_view clause = TextOfParagraph(paragraph).substr(from, at - from);
    if (clause.find(U'他') == clause.npos && clause.find(U'她') == clause.npos) return {};
    for (const CharRange& person : analysis_.persons) {
      const bool before = person.paragraph < paragraph || (person.paragraph == paragraph && person.to <= from);
      if (before) name = analysis_.Printed(person);
    }
    return name;
  }

  // 三个关键, 两个突出问题, 三点建议.
  static uint32_t Announced(std::u32string_view text) {
    constexpr std::u32string_view kNumbers = U"一二三四五六七八九十";
    for (size_t at = text.size(); at-- > 0;) {
      size_t number = kNumbers.find(text[at] == U'两' ? U'二' : text[at]);
      const bool digit =
          text[at] >= U'1' && text[at] <= U'9' && (at == 0 || !(text[at - 1] >= U'0' && text[at - 1] <= U'9'));
      if (digit) number = text[at] - U'1';
      if (number == kNumbers.npos || number == 0) continue;
      if (at > 0 && (text[at - 1] == U'第' || text[at - 1] == U'十')) continue;
      for (const std::u32string_view counted : kCounted) {
        if (text.substr(at + 1).starts_with(counted)) return static_cast<uint32_t>(number + 1);
      }
    }
    return 0;
  }

  EnumerationKind KindOf(const Governor& governor) const {
    if (IsProposingCue(governor.cue)) return record::v1::ENUMERATION_KIND_PROPOSAL;
    if (ContainsAny(governor.text, kProblemNouns) && !ContainsAny(governor.text, kProposalWords)) {
      return record::v1::ENUMERATION_KIND_PROBLEM;
    }
    if (ContainsAny(governor.text, kOtherNouns)) return record::v1::ENUMERATION_KIND_OTHER;
    if (MostItems([](std::u32string_view text) { return ContainsAny(text, kProblemWords); })) {
      return record::v1::ENUMERATION_KIND_PROBLEM;
    }
    if (ContainsAny(governor.text, kProposalWords) || MostItems(IsDemand)) {
      return record::v1::ENUMERATION_KIND_PROPOSAL;
    }
    return record::v1::ENUMERATION_KIND_OTHER;
  }

  static bool IsDemand(std::u32string_view text) {
    if (ContainsAny(text, kDemandingWords) || (!text.empty() && In(kDemandingOpenings, text[0]))) return true;
    for (size_t at = text.find(U'要', 1); at < text.size(); at = text.find(U'要', at + 1)) {
      const bool word =
          In(U"主重需只想就将快不", text[at - 1]) || (at + 1 < text.size() && In(U"求素闻点是", text[at + 1]));
      if (!word) return true;
    }
    return false;
  }

  // Two thirds of several items are so.
  template <typename Is>
  bool MostItems(Is is) const {
    const auto count =
        std::count_if(items_.begin(), items_.end(), [&](const Item& item) { return is(analysis_.Text(item.text)); });
    return static_cast<size_t>(count) * 3 >= items_.size() * 2 && items_.size() > 1;
  }

  void Write(const Governor& governor) {
    Enumeration& list = *record_.add_enumerations();
    list.set_kind(KindOf(governor));
    list.set_speaker(governor.speaker);
    for (const char32_t c : governor.cue) AppendCharacter(c, *list.mutable_cue());
    list.set_announced(governor.announced);
    for (Item& item : items_) {
      Trim(item.text);
      if (item.text.from == item.text.to) continue;  // its marker alone is left
      record::v1::EnumerationItem& added = *list.add_items();
      added.set_marker(analysis_.Printed(item.marker));
      added.set_text(analysis_.Printed(item.text));
      *added.add_ranges() = analysis_.RangeInBytes(item.text);
    }
  }

  // The mark that divides two items belongs to neither.
  void Trim(CharRange& range) const {
    const std::u32string_view text = TextOfParagraph(range.paragraph);
    while (range.to > range.from && In(U";,、 ", text[range.to - 1])) --range.to;
    while (range.from < range.to && text[range.from] == U' ') ++range.from;
  }

  static constexpr size_t kMostParagraphs = 4;  // between two items

  const Analysis& analysis_;
  record::v1::Record& record_;
  std::vector<Item> items_;
  ListMarker::Family family_ = ListMarker::Family::kIs;
  int last_number_ = 0;
};

}  // namespace

void ExtractEnumerations(const Analysis& analysis, record::v1::Record& record) { ListBuilder(analysis, record).Run(); }

void GiveQuotedListsTheirSpeakers(record::v1::Record& record) {
  using Place = std::pair<uint32_t, uint32_t>;
  std::map<Place, const record::v1::Quote*> quotes;  // direct ones, by where they begin
  for (const record::v1::Quote& quote : record.quotes()) {
    for (const auto& range : quote.ranges()) {
      if (quote.direct()) quotes[{range.paragraph(), range.start()}] = &quote;
    }
  }
  for (Enumeration& list : *record.mutable_enumerations()) {
    if (!list.speaker().empty() || list.items().empty()) continue;
    const record::v1::TextRange& first = list.items(0).ranges(0);
    const auto behind = quotes.upper_bound({first.paragraph(), first.start()});
    if (behind == quotes.begin()) continue;
    const record::v1::Quote& quote = *std::prev(behind)->second;
    const bool inside = std::any_of(quote.ranges().begin(), quote.ranges().end(), [&](const auto& range) {
      return range.paragraph() == first.paragraph() && range.start() <= first.start() && first.end() <= range.end();
    });
    if (inside) list.set_speaker(quote.speaker());
  }
}

}  // namespace broadsheet::ingest
