// A restoration under way, the moves that lead from one item to the next, and
// what each move counts for by where things stand on the page.
#pragma once

#include <array>
#include <cstdint>

#include "ingest_service/parser/stitch/clue.h"
#include "ingest_service/parser/stitch/page.h"

namespace broadsheet::ingest {

// An article that may still go on.
struct OpenArticle {
  int strand;
  int band;      // bands are counted from 0
  bool charged;  // its open end has been paid for
};

// All that the rest of the page depends on.
struct State {
  static constexpr int kMostOpen = 12;

  std::array<OpenArticle, kMostOpen> open;  // the one left longest ago first
  int open_count = 0;
  int current = -1;  // strand of the item before; −1: none
  int band = 0;
  bool interleaves = false;   // an article of the page has been gone on with
  bool tails_begun = false;   // an article of this band has been gone on with
  bool out_of_order = false;  // one of this band was passed over while open

  void Remove(int slot);
  void Append(const OpenArticle& article) { open[open_count++] = article; }
};

// Equal for states in which the rest of the page scores alike: those that agree
// in every open article's head and last item.
uint64_t Signature(const StitchPage& page, const State& state);

// A head begins an article, `strand`.
void BeginArticle(const StitchPage& page, int strand, State& state, ClueValues& clues);

// Whether the article of state.open[slot] may go on here.
bool MayGoOn(const StitchPage& page, const State& state, int slot);
// What the layout says for `item` going on with it, and what that counts for.
ClueValues LayoutClues(const StitchPage& page, const State& state, int slot, int item);
float LayoutScore(const StitchPage& page, const State& state, int slot, int item, const ClueValues& weights);
// It goes on and is strand `extended` from now on. `clues`: those of LayoutClues.
void GoOn(int slot, int extended, const ClueValues& clues, State& state);

// Nothing follows: every article ends.
void EndPage(const StitchPage& page, State& state, ClueValues& clues);

}  // namespace broadsheet::ingest
