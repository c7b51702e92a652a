// A page as the search sees it: its pieces, and the clues of one link.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/stitch/clue.h"
#include "ingest_service/parser/stitch/piece.h"
#include "ingest_service/parser/stitch/stitch.h"
#include "ingest_service/parser/stitch/topic.h"

namespace broadsheet::ingest {

// An article so far: what its pieces have left open. Immutable; the next piece
// makes another one.
struct Strand {
  int parent = -1;            // the strand before its last item; −1: only the head
  int head = -1;              // item
  int last = -1;              // item; the head while there is no body
  int columns = 1;            // times it was left, and one
  int column_length = 0;      // characters since it was taken up
  float finished_length = 0;  // mean length of the columns before
  int terms = 0;              // for PageTopics
  int marks = -1;             // its items were marked there last, or its parent's: StitchPage::MembersOf
  bool quote_open = false, bracket_open = false;
  std::array<int8_t, static_cast<size_t>(Series::kCount)> numbers{};
};

class StitchPage {
 public:
  StitchPage(const std::vector<PageItem>& items, const LanguageModel& model);

  int size() const { return static_cast<int>(items_.size()); }
  const PageItem& item(int i) const { return items_[i]; }
  const Piece& piece(int i) const { return pieces_[i]; }
  bool has_body(const Strand& strand) const { return strand.last != strand.head; }
  // Of its last piece; a headline is whole.
  Ending ending(const Strand& strand) const { return has_body(strand) ? pieces_[strand.last].ending : Ending::kStop; }

  // Strands are named by their index.
  int Begin(int head);
  int Extend(int strand, int item, bool same_column);
  const Strand& strand(int id) const { return strands_[id]; }

  // The clues that text gives for `item` going on with a strand; layout apart.
  void AddTextClues(int strand, int item, ClueValues& clues);

  // Whether `item` goes on inside the paragraph of `before`, of the same article,
  // or begins one; `below`: it stands right below it.
  bool GoesOnInside(int before, int item, bool below);

 private:
  // The items of a strand. Takes as long as it differs from the one that was asked
  // for before. Strands of one head that went apart long ago have marks of their
  // own, so that a page takes linear time.
  PageTopics::Members MembersOf(int strand);
  // How much of an item's terms an article shares; see PageTopics.
  float WholeAffinity(int strand, int item);
  double Continuation(int before, int after);
  float SeenAcross(int before, int after) const;
  void AddSeamClues(int before, int after, ClueValues& clues);
  void AddPairClues(const Strand& strand, const Piece& next, ClueValues& clues) const;
  void AddArticleClues(int strand, int item, ClueValues& clues);
  void Remember(std::u32string_view text);

  const std::vector<PageItem>& items_;
  const LanguageModel& model_;
  std::vector<Piece> pieces_;
  std::vector<std::u32string> speakers_;  // of heads
  std::unique_ptr<PageTopics> topics_;
  std::vector<Strand> strands_;
  // The items of the strand that was asked for last, by place behind its head.
  struct Marks {
    int strand = -1;
    std::vector<uint8_t> has;
  };
  std::vector<Marks> marks_;
  std::vector<uint8_t> mark_sets_;  // of each head: how many of marks_ are of its strands
  // Bloom filter of the page's runs of 3 to 5 characters; its size is a power of 2.
  std::vector<uint64_t> seen_;
  absl::flat_hash_map<uint64_t, double> continuations_;
};

}  // namespace broadsheet::ingest
