// What furniture looks like.
#pragma once

#include <string>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

struct FurniturePattern {
  record::v1::FurnitureType type;
  // Only at an edge of the page, where loose parts of a running title stand.
  bool edge_only;
  // RE2, for the whole line: with one space for each run of white space, or without any.
  bool spaced;
  std::string pattern;
};

// In the order in which they are tried: Chinese papers, then those in Latin
// script.
std::vector<FurniturePattern> FurniturePatterns();

}  // namespace broadsheet::ingest
