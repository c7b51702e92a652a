#include "query_service/search/prepared_record.h"

#include <algorithm>
#include <utility>

#include "common/text/fold.h"

namespace broadsheet::query {
namespace {

constexpr char kFoldedEnd = '\xFF';  // in no UTF-8 text

// An allocation's own cost, and what rounding up its size adds on average.
constexpr size_t kAllocation = 16;

// A copy that takes no more memory than it has to.
template <typename Container>
Container Fitted(const Container& values) {
  return Container(values.begin(), values.end());
}

}  // namespace

std::shared_ptr<const PreparedRecord> PreparedRecord::Make(std::string_view basic, std::string_view details) {
  std::shared_ptr<PreparedRecord> prepared(new PreparedRecord);
  prepared->bytes_.append(basic).append(details);
  prepared->basic_end_ = basic.size();
  prepared->whole_end_ = prepared->bytes_.size();
  record::v1::Record record;
  if (!record.ParseFromString(prepared->bytes_)) return nullptr;
  prepared->AddValues(record);
  return prepared;
}

void PreparedRecord::AddValues(const record::v1::Record& record) {
  std::string texts, foldings;
  Place place;
  std::vector<Place> places;
  std::vector<FoldedStretch> stretches;
  std::vector<PlainSpan> spans;
  const auto end_value = [&] {
    place.text = static_cast<uint32_t>(whole_end_ + texts.size());
    place.folded = static_cast<uint32_t>(foldings.size());
    place.stretch = static_cast<uint32_t>(stretches.size());
    place.span = static_cast<uint32_t>(spans.size());
  };
  end_value();
  VisitTexts(record, kRecordFields, [&](const RecordText& text) {
    place.part = text.part;
    place.index = text.index;
    place.item = text.item;
    places.push_back(place);
    const FoldedText folded = FoldWithSource(text.text);
    texts += text.text;
    foldings.append(folded.text()) += kFoldedEnd;
    stretches.insert(stretches.end(), folded.stretches().begin(), folded.stretches().end());
    for (const auto& span : UploadSpans(record, text, 0, static_cast<uint32_t>(text.text.size()))) {
      spans.push_back({span.start(), span.end(), span.text_start(), span.text_end()});
    }
    end_value();
    return true;
  });
  places.push_back(place);
  folded_begin_ = whole_end_ + texts.size();
  std::string bytes;
  bytes.reserve(folded_begin_ + foldings.size());
  bytes_ = std::move(bytes.append(bytes_).append(texts).append(foldings));
  places_ = Fitted(places);
  stretches_ = Fitted(stretches);
  spans_ = Fitted(spans);
}

record::v1::Record PreparedRecord::Parse() const {
  record::v1::Record record;
  const std::string_view bytes = whole();
  record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  return record;
}

PreparedValue PreparedRecord::operator[](size_t value) const {
  const Place& place = places_[value];
  const Place& next = places_[value + 1];
  const std::string_view text = std::string_view(bytes_).substr(place.text, next.text - place.text);
  const auto stretches = std::span(stretches_).subspan(place.stretch, next.stretch - place.stretch);
  return {.text = {place.part, place.index, place.item, text},
          .folded = FoldedView(folded().substr(place.folded, FoldedEnd(value) - place.folded), stretches, text.size()),
          .spans = std::span(spans_).subspan(place.span, next.span - place.span)};
}

size_t PreparedRecord::ValueAt(size_t at) const {
  const auto behind = std::upper_bound(places_.begin(), places_.end(), at,
                                       [](size_t byte, const Place& place) { return byte < place.folded; });
  return static_cast<size_t>(behind - places_.begin()) - 1;
}

size_t PreparedRecord::Bytes() const {
  return sizeof(*this) + bytes_.capacity() + places_.capacity() * sizeof(Place) +
         stretches_.capacity() * sizeof(FoldedStretch) + spans_.capacity() * sizeof(PlainSpan) + 6 * kAllocation;
}

}  // namespace broadsheet::query
