#include "ingest_service/parser/text/repair.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// Least characters of … for a repetition not to be chance:
constexpr size_t kDoubledLine = 4;  // a line printed twice in a row
constexpr size_t kWhole = 50;       // a paragraph that an earlier one holds
constexpr size_t kOpenTail = 12;    // a tail that stops in mid-sentence
constexpr size_t kLoop = 8;         // one turn of a loop at the end of a paragraph
constexpr size_t kRefrain = 20;     // one that ends a sentence and stands there only twice
// Paragraphs in a row that repeat those of another page, or what stands under
// another headline. Papers print one or two several times.
constexpr size_t kInARow = 3;
// Windows that index the text for containment, in bytes; one in kSample of them
// is kept.
constexpr size_t kWindow = 36;
constexpr uint64_t kSample = 8;
// A loop longer than this at the end of a paragraph is not looked for.
constexpr size_t kLongestLoop = 1800;

// A unit's text without white space, and where its bytes stand.
struct Dense {
  std::string text;
  std::vector<uint32_t> offset;  // in the passage's text; empty: the same

  size_t At(size_t dense) const { return offset.empty() ? dense : offset[dense]; }
};

Dense DenseOf(std::string_view text) {
  Dense dense;
  dense.text = WithoutSpace(text);
  if (dense.text.size() == text.size()) return dense;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    if (IsSpace(NextCharacter(text, at))) continue;
    for (size_t i = begin; i < at; ++i) dense.offset.push_back(static_cast<uint32_t>(i));
  }
  dense.offset.push_back(static_cast<uint32_t>(text.size()));
  return dense;
}

