#include "query_service/index/segments/segment_builder.h"

#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

#include "common/status/error.h"
#include "common/text/utf8.h"
#include "query_service/index/scoring.h"
#include "query_service/index/segments/segment_writer.h"
#include "query_service/index/text_limit.h"
#include "query_service/index/text_match.h"

namespace broadsheet::query {
namespace {

constexpr uint32_t kCodeLimit = kWordStart + 1;

// A bigram at a place: the ranks of its characters among those of the zone,
// the document, the position; ordered as lists are written.
using Occurrence = uint64_t;

// How many bits of an Occurrence each part takes.
struct Layout {
  int position = 0, document = 0, rank = 0;

  bool Fits() const { return position + document + 2 * rank <= 64; }
  Occurrence Make(uint64_t first, uint64_t second, uint64_t document_number, uint64_t at) const {
    return ((first << rank | second) << document | document_number) << position | at;
  }
  uint32_t PositionOf(Occurrence o) const { return static_cast<uint32_t>(o & ((uint64_t{1} << position) - 1)); }
  uint64_t PlaceOf(Occurrence o) const { return o >> position; }  // bigram and document
  uint32_t DocumentOf(Occurrence o) const {
    return static_cast<uint32_t>(o >> position & ((uint64_t{1} << document) - 1));
  }
  uint64_t BigramOf(Occurrence o) const { return o >> (document + position); }
  uint64_t FirstOf(uint64_t bigram) const { return bigram >> rank; }
  uint64_t SecondOf(uint64_t bigram) const { return bigram & ((uint64_t{1} << rank) - 1); }
};

// The characters of a zone, document after document, an end behind each value.
struct ZoneText {
  std::vector<uint32_t> characters;
  std::vector<size_t> begins;  // of each document, and the end
};

void AppendValues(const std::vector<std::string>& values, std::vector<uint32_t>& characters) {
  for (const std::string& value : values) {
    for (size_t at = 0; at < value.size();) {
      const char32_t c = NextCharacter(value, at);
      characters.push_back(c == kInvalidCharacter ? 0xFFFD : static_cast<uint32_t>(c));
    }
    characters.push_back(kValueEnd);
  }
}

// Orders by all bits from `low_bit` to `high_bit`, keeping the order of equals.
void RadixSort(std::vector<Occurrence>& values, std::vector<Occurrence>& scratch, int low_bit, int high_bit) {
  constexpr int kMostBits = 11;
  const int passes = (high_bit - low_bit + kMostBits - 1) / kMostBits;
  const int digit = passes == 0 ? 1 : (high_bit - low_bit + passes - 1) / passes;
  scratch.resize(values.size());
  std::vector<uint32_t> places(size_t{1} << digit);
  for (int bit = low_bit; bit < high_bit; bit += digit) {
    const uint64_t mask = places.size() - 1;
    std::fill(places.begin(), places.end(), 0);
    for (const Occurrence value : values) ++places[value >> bit & mask];
    uint32_t sum = 0;
    for (uint32_t& place : places) sum += std::exchange(place, sum);
    for (const Occurrence value : values) scratch[places[value >> bit & mask]++] = value;
    values.swap(scratch);
  }
}

// By code; all 0 between two zones.
std::vector<uint32_t>& RankTable() {
  static thread_local std::vector<uint32_t> ranks(kCodeLimit);
  return ranks;
}

class Builder {
 public:
  Builder(size_t documents, DocumentColumns& columns, SegmentWriter& writer)
      : columns_(columns), writer_(writer), plain_(documents), weighted_(documents), touched_((documents + 63) / 64) {}

  // False: the documents are too many for the different characters they have.
  bool AddZone(Zone zone, const ZoneText& text) {
    zone_ = zone;
    RankCharacters(text.characters);
    size_t longest = 0;
    for (size_t i = 0; i + 1 < text.begins.size(); ++i)
      longest = std::max(longest, text.begins[i + 1] - text.begins[i]);
    const auto bits = [](size_t value) { return static_cast<int>(std::bit_width(value)); };
    layout_ = {bits(longest), bits(plain_.size() - 1), bits(codes_.size() - 1)};
    if (layout_.Fits()) {
      CollectOccurrences(text);
      const int low = layout_.document + layout_.position;
      RadixSort(occurrences_, scratch_, low, low + 2 * layout_.rank);
      for (size_t i = 0; i < occurrences_.size();) i = WriteFirst(i);
    }
    for (const uint32_t code : codes_) RankTable()[code] = 0;
    return layout_.Fits();
  }

