// Who is said to have said something: the verbs of speech of a text with their
// subjects.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ingest_service/parser/extract/analysis.h"

namespace broadsheet::ingest {

// Somebody and the verb that gives words to them, outside quotation marks.
struct Attribution {
  std::string speaker;  // as printed; 他 and 她 resolved
  size_t paragraph = 0;
  size_t name_from = 0;             // of the name or pronoun
  size_t cue_from = 0, cue_to = 0;  // of the verb
  size_t words_from = 0;            // behind the verb and whom it addresses
};

// In the order of the text. Persons of the analysis speak, and those whom the
// text names by surname and address (廖阿姨, 老周).
std::vector<Attribution> FindAttributions(const Analysis& analysis);

}  // namespace broadsheet::ingest
