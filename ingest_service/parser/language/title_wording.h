// How headlines are worded: with names and verbs, with few of the small words
// that sentences hold (了, 的, 这).
#pragma once

#include <string_view>

namespace broadsheet::ingest {

struct Wording {
  int centinats = 0;  // sum over the Han characters of the log-odds that each stands in a headline rather than a clause
  int characters = 0;  // Han characters

  Wording operator+(const Wording& other) const { return {centinats + other.centinats, characters + other.characters}; }
  // In nats; 0: nothing is known.
  float mean() const {
    return characters == 0 ? 0 : static_cast<float>(centinats) / (100.0F * static_cast<float>(characters));
  }
};

// `utf8`: simplified or traditional.
Wording TitleWording(std::string_view utf8);

}  // namespace broadsheet::ingest