 private:
  // Ranks keep the order of codes, so bigrams come out in the order of keys.
  void RankCharacters(const std::vector<uint32_t>& characters) {
    std::vector<uint32_t>& ranks = RankTable();
    codes_ = {kValueEnd, kWordStart};
    ranks[kValueEnd] = ranks[kWordStart] = 1;
    for (const uint32_t c : characters) {
      if (ranks[c] == 0) codes_.push_back(c);
      ranks[c] = 1;
    }
    std::sort(codes_.begin(), codes_.end());
    for (size_t rank = 0; rank < codes_.size(); ++rank) ranks[codes_[rank]] = static_cast<uint32_t>(rank);
  }

  void CollectOccurrences(const ZoneText& text) {
    const std::vector<uint32_t>& ranks = RankTable();
    const uint32_t end = ranks[kValueEnd], start = ranks[kWordStart];
    occurrences_.clear();
    occurrences_.reserve(text.characters.size() + text.characters.size() / 16);
    for (size_t document = 0; document + 1 < text.begins.size(); ++document) {
      const size_t begin = text.begins[document];
      bool in_word = false;
      for (size_t i = begin; i < text.begins[document + 1]; ++i) {
        const uint32_t c = text.characters[i], rank = ranks[c];
        const bool is_word = IsWordCharacter(c);
        occurrences_.push_back(
            layout_.Make(rank, c == kValueEnd ? end : ranks[text.characters[i + 1]], document, i - begin));
        if (is_word && !in_word) occurrences_.push_back(layout_.Make(start, rank, document, i - begin));
        in_word = is_word;
      }
    }
  }

  // Writes the lists of all bigrams with one first character, then its own;
  // returns where the next first character begins.
  size_t WriteFirst(size_t i) {
    const uint64_t first = layout_.FirstOf(layout_.BigramOf(occurrences_[i]));
    const uint32_t code = codes_[first];
    while (i < occurrences_.size()) {
      const uint64_t bigram = layout_.BigramOf(occurrences_[i]);
      if (layout_.FirstOf(bigram) != first) break;
      i = ReadBigram(i, bigram);
      writer_.AddTerm(MakeTermKey(zone_, code, codes_[layout_.SecondOf(bigram)]), postings_);
      if (code < kValueEnd) AddToSingle();
    }
    if (code < kValueEnd) WriteSingle(code);
    return i;
  }

  size_t ReadBigram(size_t i, uint64_t bigram) {
    postings_.Clear();
    while (i < occurrences_.size() && layout_.BigramOf(occurrences_[i]) == bigram) {
      const uint32_t document = layout_.DocumentOf(occurrences_[i]);
      const uint64_t place = layout_.PlaceOf(occurrences_[i]);
      uint32_t plain = 0, weighted = 0, before = 0;
      for (; i < occurrences_.size() && layout_.PlaceOf(occurrences_[i]) == place; ++i) {
        const uint32_t position = layout_.PositionOf(occurrences_[i]);
        postings_.position_gaps.push_back(position - std::exchange(before, position));
        ++plain;
        weighted += WeightAt(document, position);
      }
      postings_.documents.push_back(document);
      postings_.plain.push_back(plain);
      postings_.weighted.push_back(weighted);
    }
    return i;
  }

  // Each occurrence of a character is the first of one bigram.
  void AddToSingle() {
    for (size_t i = 0; i < postings_.size(); ++i) {
      const uint32_t document = postings_.documents[i];
      plain_[document] += postings_.plain[i];
      weighted_[document] += postings_.weighted[i];
      touched_[document / 64] |= uint64_t{1} << document % 64;
    }
  }

  void WriteSingle(uint32_t code) {
    postings_.Clear();
    for (size_t i = 0; i < touched_.size(); ++i) {
      for (uint64_t word = std::exchange(touched_[i], 0); word != 0; word &= word - 1) {
        const auto document = static_cast<uint32_t>(i * 64) + static_cast<uint32_t>(std::countr_zero(word));
        postings_.documents.push_back(document);
        postings_.plain.push_back(std::exchange(plain_[document], 0));
        postings_.weighted.push_back(std::exchange(weighted_[document], 0));
      }
    }
    writer_.AddTerm(MakeTermKey(zone_, code, kSingle), postings_);
  }

