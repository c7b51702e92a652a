// BuildLattice: the search that keeps the most probable states at every item.
#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "ingest_service/parser/stitch/lattice.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kBeam = 48;       // states kept at an item
constexpr double kBeamWidth = 10;  // nats below the best that are kept

// What a link's text says, apart from where it stands.
struct TextEvidence {
  ClueValues clues{};
  double score = 0;
  int extended[2] = {-1, -1};  // the strand with the item: in a new column, in the same
};

float& At(ClueValues& clues, ClueId id) { return clues[static_cast<size_t>(id)]; }

struct Move {
  int predecessor;
  int article;
  double score;
  bool truth;
};

// Some milliseconds.
constexpr int kItemsBetweenAsking = 32;

class Beam {
 public:
  Beam(StitchPage& page, const ClueValues& weights, const std::vector<int>* truth)
      : page_(page), weights_(weights), truth_(truth) {}

  Lattice Run(const std::function<bool()>& stop);

 private:
  Layer& here() { return lattice_.layers[lattice_.layers.size() - 2]; }
  Layer& next() { return lattice_.layers.back(); }

  void Step(int item);
  void StepHead(int item);
  void StepBody(int item);
  void StepBreak();
  void Finish();
  void Continue(int from, int slot, int item);
  void Orphan(int from, int item);
  void Reach(int from, const State& to, const ClueValues& clues, const Move& move);
  void Prune();

  bool Hopeless(double total, bool truth) const { return !truth && total < best_reached_ - kBeamWidth; }
  double ScoreOf(const ClueValues& clues) const;
  TextEvidence& EvidenceOf(int strand, int item);

  StitchPage& page_;
  const ClueValues& weights_;
  const std::vector<int>* truth_;
  Lattice lattice_;
  // Of the step under way:
  absl::flat_hash_map<uint64_t, int> reached_;  // signature → node
  std::vector<TextEvidence> evidence_;          // for going on with one strand each
  double best_reached_ = kImpossible;

  // By strand: the item for which evidence_ was last filled, and where.
  struct EvidencePlace {
    int item = -1;
    size_t place = 0;
  };
  std::vector<EvidencePlace> evidence_places_;
};

double Beam::ScoreOf(const ClueValues& clues) const {
  float score = 0;
  for (size_t i = 0; i < kLayoutClueCount; ++i) {
    if (clues[i] != 0) score += weights_[i] * clues[i];  // few are
  }
  return score;
}

void Beam::Reach(int from, const State& to, const ClueValues& clues, const Move& move) {
  const Node& source = here().nodes[from];
  const double total = source.best + move.score;
  best_reached_ = std::max(best_reached_, total);
  const auto [it, added] = reached_.emplace(Signature(page_, to), static_cast<int>(next().nodes.size()));
  if (added) next().nodes.emplace_back();
  Node& target = next().nodes[it->second];
  target.truth |= move.truth && source.truth;
  if (total > target.best || added) {
    target.state = to;
    target.best = total;
    target.best_arc = static_cast<int>(here().arcs.size());
  }
  int kept = -1;
  if (truth_ != nullptr) {
    kept = static_cast<int>(lattice_.clues.size());
    lattice_.clues.push_back(clues);
  }
  here().arcs.push_back({from, it->second, move.predecessor, move.article, move.score, kept});
}

void Beam::StepHead(int item) {
  const int strand = page_.Begin(item);
  const bool is_line = page_.item(item).kind == PageItem::Kind::kLine;
  for (size_t from = 0; from < here().nodes.size(); ++from) {
    const Node& source = here().nodes[from];
    State state = source.state;
    ClueValues clues{};
    BeginArticle(page_, strand, state, clues);
    if (is_line) {
      At(clues, ClueId::kLineBegins) = 1;
      At(clues, ClueId::kLineOdds) = static_cast<float>(page_.item(item).headline_odds);
    }
    const double score = ScoreOf(clues);
    const bool truth = source.truth && (!is_line || (*truth_)[item] == item);
    if (!is_line || !Hopeless(source.best + score, truth)) {
      Reach(static_cast<int>(from), state, clues, {kNoBody, item, score, truth});
    }
  }
}

// Valid up to the next call.
TextEvidence& Beam::EvidenceOf(int strand, int item) {
  if (evidence_places_.size() <= static_cast<size_t>(strand))
    evidence_places_.resize(2 * static_cast<size_t>(strand) + 1);
  EvidencePlace& place = evidence_places_[strand];
  if (place.item == item) return evidence_[place.place];
  place = {item, evidence_.size()};
  TextEvidence& evidence = evidence_.emplace_back();
  page_.AddTextClues(strand, item, evidence.clues);
  for (size_t i = kLayoutClueCount; i < kClueCount; ++i) {
    evidence.score += static_cast<double>(weights_[i]) * evidence.clues[i];
  }
  return evidence;
}

