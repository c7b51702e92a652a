// Takes out text that the extraction repeated.
#pragma once

#include <cstddef>
#include <vector>

#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

// A run of the decoded text that repeats another: the two are equal but for
// white space.
struct Repetition {
  size_t start = 0, end = 0;  // taken out
  size_t repeats_start = 0, repeats_end = 0;
};

// Removes from the units what an extractor repeats when it loops: lines printed
// twice in a row, paragraphs that an earlier one of the page holds, several in a
// row on any page, tails that echo another paragraph's tail or the text before
// them. What papers themselves print several times stays: paragraphs under other
// headlines, the ends of sentences, signatures, refrains. Repetitions come in no
// particular order.
std::vector<Repetition> Repair(std::vector<TextUnit>& units);

}  // namespace broadsheet::ingest
