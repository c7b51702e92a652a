#include "ingest_service/parser/text/passage.h"

#include <algorithm>

namespace broadsheet::ingest {

void Passage::Append(std::string_view decoded, size_t start, size_t end) {
  if (start >= end) return;
  const bool touches = !runs.empty() && runs.back().end == start &&
                       runs.back().at + (runs.back().end - runs.back().start) == text.size();
  if (touches) {
    runs.back().end = end;
  } else {
    runs.push_back({start, end, text.size()});
  }
  text.append(decoded.substr(start, end - start));
}

void Passage::Append(const Passage& other) {
  for (const PassageRun& run : other.runs) runs.push_back({run.start, run.end, run.at + text.size()});
  text += other.text;
}

void Passage::DropLastByte() {
  text.pop_back();
  if (--runs.back().end == runs.back().start) runs.pop_back();
}

Passage Passage::Part(size_t from, size_t to) const {
  Passage part;
  part.text = text.substr(from, to - from);
  for (const PassageRun& run : runs) {
    const size_t begin = std::max(run.at, from);
    const size_t stop = std::min(run.at + (run.end - run.start), to);
    if (begin < stop) part.runs.push_back({run.start + (begin - run.at), run.start + (stop - run.at), begin - from});
  }
  return part;
}

}  // namespace broadsheet::ingest
