// How Chinese newspaper paragraphs begin.
#pragma once

#include <string_view>

namespace broadsheet::ingest {

// Natural log-odds that `text` (simplified) is the beginning of a paragraph
// rather than of a stretch cut out of the middle of one, equal chances given.
// From the counts of first characters and pairs in paragraph_openings.inc,
// which tests/benchmarks/count_openings.py makes.
float ParagraphOpening(std::u32string_view text);

}  // namespace broadsheet::ingest
