#include "common/text/folded_text.h"

#include <algorithm>

#include "common/text/utf8.h"

namespace broadsheet {
namespace {

bool ContinuesCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

void FoldedText::Add(char32_t character, size_t start, size_t end) {
  const size_t before = text_.size();
  AppendCharacter(character, text_);
  const bool same_run = start < source_end_;
  const bool is_run = text_.size() - before != end - start;
  source_end_ = end;
  if (same_run) {
    // What looked like a character by itself is the first of a run.
    if (stretches_.back().is_run) return;
    if (stretches_.back().source != start) {
      const size_t first = before - (end - start);
      stretches_.push_back({static_cast<uint32_t>(first), 1, static_cast<uint32_t>(start)});
    }
    stretches_.back().is_run = 1;
    return;
  }
  if (!is_run && !stretches_.empty() && !stretches_.back().is_run) return;
  stretches_.push_back({static_cast<uint32_t>(before), is_run, static_cast<uint32_t>(start)});
}

const FoldedStretch& FoldedView::StretchAt(size_t at) const {
  const auto behind =
      std::upper_bound(stretches_.begin(), stretches_.end(), at,
                       [](size_t place, const FoldedStretch& stretch) { return place < stretch.begin; });
  return *(behind - 1);
}

size_t FoldedView::SourceStart(size_t at) const {
  const FoldedStretch& stretch = StretchAt(at);
  if (stretch.is_run) return stretch.source;
  while (at > stretch.begin && ContinuesCharacter(text_[at])) --at;
  return stretch.source + (at - stretch.begin);
}

size_t FoldedView::SourceEnd(size_t at) const {
  const FoldedStretch& stretch = StretchAt(at);
  if (stretch.is_run) return &stretch == &stretches_.back() ? source_size_ : (&stretch)[1].source;
  do {
    ++at;
  } while (at < text_.size() && ContinuesCharacter(text_[at]));
  return stretch.source + (at - stretch.begin);
}

}  // namespace broadsheet
