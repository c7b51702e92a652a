// A phrase in one zone of a segment: the lists that decide whether, how often
// and where a document has it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "query_service/index/segments/list_cursor.h"
#include "query_service/index/segments/segment.h"
#include "query_service/index/segments/window.h"

namespace broadsheet::query {

// What to look for. Equal in all segments.
struct PhraseText {
  std::vector<uint32_t> characters;  // not empty
  bool at_word_start = false;        // a kPrefix whose first is a word character

  bool operator==(const PhraseText&) const = default;
};

class ZonePhrase {
 public:
  // Nothing if the zone surely has no such phrase. `segment` outlives it.
  static std::optional<ZonePhrase> Make(const Segment& segment, Zone zone, const PhraseText& text);

  // One list answers all; otherwise documents have to be looked at one by one.
  bool IsOneList() const { return parts_.size() == 1; }
  uint32_t Frequency() const { return parts_.front().cursor.Frequency(); }  // at most
  uint32_t NextWindow(uint32_t window) { return parts_.front().cursor.NextWindow(window); }
  uint32_t PreviousWindow(uint32_t window) { return parts_.front().cursor.PreviousWindow(window); }

  // Takes out documents that lack one of the lists.
  void Narrow(uint32_t window, Words& words);

  // Of any document of a window.
  ListCursor::Frequencies FrequenciesOf(uint32_t window, uint32_t document);
  // Where the occurrences begin in a document that Narrow left in the last
  // window narrowed, ascending; not for single characters' lists.
  const std::vector<uint32_t>& PositionsOf(uint32_t document);

  // As ListCursor::OddsBounds.
  void OddsBounds(uint32_t window, PartBounds& odds);

 private:
  struct Part {
    ListCursor cursor;
    uint32_t offset;  // in the phrase
  };
  ZonePhrase(const Segment& segment, Zone zone) : segment_(&segment), zone_(zone) {}

  const Segment* segment_;
  Zone zone_;
  std::vector<Part> parts_;  // the shortest list first
  std::vector<uint32_t> positions_, other_;
};

// Where a single character is: its list has no positions, so those of all
// bigrams that begin with it are brought together, for a window at a time.
class CharacterPositions {
 public:
  CharacterPositions(const Segment& segment, Zone zone, uint32_t character);

  // Reads what is in the documents `words` of a window; false: cancelled.
  bool Load(uint32_t window, const Words& words, const std::function<bool()>& cancelled);
  // In one of the documents read, ascending.
  const std::vector<uint32_t>& PositionsOf(uint32_t document) const { return positions_[document]; }

 private:
  std::vector<ListCursor> bigrams_;
  std::vector<std::vector<uint32_t>> positions_;  // by document of the window
  std::vector<uint32_t> of_bigram_;
};

// A document's head field at a position of zone 0; the body: kHeadFieldCount.
int FieldAt(const Segment& segment, uint32_t document, uint32_t position);

// Adds to `frequencies` how many documents have each bigram of a text in their
// default fields; the character, if it is one.
void AddFrequencies(const Segment& segment, std::span<const uint32_t> characters, std::span<uint64_t> frequencies);

}  // namespace broadsheet::query
