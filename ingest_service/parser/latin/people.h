// The persons that a text in Latin script names.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ingest_service/parser/latin/names.h"

namespace broadsheet::ingest::latin {

struct Person {
  std::string name;                  // fullest form
  std::vector<TokenRange> mentions;  // in the order of the text
};

struct Mention {
  TokenRange range;
  size_t person = 0;
};

class People {
 public:
  std::vector<Person> persons;    // in the order of their first mention
  std::vector<Mention> mentions;  // of all of them, in the order of the text
  // Runs that nothing says of whether they are persons, in the order of the text.
  std::vector<TokenRange> doubtful;

  // Whom tokens that begin at `at`, or end before `end`, name.
  const Mention* At(size_t paragraph, size_t at) const;
  const Mention* Before(size_t paragraph, size_t end) const;
};

// A run of names is a person's if a title stands before it, if it speaks, if
// what follows tells what somebody is, if it is in `known`, or if its last word
// stands by itself elsewhere. Later mentions by surname count as the person's.
People FindPeople(const Body& body, const std::vector<NameRun>& runs, const std::vector<std::string>& known,
                  const Vocabulary& vocabulary);

}  // namespace broadsheet::ingest::latin