void Beam::Continue(int from, int slot, int item) {
  const Node& source = here().nodes[from];
  const int strand = source.state.open[slot].strand;
  const int head = page_.strand(strand).head;
  const int last = page_.strand(strand).last;
  const bool truth = source.truth && (*truth_)[item] == head;
  TextEvidence& evidence = EvidenceOf(strand, item);
  const double score = LayoutScore(page_, source.state, slot, item, weights_) + evidence.score;
  if (Hopeless(source.best + score, truth)) return;
  const bool stays = source.state.current == strand;
  int& extended = evidence.extended[stays ? 1 : 0];
  if (extended < 0) extended = page_.Extend(strand, item, stays);
  State state = source.state;
  ClueValues clues = LayoutClues(page_, source.state, slot, item);
  GoOn(slot, extended, clues, state);
  std::copy(evidence.clues.begin() + kLayoutClueCount, evidence.clues.end(), clues.begin() + kLayoutClueCount);
  Reach(from, state, clues, {last, head, score, truth});
}

void Beam::Orphan(int from, int item) {
  const Node& source = here().nodes[from];
  const bool truth = source.truth && (*truth_)[item] < 0;
  const double score = weights_[static_cast<size_t>(ClueId::kOrphan)];
  if (Hopeless(source.best + score, truth)) return;
  ClueValues clues{};
  At(clues, ClueId::kOrphan) = 1;
  Reach(from, source.state, clues, {kNone, -1, score, truth});
}

void Beam::StepBody(int item) {
  for (size_t from = 0; from < here().nodes.size(); ++from) {
    const State& state = here().nodes[from].state;
    // The article at hand first: it makes most of the others hopeless.
    for (int slot = state.open_count - 1; slot >= 0; --slot) {
      if (MayGoOn(page_, state, slot)) Continue(static_cast<int>(from), slot, item);
    }
    Orphan(static_cast<int>(from), item);
  }
}

void Beam::StepBreak() {
  for (size_t from = 0; from < here().nodes.size(); ++from) {
    Reach(static_cast<int>(from), here().nodes[from].state, ClueValues{}, {kNoBody, -1, 0, true});
  }
}

void Beam::Finish() {
  lattice_.layers.emplace_back();
  reached_.clear();
  for (size_t from = 0; from < here().nodes.size(); ++from) {
    State state = here().nodes[from].state;
    ClueValues clues{};
    EndPage(page_, state, clues);
    Reach(static_cast<int>(from), state, clues, {kNoBody, -1, ScoreOf(clues), true});
  }
}

// Keeps the best nodes of the next layer, the true one first, and the arcs that
// lead to them.
void Beam::Prune() {
  std::vector<Node>& nodes = next().nodes;
  double best = kImpossible;
  for (const Node& node : nodes) best = std::max(best, node.best);
  std::vector<int> order;
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].truth || nodes[i].best >= best - kBeamWidth) order.push_back(static_cast<int>(i));
  }
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return nodes[a].truth != nodes[b].truth ? nodes[a].truth : nodes[a].best > nodes[b].best;
  });
  if (order.size() > kBeam) order.resize(kBeam);
  std::vector<int> renamed(nodes.size(), -1);
  std::vector<Node> kept;
  kept.reserve(order.size());
  for (int old : order) {
    renamed[old] = static_cast<int>(kept.size());
    kept.push_back(nodes[old]);
  }
  nodes = std::move(kept);
  std::vector<Arc>& arcs = here().arcs;
  std::vector<int> renamed_arcs(arcs.size(), -1);
  size_t count = 0;
  for (size_t i = 0; i < arcs.size(); ++i) {
    if (renamed[arcs[i].to] < 0) continue;
    renamed_arcs[i] = static_cast<int>(count);
    arcs[count] = arcs[i];
    arcs[count++].to = renamed[arcs[i].to];
  }
  arcs.resize(count);
  for (Node& node : nodes) node.best_arc = renamed_arcs[node.best_arc];
}

void Beam::Step(int item) {
  lattice_.layers.emplace_back();
  reached_.clear();
  evidence_.clear();
  best_reached_ = kImpossible;
  switch (page_.item(item).kind) {
    case PageItem::Kind::kHead:
      StepHead(item);
      break;
    case PageItem::Kind::kBody:
      StepBody(item);
      break;
    case PageItem::Kind::kBreak:
      StepBreak();
      break;
    case PageItem::Kind::kLine:
      StepBody(item);
      StepHead(item);
      break;
  }
  Prune();
}

Lattice Beam::Run(const std::function<bool()>& stop) {
  lattice_.layers.reserve(page_.size() + 2);
  Node& start = lattice_.layers.emplace_back().nodes.emplace_back();
  start.best = 0;
  start.truth = truth_ != nullptr;
  for (int item = 0; item < page_.size(); ++item) {
    if (item % kItemsBetweenAsking == 0 && stop && stop()) return {};
    Step(item);
  }
  Finish();
  return std::move(lattice_);
}

}  // namespace

Lattice BuildLattice(StitchPage& page, const ClueValues& weights, const std::vector<int>* truth,
                     const std::function<bool()>& stop) {
  return Beam(page, weights, truth).Run(stop);
}

}  // namespace broadsheet::ingest
