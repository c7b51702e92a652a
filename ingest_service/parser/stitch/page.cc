#include "ingest_service/parser/stitch/page.h"

#include <algorithm>
#include <cmath>

#include "ingest_service/parser/stitch/paragraph.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kShortestRun = 3;
constexpr size_t kLongestRun = 5;
constexpr double kMostModelEvidence = 8;

float& At(ClueValues& clues, ClueId id) { return clues[static_cast<size_t>(id)]; }

// The hash of a run of characters, grown one at a time.
struct RunHash {
  uint64_t state = 0x9e3779b97f4a7c15;
  void Add(char32_t c) { state = (state ^ c) * 0xff51afd7ed558ccd; }
  uint64_t value() const { return state ^ state >> 29; }
};

uint64_t HashRun(std::u32string_view run) {
  RunHash hash;
  for (char32_t c : run) hash.Add(c);
  return hash.value();
}

uint64_t PairKey(int a, int b) { return static_cast<uint64_t>(a) << 32 | static_cast<uint32_t>(b); }

}  // namespace

StitchPage::StitchPage(const std::vector<PageItem>& items, const LanguageModel& model)
    : items_(items), model_(model), speakers_(items.size()), mark_sets_(items.size()) {
  size_t length = 0;
  std::vector<std::u32string_view> texts;
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind == PageItem::Kind::kBody || items[i].kind == PageItem::Kind::kLine) {
      pieces_.push_back(ReadPiece(items[i].text));
      if (items[i].subhead) pieces_.back().ending = Ending::kTitle;
      if (items[i].closes) {
        pieces_.back().ending = Ending::kStop;
        pieces_.back().closes_article = true;
      }
    } else {
      pieces_.emplace_back();
      if (items[i].kind == PageItem::Kind::kHead) pieces_.back().text = ToModelText(items[i].text + items[i].speaker);
      speakers_[i] = ToModelText(items[i].speaker);
    }
    length += pieces_.back().text.size();
  }
  for (const Piece& piece : pieces_) texts.push_back(piece.text);
  topics_ = std::make_unique<PageTopics>(texts);
  size_t words = 64;
  while (words * 4 < length) words *= 2;
  seen_.resize(words);
  for (const Piece& piece : pieces_) Remember(piece.text);
}

void StitchPage::Remember(std::u32string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    const size_t longest = std::min(kLongestRun, text.size() - at);
    RunHash run;
    for (size_t n = 1; n <= longest; ++n) {
      run.Add(text[at + n - 1]);
      if (n < kShortestRun) continue;
      const uint64_t hash = run.value() & (seen_.size() * 64 - 1);
      seen_[hash / 64] |= uint64_t{1} << hash % 64;
    }
  }
}

int StitchPage::Begin(int head) {
  Strand strand;
  strand.head = strand.last = head;
  strand.terms = topics_->Length(head);
  strand.marks = static_cast<int>(marks_.size());
  marks_.emplace_back();
  mark_sets_[head] = 1;
  strands_.push_back(strand);
  return static_cast<int>(strands_.size()) - 1;
}

int StitchPage::Extend(int id, int item, bool same_column) {
  Strand next = strands_[id];
  const Piece& piece = pieces_[item];
  const bool inside = has_body(next) && ending(next) != Ending::kStop && ending(next) != Ending::kTitle;
  next.parent = id;
  next.last = item;
  next.terms += topics_->Length(item);
  if (!same_column) {
    next.finished_length = (next.finished_length * (next.columns - 1) + next.column_length) / next.columns;
    ++next.columns;
    next.column_length = 0;
  }
  next.column_length += static_cast<int>(piece.text.size());
  next.quote_open = piece.quotes.pending != 0 ? piece.quotes.pending > 0 : next.quote_open && inside;
  next.bracket_open = piece.brackets.pending != 0 ? piece.brackets.pending > 0 : next.bracket_open && inside;
  for (size_t s = 0; s < next.numbers.size(); ++s) {
    if (piece.last_number[s] != 0) next.numbers[s] = piece.last_number[s];
  }
  strands_.push_back(next);
  return static_cast<int>(strands_.size()) - 1;
}