bool IsBoundary(std::string_view text, size_t at) {
  return at == 0 || at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

// Where windows of the text begin, the last of each.
class WindowIndex {
 public:
  struct Place {
    size_t unit, offset;
  };

  void Add(size_t unit, std::string_view text) {
    ForEachSample(text, [&](uint64_t hash, size_t offset) {
      places_[hash] = Place{unit, offset};
      return true;
    });
  }

  // A unit whose text holds all of `text`, and where.
  template <typename TextOf>
  std::optional<Place> FindHolder(std::string_view text, TextOf text_of) const {
    std::optional<Place> holder;
    ForEachSample(text, [&](uint64_t hash, size_t offset) {
      const auto found = places_.find(hash);
      if (found == places_.end()) return false;
      const Place place = found->second;
      const std::string_view other = text_of(place.unit);
      if (place.offset >= offset && other.substr(place.offset - offset, text.size()) == text) {
        holder = Place{place.unit, place.offset - offset};
      }
      return false;
    });
    return holder;
  }

 private:
  // Calls visit(hash, offset) for the sampled windows until it returns false.
  template <typename Visit>
  static void ForEachSample(std::string_view text, Visit visit) {
    if (text.size() < kWindow) return;
    constexpr uint64_t kBase = 0x9E3779B97F4A7C15;
    uint64_t hash = 0, top = 1;
    for (size_t i = 1; i < kWindow; ++i) top *= kBase;
    for (size_t i = 0; i < text.size(); ++i) {
      if (i >= kWindow) hash -= static_cast<unsigned char>(text[i - kWindow]) * top;
      hash = hash * kBase + static_cast<unsigned char>(text[i]);
      if (i + 1 < kWindow) continue;
      const uint64_t mixed = (hash ^ hash >> 29) * 0xBF58476D1CE4E5B9;
      if (mixed >> 32 & (kSample - 1)) continue;
      if (!visit(mixed, i + 1 - kWindow)) return;
    }
  }

  absl::flat_hash_map<uint64_t, Place> places_;
};

class Repairer {
 public:
  explicit Repairer(std::vector<TextUnit>& units) : units_(units), dense_(units.size()), gone_(units.size()) {
    for (size_t i = 0; i < units.size(); ++i) dense_[i] = DenseOf(units[i].passage.text);
    FindHolders();
  }

  std::vector<Repetition> Run() {
    for (size_t i = 0; i < units_.size(); ++i) {
      if (!RepeatsWhole(i)) {
        CutLoop(i);
        CutEcho(i);
        Remember(i);
        last_ = i;
      }
    }
    size_t kept = 0;
    for (size_t i = 0; i < units_.size(); ++i) {
      if (gone_[i]) continue;
      if (kept != i) units_[kept] = std::move(units_[i]);
      ++kept;
    }
    units_.resize(kept);
    return std::move(repetitions_);
  }

 private:
  size_t Length(size_t i) const { return CountCharacters(dense_[i].text); }

  // For each unit that is long enough the last one before it that holds its text.
  void FindHolders() {
    holders_.resize(units_.size());
    WindowIndex windows;
    for (size_t i = 0; i < units_.size(); ++i) {
      const std::string& text = dense_[i].text;
      if (Length(i) >= kWhole) {
        holders_[i] = windows.FindHolder(text, [&](size_t unit) { return std::string_view(dense_[unit].text); });
        if (holders_[i] && !IsBoundary(dense_[holders_[i]->unit].text, holders_[i]->offset)) holders_[i].reset();
      }
      windows.Add(i, text);
    }
  }

  // Units around this one that repeat others in the same order.
  size_t RepeatedInARow(size_t i) const {
    size_t count = 1;
    for (size_t k = i; k > 0 && Follow(k - 1, k); --k) ++count;
    for (size_t k = i; k + 1 < units_.size() && Follow(k, k + 1); ++k) ++count;
    return count;
  }

  bool Follow(size_t i, size_t next) const {
    return holders_[i] && holders_[next] && holders_[i]->unit + 1 == holders_[next]->unit;
  }

  // Both stand under what may be a headline's line, and not under the same.
  bool OpenTwoTexts(size_t original, size_t i) const {
    return StandsUnderLine(original) && StandsUnderLine(i) && original + 1 != i &&
           dense_[original - 1].text != dense_[i - 1].text;
  }

  bool StandsUnderLine(size_t i) const {
    if (i == 0) return false;
    const std::string_view over = units_[i - 1].passage.text;
    const bool clauses = over.find("，") != over.npos || over.find("；") != over.npos || over.find("。") != over.npos;
    return MayBeHeadLine(over) && !clauses;
  }

  // The unit is one line or paragraph that was there before.
  bool RepeatsWhole(size_t i) {
    const std::string& text = dense_[i].text;
    const size_t length = Length(i);
    if (last_ && units_[*last_].page == units_[i].page && length >= kDoubledLine && dense_[*last_].text == text) {
      return Erase(i, *last_, 0);
    }
    const auto& holder = holders_[i];
    if (!holder || holder->offset + text.size() > dense_[holder->unit].text.size()) return false;
    const bool loops = units_[holder->unit].page == units_[i].page && !OpenTwoTexts(holder->unit, i);
    return (loops || RepeatedInARow(i) >= kInARow) && Erase(i, holder->unit, holder->offset);
  }

  // A tail that repeats what stands right before it: …ABAB, …ABABA.
  void CutLoop(size_t i) {
    const std::string_view text = dense_[i].text;
    constexpr size_t kProbe = kLoop * 3;
    if (text.size() < 2 * kProbe) return;
    const std::string_view probe = text.substr(text.size() - kProbe);
    const std::string_view window = text.substr(text.size() - std::min(text.size(), kLongestLoop));
    const size_t before = window.substr(0, window.size() - 1).rfind(probe);
    if (before == std::string_view::npos) return;
    const size_t turn = window.size() - kProbe - before;
    size_t run = 0;
    while (run + turn < text.size() && text[text.size() - 1 - run] == text[text.size() - 1 - run - turn]) ++run;
    while (run > 0 && !IsBoundary(text, text.size() - run)) --run;
    if (turn < kProbe || run < turn) return;
    const bool refrain =
        run < 2 * turn && EndsSentence(text) && CountCharacters(text.substr(text.size() - turn)) < kRefrain;
    if (!refrain) CutTail(i, text.size() - run, i, text.size() - run - turn);
  }

  // A tail that stands at the end of an earlier unit too. Two texts that stop in
  // mid-sentence do not stop with the same words by chance; two that end their
  // sentences often do, so those stay.
  void CutEcho(size_t i) {
    const std::string_view text = dense_[i].text;
    if (text.size() < kOpenTail * 3) return;
    const auto found = tails_.find(std::string(text.substr(text.size() - kOpenTail * 3)));
    if (found == tails_.end()) return;
    const std::string_view other = dense_[found->second].text;
    size_t same = 0;
    while (same < text.size() && same < other.size() &&
           text[text.size() - 1 - same] == other[other.size() - 1 - same]) {
      ++same;
    }
    while (!IsBoundary(text, text.size() - same)) --same;
    if (same == text.size() || same == other.size()) return;
    const std::string_view tail = text.substr(text.size() - same);
    if (EndsText(text) || CountCharacters(tail) < kOpenTail) return;
    CutTail(i, text.size() - same, found->second, other.size() - same);
  }

  void Remember(size_t i) {
    const std::string& text = dense_[i].text;
    if (text.size() >= kOpenTail * 3) tails_.try_emplace(text.substr(text.size() - kOpenTail * 3), i);
  }

  bool Erase(size_t i, size_t original, size_t at) {
    Note(i, 0, original, at, dense_[i].text.size());
    gone_[i] = true;
    return true;
  }

  void CutTail(size_t i, size_t from, size_t original, size_t at) {
    Note(i, from, original, at, dense_[i].text.size() - from);
    TextUnit& unit = units_[i];
    size_t end = dense_[i].At(from);
    while (end > 0 && unit.passage.text[end - 1] == ' ') --end;
    unit.passage = unit.passage.Part(0, end);
    unit.lost_tail = !EndsText(unit.passage.text);
    dense_[i] = DenseOf(unit.passage.text);
  }

  // dense_[i][from, from + size) repeats dense_[original][at, at + size).
  void Note(size_t i, size_t from, size_t original, size_t at, size_t size) {
    const Passage copy = units_[i].passage.Part(dense_[i].At(from), dense_[i].At(from + size - 1) + 1);
    const Passage source =
        units_[original].passage.Part(dense_[original].At(at), dense_[original].At(at + size - 1) + 1);
    repetitions_.push_back({copy.start(), copy.end(), source.start(), source.end()});
  }

  std::vector<TextUnit>& units_;
  std::vector<Dense> dense_;
  std::vector<bool> gone_;
  std::optional<size_t> last_;  // the last unit that was kept
  std::vector<std::optional<WindowIndex::Place>> holders_;
  absl::flat_hash_map<std::string, size_t> tails_;
  std::vector<Repetition> repetitions_;
};

}  // namespace

std::vector<Repetition> Repair(std::vector<TextUnit>& units) { return Repairer(units).Run(); }

}  // namespace broadsheet::ingest