  uint32_t WeightAt(uint32_t document, uint32_t position) const {
    if (zone_ != kDefaultZone) return WeightOf(zone_);
    if (position >= columns_.head_ends[kHeadFieldCount - 1][document]) return kFieldWeights[kHeadFieldCount];
    int field = 0;
    while (position >= columns_.head_ends[field][document]) ++field;
    return kFieldWeights[field];
  }

  DocumentColumns& columns_;
  SegmentWriter& writer_;
  Zone zone_ = 0;
  std::vector<uint32_t> codes_;  // by rank
  Layout layout_;
  std::vector<Occurrence> occurrences_, scratch_;
  Postings postings_;
  std::vector<uint32_t> plain_, weighted_;  // of the first character, by document
  std::vector<uint64_t> touched_;           // which of them are not 0
};

static_assert(static_cast<int>(TextField::kBody) == kHeadFieldCount);

// The default zone's text; fills the columns that follow from it.
ZoneText DefaultZoneText(std::span<const IndexDocument* const> documents, DocumentColumns& columns) {
  ZoneText text;
  for (const IndexDocument* document : documents) {
    const size_t begin = text.characters.size();
    text.begins.push_back(begin);
    size_t values = 0;
    for (int field = 0; field <= kHeadFieldCount; ++field) {
      AppendValues(document->text[field], text.characters);
      values += document->text[field].size();
      if (field < kHeadFieldCount) {
        columns.head_ends[field].push_back(static_cast<uint32_t>(text.characters.size() - begin));
      }
    }
    columns.lengths.push_back(static_cast<uint32_t>(text.characters.size() - begin - values));
  }
  text.begins.push_back(text.characters.size());
  return text;
}

ZoneText FieldText(std::span<const IndexDocument* const> documents, int field) {
  ZoneText text;
  for (const IndexDocument* document : documents) {
    text.begins.push_back(text.characters.size());
    AppendValues(document->text[field], text.characters);
  }
  text.begins.push_back(text.characters.size());
  return text;
}

StringColumnParts Strings(std::span<const IndexDocument* const> documents, Column column) {
  StringColumnWriter writer;
  for (const IndexDocument* document : documents) {
    writer.AddDocument(document->strings[static_cast<int>(column) - kNumberColumnCount]);
  }
  return writer.Finish();
}

bool IsTooLong(const IndexDocument& document) {
  return std::any_of(document.text.begin(), document.text.end(), [](const std::vector<std::string>& values) {
    size_t size = 0;
    for (const std::string& value : values) size += value.size() + 1;
    return size > kMaximumFieldBytes;
  });
}

absl::Status TooMuchText() {
  return Error(absl::StatusCode::kResourceExhausted, "TOO_MUCH_TEXT",
               "the documents are too long, or have too many different characters, to be sorted together");
}

}  // namespace

absl::StatusOr<std::string> BuildSegment(std::span<const IndexDocument* const> documents) {
  std::vector<const IndexDocument*> sorted(documents.begin(), documents.end());
  const auto date = [](const IndexDocument* d) { return d->numbers[static_cast<int>(Column::kDate)]; };
  std::sort(sorted.begin(), sorted.end(), [&](const IndexDocument* a, const IndexDocument* b) {
    return date(a) != date(b) ? date(a) < date(b) : a->id < b->id;
  });
  DocumentColumns columns;
  for (const IndexDocument* document : sorted) {
    if (IsTooLong(*document)) return TooMuchText();
    columns.ids.push_back(document->id);
    for (int i = 0; i < kNumberColumnCount; ++i) columns.numbers[i].push_back(document->numbers[i]);
  }
  const ZoneText text = DefaultZoneText(sorted, columns);
  auto file = SectionWriter::Create("");
  if (!file.ok()) return file.status();
  SegmentWriter writer(**file, columns.lengths);
  Builder builder(sorted.size(), columns, writer);
  bool fits = builder.AddZone(kDefaultZone, text);
  for (int field = 0; fits && field < kTextFieldCount; ++field) {
    if (field == static_cast<int>(TextField::kBody)) continue;
    fits = builder.AddZone(ZoneOf(static_cast<TextField>(field)), FieldText(sorted, field));
  }
  if (!fits) return TooMuchText();
  const auto strings = [&](Column column) { return Strings(sorted, column); };
  if (absl::Status status = writer.Finish(columns, strings); !status.ok()) return status;
  return (*file)->TakeBytes();
}

}  // namespace broadsheet::query