double StitchPage::Continuation(int before, int after) {
  const auto [it, added] = continuations_.emplace(PairKey(before, after), 0);
  if (added) {
    Piece& left = pieces_[before];
    Piece& right = pieces_[after];
    if (left.tail == nullptr) left.tail = model_.ReadTail(left.text);
    if (right.head == nullptr) right.head = model_.ReadHead(right.text);
    const double nats = model_.Continuation(*left.tail, *right.head);
    it->second = std::clamp(nats, -kMostModelEvidence, kMostModelEvidence);
  }
  return it->second;
}

// The longest run across the seam that stands elsewhere on the page, in
// characters past two.
float StitchPage::SeenAcross(int before, int after) const {
  const std::u32string_view left = pieces_[before].text;
  const std::u32string_view right = pieces_[after].text;
  std::array<char32_t, kLongestRun> run;
  for (size_t n = kLongestRun; n >= kShortestRun; --n) {
    for (size_t l = 1; l < n; ++l) {
      if (l > left.size() || n - l > right.size()) continue;
      std::copy_n(left.end() - static_cast<ptrdiff_t>(l), l, run.begin());
      std::copy_n(right.begin(), n - l, run.begin() + static_cast<ptrdiff_t>(l));
      const uint64_t hash = HashRun(std::u32string_view(run.data(), n)) & (seen_.size() * 64 - 1);
      if ((seen_[hash / 64] >> hash % 64 & 1) != 0) return static_cast<float>(n - kShortestRun + 1);
    }
  }
  return 0;
}

void StitchPage::AddSeamClues(int before, int after, ClueValues& clues) {
  const Piece& left = pieces_[before];
  const Piece& right = pieces_[after];
  switch (left.ending) {
    case Ending::kOpen:
      At(clues, ClueId::kModel) = static_cast<float>(Continuation(before, after));
      At(clues, ClueId::kSeenAcross) = SeenAcross(before, after);
      At(clues, ClueId::kOpeningAfterOpen) = right.opening;
      At(clues, ClueId::kOpensAfterOpen) = std::max(right.opening, 0.0F);
      At(clues, ClueId::kBrokenAfterOpen) = right.broken_start ? 1 : 0;
      if (!left.text.empty() && !right.text.empty()) {
        At(clues, ClueId::kUnit) = UnitEvidence(left.text.back(), right.text.front());
      }
      break;
    case Ending::kComma:
      At(clues, ClueId::kOpeningAfterComma) = right.opening;
      At(clues, ClueId::kBrokenAfterStop) = right.broken_start ? 1 : 0;
      break;
    case Ending::kColon:
      At(clues, ClueId::kOpeningAfterColon) = right.opening;
      At(clues, ClueId::kBrokenAfterStop) = right.broken_start ? 1 : 0;
      break;
    case Ending::kStop:
    case Ending::kTitle:
      At(clues, ClueId::kOpeningAfterStop) = right.opening;
      At(clues, ClueId::kBrokenAfterStop) = right.broken_start ? 1 : 0;
      break;
  }
}

void StitchPage::AddPairClues(const Strand& strand, const Piece& next, ClueValues& clues) const {
  const bool inside = ending(strand) != Ending::kStop && ending(strand) != Ending::kTitle;
  const auto judge = [&](const Pairing& pairing, bool open, ClueId match, ClueId clash) {
    if (pairing.first < 0) At(clues, open ? match : clash) = 1;
    if (pairing.first > 0 && open && inside) At(clues, clash) = 1;
  };
  judge(next.quotes, strand.quote_open, ClueId::kQuoteMatch, ClueId::kQuoteClash);
  judge(next.brackets, strand.bracket_open, ClueId::kBracketMatch, ClueId::kBracketClash);
  for (size_t s = 0; s < strand.numbers.size(); ++s) {
    if (next.first_number[s] < 2) continue;
    At(clues, strand.numbers[s] + 1 == next.first_number[s] ? ClueId::kNumberMatch : ClueId::kNumberClash) = 1;
  }
}

