// The restoration that stitching chooses, and how sure it is of each link.
#pragma once

#include <functional>
#include <vector>

#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/stitch/clue.h"
#include "ingest_service/parser/stitch/piece.h"
#include "ingest_service/parser/stitch/stitch.h"

namespace broadsheet::ingest {

// What the chosen restoration says about one item, and the alternatives.
struct ItemDecision {
  struct Candidate {
    int predecessor = -1;  // an item; −1: none, the item is an orphan; −2: it is no body
    double probability = 0;
  };
  bool begins = false;                // it is the head of an article
  int article = -1;                   // item index of its head; −1: orphan
  int predecessor = -1;               // item index of what it follows; −1: orphan
  bool switched = false;              // its article had been left in between
  bool inside_paragraph = false;      // goes on inside the paragraph of what it follows
  Ending ending = Ending::kStop;      // how its own text ends
  std::vector<Candidate> candidates;  // most probable first
  ClueValues clues{};
};

// One decision an item; those of heads and breaks say nothing but their ending.
// One of each item; none if `stop` came true, which is asked every few items.
std::vector<ItemDecision> DecideRestoration(const std::vector<PageItem>& items, const LanguageModel& model,
                                            const ClueValues& weights, const std::function<bool()>& stop = {});

}  // namespace broadsheet::ingest
