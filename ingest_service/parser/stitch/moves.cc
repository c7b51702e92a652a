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

void Leave(const StitchPage& page, const State& state, ClueValues& clues) {
  if (state.current < 0) return;
  const Strand& left = page.strand(state.current);
  if (!page.has_body(left)) {
    if (!page.item(left.head).banner) At(clues, ClueId::kLeaveHead) = 1;
    return;
  }
  if (page.ending(left) == Ending::kStop) At(clues, ClueId::kLeaveStop) = 1;
  if (page.ending(left) == Ending::kTitle) At(clues, ClueId::kLeaveTitle) = 1;
  if (left.columns > 1 && left.finished_length > 0) {
    const double ratio = std::log((left.column_length + 20.0) / (left.finished_length + 20.0));
    At(clues, ClueId::kColumnLength) = static_cast<float>(std::min(std::abs(ratio), 1.0));
  }
}

// `sign` −1 takes the charge back.
void ChargeOpenEnd(const StitchPage& page, const Strand& strand, float sign, ClueValues& clues) {
  if (!page.has_body(strand)) {
    At(clues, ClueId::kEndHead) += sign;
    return;
  }
  if (page.item(strand.last).lost_tail) return;
  switch (page.ending(strand)) {
    case Ending::kStop:
      break;
    case Ending::kOpen:
      At(clues, ClueId::kEndOpen) += sign;
      break;
    case Ending::kComma:
      At(clues, ClueId::kEndComma) += sign;
      break;
    case Ending::kColon:
      At(clues, ClueId::kEndColon) += sign;
      break;
    case Ending::kTitle:
      At(clues, ClueId::kEndTitle) += sign;
      break;
  }
}

void CloseBand(const StitchPage& page, State& state, ClueValues& clues) {
  for (int slot = 0; slot < state.open_count; ++slot) {
    OpenArticle& article = state.open[slot];
    if (article.charged) continue;
    ChargeOpenEnd(page, page.strand(article.strand), 1, clues);
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
    if (!state.open[0].charged) ChargeOpenEnd(page, page.strand(state.open[0].strand), 1, clues);
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
  const OpenArticle& chosen = state.open[slot];
  const Strand& strand = page.strand(chosen.strand);
  ClueValues clues{};
  if (chosen.charged) ChargeOpenEnd(page, strand, -1, clues);
  if (state.current == chosen.strand) {
    At(clues, page.has_body(strand) ? Of(ClueId::kStayStop, page.ending(strand)) : ClueId::kStayHead) = 1;
    if (page.item(strand.head).banner) At(clues, ClueId::kStayBanner) = 1;
    const PageItem& before = page.item(item - 1);
    if (before.kind == PageItem::Kind::kBreak || before.lost_tail) At(clues, ClueId::kStayAcrossBreak) = 1;
    return clues;
  }
  Leave(page, state, clues);
  if (!state.interleaves) At(clues, ClueId::kPageInterleaves) = 1;
  if (!state.tails_begun) At(clues, ClueId::kBandInterleaves) = 1;
  if (!page.has_body(strand)) {
    const bool banner = page.item(strand.head).banner;
    At(clues, banner ? ClueId::kSwitchBanner : ClueId::kSwitchHead) = 1;
    if (banner) return clues;
  } else {
    At(clues, Of(ClueId::kSwitchStop, page.ending(strand))) = 1;
  }
  At(clues, ClueId::kBandsBack) = static_cast<float>(std::min(3, state.band - chosen.band));
  const Skipped skipped = SkippedBefore(page, state, slot);
  At(clues, ClueId::kSkipStop) = static_cast<float>(skipped.ended);
  At(clues, state.out_of_order ? ClueId::kSkipOpenAgain : ClueId::kSkipOpen) = static_cast<float>(skipped.open);
  return clues;
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
