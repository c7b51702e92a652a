#include "ingest_service/parser/stitch/moves.h"

#include <algorithm>
#include <cmath>

namespace broadsheet::ingest {
namespace {

constexpr int kMostBandsBack = 1;  // bands over which an article with a body may go on

float& At(ClueValues& clues, ClueId id) { return clues[static_cast<size_t>(id)]; }

ClueId Of(ClueId first, Ending ending) {
  return static_cast<ClueId>(static_cast<int>(first) + static_cast<int>(ending));
}

// Calls add(clue, value) for the end of the piece whose article is left.
template <typename Add>
void AddLeaving(const StitchPage& page, const State& state, Add add) {
  if (state.current < 0) return;
  const Strand& left = page.strand(state.current);
  if (!page.has_body(left)) {
    if (!page.item(left.head).banner) add(ClueId::kLeaveHead, 1);
    return;
  }
  if (page.ending(left) == Ending::kStop) add(ClueId::kLeaveStop, 1);
  if (page.ending(left) == Ending::kTitle) add(ClueId::kLeaveTitle, 1);
}

// And for its column's length.
template <typename Add>
void AddColumnLength(const StitchPage& page, const State& state, Add add) {
  if (state.current < 0) return;
  const Strand& left = page.strand(state.current);
  if (!page.has_body(left) || left.columns < 2 || left.finished_length <= 0) return;
  const double ratio = std::log((left.column_length + 20.0) / (left.finished_length + 20.0));
  add(ClueId::kColumnLength, static_cast<float>(std::min(std::abs(ratio), 1.0)));
}

void Leave(const StitchPage& page, const State& state, ClueValues& clues) {
  const auto set = [&](ClueId id, float value) { At(clues, id) = value; };
  AddLeaving(page, state, set);
  AddColumnLength(page, state, set);
}

// Calls add(clue, charge) if its last piece's end asks for more.
template <typename Add>
void ChargeOpenEnd(const StitchPage& page, const Strand& strand, float charge, Add add) {
  if (!page.has_body(strand)) return add(ClueId::kEndHead, charge);
  if (page.item(strand.last).lost_tail) return;
  switch (page.ending(strand)) {
    case Ending::kStop:
      return;
    case Ending::kOpen:
      return add(ClueId::kEndOpen, charge);
    case Ending::kComma:
      return add(ClueId::kEndComma, charge);
    case Ending::kColon:
      return add(ClueId::kEndColon, charge);
    case Ending::kTitle:
      return add(ClueId::kEndTitle, charge);
  }
}

void ChargeOpenEnd(const StitchPage& page, const Strand& strand, ClueValues& clues) {
  ChargeOpenEnd(page, strand, 1, [&](ClueId id, float value) { At(clues, id) += value; });
}

void CloseBand(const StitchPage& page, State& state, ClueValues& clues) {
  for (int slot = 0; slot < state.open_count; ++slot) {
    OpenArticle& article = state.open[slot];
    if (article.charged) continue;
    ChargeOpenEnd(page, page.strand(article.strand), clues);
    article.charged = true;
  }
}

// Articles of a band that were left before another one was, and not gone on with.
struct Skipped {
  int open = 0, ended = 0;
};

Skipped SkippedBefore(const StitchPage& page, const State& state, int slot) {
  Skipped skipped;
  for (int older = 0; older < slot; ++older) {
    const OpenArticle& article = state.open[older];
    if (article.band != state.open[slot].band || article.strand == state.current) continue;
    const bool ended = page.ending(page.strand(article.strand)) == Ending::kStop;
    ++(ended ? skipped.ended : skipped.open);
  }
  return skipped;
}

// The article at hand goes on.
template <typename Add>
void AddStaying(const StitchPage& page, const Strand& strand, int item, Add add) {
  add(page.has_body(strand) ? Of(ClueId::kStayStop, page.ending(strand)) : ClueId::kStayHead, 1);
  const PageItem& before = page.item(item - 1);
  if (before.kind == PageItem::Kind::kBreak || before.lost_tail) add(ClueId::kStayAcrossBreak, 1);
  if (page.item(strand.head).banner) add(ClueId::kStayBanner, 1);
}

// One that was left goes on.
template <typename Add>
void AddSwitching(const StitchPage& page, const State& state, int slot, Add add) {
  const OpenArticle& chosen = state.open[slot];
  const Strand& strand = page.strand(chosen.strand);
  const bool banner = !page.has_body(strand) && page.item(strand.head).banner;
  const ClueId headed = banner ? ClueId::kSwitchBanner : ClueId::kSwitchHead;
  add(page.has_body(strand) ? Of(ClueId::kSwitchStop, page.ending(strand)) : headed, 1);
  if (!state.interleaves) add(ClueId::kPageInterleaves, 1);
  if (!state.tails_begun) add(ClueId::kBandInterleaves, 1);
  AddLeaving(page, state, add);
  if (!banner) {
    const Skipped skipped = SkippedBefore(page, state, slot);
    add(state.out_of_order ? ClueId::kSkipOpenAgain : ClueId::kSkipOpen, static_cast<float>(skipped.open));
    add(ClueId::kSkipStop, static_cast<float>(skipped.ended));
    add(ClueId::kBandsBack, static_cast<float>(std::min(3, state.band - chosen.band)));
  }
  AddColumnLength(page, state, add);
}

// Calls add(clue, value) for what the layout says, in the order of ClueId: sums
// are the same to the last bit wherever they are made.
template <typename Add>
void ForEachLayoutClue(const StitchPage& page, const State& state, int slot, int item, Add add) {
  const OpenArticle& chosen = state.open[slot];
  const Strand& strand = page.strand(chosen.strand);
  if (state.current == chosen.strand) {
    AddStaying(page, strand, item, add);
  } else {
    AddSwitching(page, state, slot, add);
  }
  if (chosen.charged) ChargeOpenEnd(page, strand, -1, add);  // takes the charge back
}

}  // namespace

void State::Remove(int slot) {
  std::copy(open.begin() + slot + 1, open.begin() + open_count, open.begin() + slot);
  --open_count;
}

uint64_t Signature(const StitchPage& page, const State& state) {
  uint64_t hash = static_cast<uint64_t>(state.band) << 3 | (state.interleaves ? 4 : 0) | (state.tails_begun ? 2 : 0) |
                  (state.out_of_order ? 1 : 0);
  const auto add = [&](uint64_t value) {
    hash = (hash ^ value) * 0xff51afd7ed558ccd;
    hash ^= hash >> 32;
  };
  for (int slot = 0; slot < state.open_count; ++slot) {
    const Strand& strand = page.strand(state.open[slot].strand);
    add(static_cast<uint64_t>(strand.last) << 32 | static_cast<uint32_t>(strand.head));
  }
  add(state.current < 0 ? ~uint64_t{0} : static_cast<uint64_t>(page.strand(state.current).last));
  return hash;
}

void BeginArticle(const StitchPage& page, int strand, State& state, ClueValues& clues) {
  Leave(page, state, clues);
  if (state.tails_begun) {
    CloseBand(page, state, clues);
    ++state.band;
    state.tails_begun = state.out_of_order = false;
  }
  if (state.open_count == State::kMostOpen) {
    if (!state.open[0].charged) ChargeOpenEnd(page, page.strand(state.open[0].strand), clues);
    state.Remove(0);
  }
  state.Append({strand, state.band, false});
  state.current = strand;
}

bool MayGoOn(const StitchPage& page, const State& state, int slot) {
  const OpenArticle& article = state.open[slot];
  const bool near = article.strand == state.current || state.band - article.band <= kMostBandsBack;
  return near || !page.has_body(page.strand(article.strand));
}

ClueValues LayoutClues(const StitchPage& page, const State& state, int slot, int item) {
  ClueValues clues{};
  ForEachLayoutClue(page, state, slot, item, [&](ClueId id, float value) { At(clues, id) = value; });
  return clues;
}

float LayoutScore(const StitchPage& page, const State& state, int slot, int item, const ClueValues& weights) {
  float score = 0;
  ForEachLayoutClue(page, state, slot, item,
                    [&](ClueId id, float value) { score += weights[static_cast<size_t>(id)] * value; });
  return score;
}

void GoOn(int slot, int extended, const ClueValues& clues, State& state) {
  const OpenArticle chosen = state.open[slot];
  if (state.current != chosen.strand) {
    state.tails_begun = state.interleaves = true;
    if (clues[static_cast<size_t>(ClueId::kSkipOpen)] > 0) state.out_of_order = true;
  }
  state.current = extended;
  state.Remove(slot);
  state.Append({extended, chosen.band, false});
}

void EndPage(const StitchPage& page, State& state, ClueValues& clues) {
  Leave(page, state, clues);
  CloseBand(page, state, clues);
  state = State();
}

}  // namespace broadsheet::ingest
