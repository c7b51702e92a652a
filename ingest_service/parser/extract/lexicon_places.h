// Names of places that do not come from the dictionary's file.
#pragma once

#include <string>
#include <vector>

namespace broadsheet::ingest {

struct PlaceName {
  enum class Kind {
    kCertain,  // a place whatever the dictionary says
    kCity,     // one where the dictionary takes it for a name of another kind
    kCounty,   // one where the dictionary takes it for a person: 顺德, unlike 友谊
  };
  std::u32string name;  // folded
  Kind kind = Kind::kCertain;
};

// Countries and the cities of the world's time zones (ICU), China's divisions.
std::vector<PlaceName> KnownPlaces();

}  // namespace broadsheet::ingest
