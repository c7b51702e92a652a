// Who is said to have said something: verbs of speech with their subjects.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ingest_service/parser/latin/people.h"
#include "ingest_service/parser/latin/quoted.h"

namespace broadsheet::ingest::latin {

// Outside quotation marks. Bytes are of the paragraph.
struct Attribution {
  std::string speaker;  // fullest form; he and she resolved
  size_t paragraph = 0;
  size_t from = 0, to = 0;          // speaker and verb, and what stands between
  size_t cue_from = 0, cue_to = 0;  // the verb
  bool inverted = false;            // said Ann Lee
};

// In the order of the text. A pronoun means the person named last outside
// quotation marks.
std::vector<Attribution> FindAttributions(const Body& body, const People& people,
                                          const std::vector<Quotation>& quotations, const Vocabulary& vocabulary);

}  // namespace broadsheet::ingest::latin
