#include "ingest_service/parser/text/lines.h"

#include <algorithm>

#include "common/text/utf8.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// Columns of the deepest indentation of a paragraph, as far as its width goes, and
// of the least of a line that is centred.
constexpr int kDeepestIndent = 4;
constexpr int kLeastCentred = 9;

bool IsLineEnd(char32_t c) { return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029 || c == '\f'; }

class LineReader {
 public:
  explicit LineReader(std::string_view decoded) : decoded_(decoded) { read_.pages.push_back({0, 0}); }

  TextLines Read() {
    size_t begin = 0;
    for (size_t at = 0; at < decoded_.size();) {
      const size_t here = at;
      const char32_t c = NextCharacter(decoded_, at);
      if (!IsLineEnd(c)) continue;
      if (c == '\r' && at < decoded_.size() && decoded_[at] == '\n') ++at;
      AddLine(begin, here);
      begin = at;
      if (c == '\f') BreakPage(here, at);
    }
    AddLine(begin, decoded_.size());
    read_.pages.back().end = decoded_.size();
    return std::move(read_);
  }

 private:
  void BreakPage(size_t feed, size_t next) {
    read_.pages.back().end = feed;
    read_.pages.push_back({next, next});
    ++gap_;
  }

  void AddLine(size_t begin, size_t end) {
    TextLine line;
    bool seen = false;
    int indent = 0;
    for (size_t at = begin; at < end;) {
      const size_t here = at;
      const char32_t c = NextCharacter(decoded_, at);
      if (IsSpace(c)) {
        if (!seen) indent += c == 0x3000 || c == '\t' ? 2 : 1;
        continue;
      }
      if (!seen) line.start = here;
      seen = true;
      line.end = at;
    }
    if (!seen) {
      gap_ += 1;
      return;
    }
    if (gap_ > 0 && !read_.lines.empty()) ++block_;
    line.page = static_cast<int>(read_.pages.size()) - 1;
    line.block = block_;
    line.gap = gap_;
    line.indented = indent >= 2 && indent < kLeastCentred;
    line.width = std::min(indent, kDeepestIndent) + ColumnsOf(TextOf(decoded_, line));
    gap_ = 0;
    read_.lines.push_back(line);
  }

  std::string_view decoded_;
  TextLines read_;
  int block_ = 0, gap_ = 0;
};

}  // namespace

TextLines ReadLines(std::string_view decoded) { return LineReader(decoded).Read(); }

}  // namespace broadsheet::ingest
