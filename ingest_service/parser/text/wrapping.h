// Tells which lines of a page are one paragraph that was wrapped at a width.
#pragma once

#include <string_view>
#include <vector>

#include "ingest_service/parser/text/lines.h"

namespace broadsheet::ingest {

using LineIterator = std::vector<TextLine>::const_iterator;

// For each line of a page [begin, end), whether the next one goes on with its
// paragraph. A page shows that it is wrapped by runs of lines of one width;
// where paragraphs are indented, that tells text from headlines that happen to
// be as wide.
std::vector<bool> JoinedWithNext(std::string_view decoded, LineIterator begin, LineIterator end);

}  // namespace broadsheet::ingest
