// Countries and cities by their names in one language.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest_service/parser/profiles/latin_wordings.h"

namespace broadsheet::ingest::latin {

// From the largest to the smallest, itself last: France, Paris.
using Divisions = std::vector<std::string>;

// The territories and the cities of time zones in the Unicode locale data, and
// what the language's wording adds.
class Gazetteer {
 public:
  // Takes 10 ms.
  explicit Gazetteer(const LatinWording& wording);

  // Null: no known place. Any case.
  const Divisions* Find(std::string_view name) const;

 private:
  std::unordered_map<std::string, Divisions> places_;  // by KeyOf
};

}  // namespace broadsheet::ingest::latin