PageTopics::Members StitchPage::MembersOf(int id) {
  constexpr int kFar = 16;  // strands between two of one head
  constexpr uint8_t kMostSets = 64;
  Strand& strand = strands_[id];
  int marked = marks_[strand.marks].strand;
  // The nearest strand that both go on from; −1: none.
  int shared = marked, distance = 0;
  for (int other = id; shared != other; ++distance) {
    int& later = shared > other ? shared : other;
    later = strands_[later].parent;
  }
  if (distance > kFar && shared >= 0 && mark_sets_[strand.head] < kMostSets) {
    ++mark_sets_[strand.head];
    strand.marks = static_cast<int>(marks_.size());
    marks_.emplace_back();
    marked = shared = -1;
  }
  Marks& marks = marks_[strand.marks];
  const auto mark = [&](int from, uint8_t as) {
    for (int s = from; s != shared; s = strands_[s].parent)
      marks.has[static_cast<size_t>(strands_[s].last - strand.head)] = as;
  };
  marks.has.resize(std::max(marks.has.size(), static_cast<size_t>(strand.last - strand.head) + 1));
  mark(marked, 0);
  mark(id, 1);
  marks.strand = id;
  return {strand.head, marks.has};
}

float StitchPage::WholeAffinity(int id, int item) { return topics_->Affinity(item, MembersOf(id), strands_[id].terms); }

void StitchPage::AddArticleClues(int id, int item, ClueValues& clues) {
  const float whole = WholeAffinity(id, item);
  const float near = topics_->Affinity(item, strands_[id].last);
  // Terms of a topic come together: twice the matches are not twice the evidence.
  At(clues, ClueId::kTopic) = std::log1p(whole / 3);
  At(clues, ClueId::kTopicRate) = whole / static_cast<float>(topics_->DistinctTerms(item) + 5);
  At(clues, ClueId::kTopicNear) = std::log1p(near / 2);
  const std::u32string& speaker = speakers_[strands_[id].head];
  if (!speaker.empty() && pieces_[item].text.find(speaker) != std::u32string::npos) At(clues, ClueId::kSpeaker) = 1;
}

void StitchPage::AddTextClues(int id, int item, ClueValues& clues) {
  const Strand& strand = strands_[id];
  const Piece& next = pieces_[item];
  AddArticleClues(id, item, clues);
  if (!has_body(strand)) {
    At(clues, ClueId::kBrokenAfterStop) = next.broken_start ? 1 : 0;
    At(clues, ClueId::kOpeningAfterStop) = next.opening;
    // Text that does not stand right under its headline has to look like a
    // beginning the more.
    if (items_[strand.head].banner) At(clues, ClueId::kOpeningFar) = next.opening;
    return;
  }
  AddSeamClues(strand.last, item, clues);
  AddPairClues(strand, next, clues);
  At(clues, ClueId::kDateline) = next.opens_article ? 1 : 0;
  At(clues, ClueId::kAfterSignature) = pieces_[strand.last].closes_article ? 1 : 0;
}

bool StitchPage::GoesOnInside(int before, int item, bool below) {
  if (items_[before].closes) return false;
  const Ending ending = pieces_[before].ending;
  const bool unmarked = ending == Ending::kOpen || ending == Ending::kTitle;
  const double continuation = unmarked ? Continuation(before, item) : 0;
  return LogOddsInside(
             ReadParagraphClues({pieces_[before], items_[before].subhead, pieces_[item], below, continuation})) > 0;
}

}  // namespace broadsheet::ingest
