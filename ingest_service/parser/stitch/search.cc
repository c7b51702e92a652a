#include "ingest_service/parser/stitch/search.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "ingest_service/parser/stitch/page.h"

namespace broadsheet::ingest {
namespace {

// What staying counts for under a banner: such a text is set in one block, not
// in columns that others interrupt.
constexpr float kOneBlock = 2;

constexpr size_t kBeam = 48;       // states kept at an item
constexpr double kBeamWidth = 10;  // nats below the best that are kept
constexpr int kMostLive = 12;      // articles that may still go on
constexpr int kMostBandsBack = 1;  // bands over which an article with a body may go on
constexpr double kNever = -std::numeric_limits<double>::infinity();

// Predecessors that are no items.
constexpr int kNone = -1;    // an orphan
constexpr int kNoBody = -2;  // the item is no body and has none

float& At(ClueValues& clues, ClueId id) { return clues[static_cast<size_t>(id)]; }

ClueId Of(ClueId first, Ending ending) {
  return static_cast<ClueId>(static_cast<int>(first) + static_cast<int>(ending));
}

// An article that may still go on.
struct Live {
  int strand;
  int band;      // bands are counted from 0
  bool charged;  // its open end has been paid for
};

// All that the rest of the page depends on.
struct State {
  std::array<Live, kMostLive> live;  // the one left longest ago first
  int live_count = 0;
  int current = -1;  // strand of the item before; −1: none
  int band = 0;
  bool interleaves = false;   // an article of the page has been gone on with
  bool tails_begun = false;   // an article of this band has been gone on with
  bool out_of_order = false;  // one of this band was passed over while open
  bool truth = false;
  int best_arc = -1;
  double best = kNever, forward = kNever, backward = kNever;

  void Remove(int slot) {
    std::copy(live.begin() + slot + 1, live.begin() + live_count, live.begin() + slot);
    --live_count;
  }
  void Append(const Live& article) { live[live_count++] = article; }
};

struct Arc {
  int from, to;     // states of this layer and the next
  int predecessor;  // item, kNone or kNoBody
  int article;      // head; −1: none
  double score;
  int clues;  // index; −1: not kept
};

struct Layer {
  std::vector<State> states;
  std::vector<Arc> arcs;  // into the next layer
};

// What a link's text says, apart from where it stands.
struct TextEvidence {
  ClueValues clues{};
  double score = 0;
  int extended[2] = {-1, -1};  // the strand with the item: in a new column, in the same
};

double LogSum(double a, double b) {
  if (a < b) std::swap(a, b);
  return b == kNever ? a : a + std::log1p(std::exp(b - a));
}

class Search {
 public:
  Search(const std::vector<PageItem>& items, const LanguageModel& model, const ClueValues& weights,
         const std::vector<int>* truth)
      : page_(items, model), weights_(weights), truth_(truth) {
    Run();
  }

  std::vector<ItemDecision> Decide();
  Likelihood Learn();

 private:
  void Run();
  void Step(int item);
  void StepHead(int item);
  void StepBody(int item);
  void Finish();
  void Prune(Layer& layer);

  // A state's signature: what it shares with the states it may merge with.
  uint64_t Signature(const State& state) const;
  bool Hopeless(double total, bool truth) const { return !truth && total < best_reached_ - kBeamWidth; }
  void Reach(int from, const State& to, const ClueValues& clues, double score, int predecessor, int article,
             bool truth);
  double LayoutScore(const ClueValues& clues) const;

  void Leave(const State& state, ClueValues& clues) const;
  void Charge(const Strand& strand, float sign, ClueValues& clues) const;
  void CloseBand(State& state, ClueValues& clues) const;
  // Articles of a band that were left before another one was, and not gone on with.
  struct Skipped {
    int open = 0, ended = 0;
  };
  Skipped SkippedBefore(const State& source, int slot) const;
  TextEvidence& EvidenceOf(int strand, int item);
  ClueValues LayoutClues(const State& source, int slot, int item) const;
  bool InReach(const State& state, int slot) const;
  void Continue(int from, int slot, int item);
  void Orphan(int from, int item);
  void Forward();
  double Probability(int layer, const Arc& arc) const;
  std::vector<ItemDecision::Candidate> CandidatesOf(int item) const;
  void ChooseArcs(const std::vector<ItemDecision>& decisions);

  StitchPage page_;
  const ClueValues& weights_;
  const std::vector<int>* truth_;
  std::vector<Layer> layers_;
  // Of the step under way:
  absl::flat_hash_map<uint64_t, int> reached_;       // signature → state
  absl::flat_hash_map<int, TextEvidence> evidence_;  // strand → going on with it
  double best_reached_ = kNever;
  std::vector<ClueValues> kept_clues_;
};

uint64_t Search::Signature(const State& state) const {
  uint64_t hash = static_cast<uint64_t>(state.band) << 3 | (state.interleaves ? 4 : 0) | (state.tails_begun ? 2 : 0) |
                  (state.out_of_order ? 1 : 0);
  const auto add = [&](uint64_t value) {
    hash = (hash ^ value) * 0xff51afd7ed558ccd;
    hash ^= hash >> 32;
  };
  for (int slot = 0; slot < state.live_count; ++slot) {
    const Strand& strand = page_.strand(state.live[slot].strand);
    add(static_cast<uint64_t>(strand.last) << 32 | static_cast<uint32_t>(strand.head));
  }
  add(state.current < 0 ? ~uint64_t{0} : static_cast<uint64_t>(page_.strand(state.current).last));
  return hash;
}

double Search::LayoutScore(const ClueValues& clues) const {
  float score = 0;
  for (size_t i = 0; i < kLayoutClueCount; ++i) score += weights_[i] * clues[i];
  return score;
}

void Search::Reach(int from, const State& to, const ClueValues& clues, double score, int predecessor, int article,
                   bool truth) {
  Layer& layer = layers_[layers_.size() - 2];
  Layer& next = layers_.back();
  const double total = layer.states[from].best + score;
  best_reached_ = std::max(best_reached_, total);
  const auto [it, added] = reached_.emplace(Signature(to), static_cast<int>(next.states.size()));
  if (added) next.states.push_back({});
  State& target = next.states[it->second];
  truth = (truth && layer.states[from].truth) || target.truth;
  if (total > target.best || added) {
    target = to;
    target.best = total;
    target.forward = target.backward = kNever;
    target.best_arc = static_cast<int>(layer.arcs.size());
  }
  target.truth = truth;
  int kept = -1;
  if (truth_ != nullptr) {
    kept = static_cast<int>(kept_clues_.size());
    kept_clues_.push_back(clues);
  }
  layer.arcs.push_back({from, it->second, predecessor, article, score, kept});
}

void Search::Leave(const State& state, ClueValues& clues) const {
  if (state.current < 0) return;
  const Strand& left = page_.strand(state.current);
  if (!page_.has_body(left)) {
    if (!page_.item(left.head).banner) At(clues, ClueId::kLeaveHead) = 1;
    return;
  }
  if (page_.ending(left) == Ending::kStop) At(clues, ClueId::kLeaveStop) = 1;
  if (page_.ending(left) == Ending::kTitle) At(clues, ClueId::kLeaveTitle) = 1;
  if (left.columns > 1 && left.finished_length > 0) {
    const double ratio = std::log((left.column_length + 20.0) / (left.finished_length + 20.0));
    At(clues, ClueId::kColumnLength) = static_cast<float>(std::min(std::abs(ratio), 1.0));
  }
}

void Search::Charge(const Strand& strand, float sign, ClueValues& clues) const {
  if (!page_.has_body(strand)) {
    At(clues, ClueId::kEndHead) += sign;
    return;
  }
  if (page_.item(strand.last).lost_tail) return;
  switch (page_.ending(strand)) {
    case Ending::kStop:
      break;
    case Ending::kOpen:
      At(clues, ClueId::kEndOpen) += sign;
      break;
    case Ending::kComma:
      At(clues, ClueId::kEndComma) += sign;
      break;
    case Ending::kColon:
      At(clues, ClueId::kEndColon) += sign;
      break;
    case Ending::kTitle:
      At(clues, ClueId::kEndTitle) += sign;
      break;
  }
}

void Search::CloseBand(State& state, ClueValues& clues) const {
  for (int slot = 0; slot < state.live_count; ++slot) {
    Live& live = state.live[slot];
    if (live.charged) continue;
    Charge(page_.strand(live.strand), 1, clues);
    live.charged = true;
  }
}

void Search::StepHead(int item) {
  const int strand = page_.Begin(item);
  const size_t count = layers_[layers_.size() - 2].states.size();
  for (size_t from = 0; from < count; ++from) {
    State state = layers_[layers_.size() - 2].states[from];
    ClueValues clues{};
    Leave(state, clues);
    if (state.tails_begun) {
      CloseBand(state, clues);
      ++state.band;
      state.tails_begun = state.out_of_order = false;
    }
    if (state.live_count == kMostLive) {
      if (!state.live[0].charged) Charge(page_.strand(state.live[0].strand), 1, clues);
      state.Remove(0);
    }
    state.Append({strand, state.band, false});
    state.current = strand;
    Reach(static_cast<int>(from), state, clues, LayoutScore(clues), kNoBody, item, true);
  }
}

TextEvidence& Search::EvidenceOf(int strand, int item) {
  const auto [it, added] = evidence_.try_emplace(strand);
  if (added) {
    page_.AddTextClues(strand, item, it->second.clues);
    for (size_t i = kLayoutClueCount; i < kClueCount; ++i) {
      it->second.score += static_cast<double>(weights_[i]) * it->second.clues[i];
    }
  }
  return it->second;
}

Search::Skipped Search::SkippedBefore(const State& source, int slot) const {
  Skipped skipped;
  for (int older = 0; older < slot; ++older) {
    const Live& live = source.live[older];
    if (live.band != source.live[slot].band || live.strand == source.current) continue;
    const bool ended = page_.ending(page_.strand(live.strand)) == Ending::kStop;
    ++(ended ? skipped.ended : skipped.open);
  }
  return skipped;
}

// Where `item` stands, if it goes on with source.live[slot].
ClueValues Search::LayoutClues(const State& source, int slot, int item) const {
  const Live& chosen = source.live[slot];
  const Strand& strand = page_.strand(chosen.strand);
  ClueValues clues{};
  if (chosen.charged) Charge(strand, -1, clues);
  if (source.current == chosen.strand) {
    At(clues, page_.has_body(strand) ? Of(ClueId::kStayStop, page_.ending(strand)) : ClueId::kStayHead) =
        page_.item(strand.head).banner ? kOneBlock : 1;
    const PageItem& before = page_.item(item - 1);
    if (before.kind == PageItem::Kind::kBreak || before.lost_tail) At(clues, ClueId::kStayAcrossBreak) = 1;
    return clues;
  }
  Leave(source, clues);
  if (!source.interleaves) At(clues, ClueId::kPageInterleaves) = 1;
  if (!source.tails_begun) At(clues, ClueId::kBandInterleaves) = 1;
  if (!page_.has_body(strand)) {
    const bool banner = page_.item(strand.head).banner;
    At(clues, banner ? ClueId::kSwitchBanner : ClueId::kSwitchHead) = 1;
    if (banner) return clues;
  } else {
    At(clues, Of(ClueId::kSwitchStop, page_.ending(strand))) = 1;
  }
  At(clues, ClueId::kBandsBack) = static_cast<float>(std::min(3, source.band - chosen.band));
  const Skipped skipped = SkippedBefore(source, slot);
  At(clues, ClueId::kSkipStop) = static_cast<float>(skipped.ended);
  At(clues, source.out_of_order ? ClueId::kSkipOpenAgain : ClueId::kSkipOpen) = static_cast<float>(skipped.open);
  return clues;
}

void Search::Continue(int from, int slot, int item) {
  const State& source = layers_[layers_.size() - 2].states[from];
  const Live chosen = source.live[slot];
  const int head = page_.strand(chosen.strand).head;
  const int last = page_.strand(chosen.strand).last;
  const bool truth = source.truth && (*truth_)[item] == head;
  TextEvidence& evidence = EvidenceOf(chosen.strand, item);
  ClueValues clues = LayoutClues(source, slot, item);
  const double score = LayoutScore(clues) + evidence.score;
  if (Hopeless(source.best + score, truth)) return;
  const bool stays = source.current == chosen.strand;
  State state = source;
  if (!stays) {
    state.tails_begun = state.interleaves = true;
    if (At(clues, ClueId::kSkipOpen) > 0) state.out_of_order = true;
  }
  int& extended = evidence.extended[stays ? 1 : 0];
  if (extended < 0) extended = page_.Extend(chosen.strand, item, stays);
  state.current = extended;
  state.Remove(slot);
  state.Append({extended, chosen.band, false});
  std::copy(evidence.clues.begin() + kLayoutClueCount, evidence.clues.end(), clues.begin() + kLayoutClueCount);
  Reach(from, state, clues, score, last, head, truth);
}

void Search::Orphan(int from, int item) {
  const State& source = layers_[layers_.size() - 2].states[from];
  ClueValues clues{};
  At(clues, ClueId::kOrphan) = 1;
  const bool truth = source.truth && (*truth_)[item] < 0;
  const double score = LayoutScore(clues);
  if (Hopeless(source.best + score, truth)) return;
  Reach(from, State(source), clues, score, kNone, -1, truth);
}

bool Search::InReach(const State& state, int slot) const {
  const Live& live = state.live[slot];
  const bool near = live.strand == state.current || state.band - live.band <= kMostBandsBack;
  return near || !page_.has_body(page_.strand(live.strand));
}

void Search::StepBody(int item) {
  const size_t count = layers_[layers_.size() - 2].states.size();
  for (size_t from = 0; from < count; ++from) {
    const int live = layers_[layers_.size() - 2].states[from].live_count;
    // The article at hand first: it makes most of the others hopeless.
    for (int slot = live - 1; slot >= 0; --slot) {
      if (InReach(layers_[layers_.size() - 2].states[from], slot)) Continue(static_cast<int>(from), slot, item);
    }
    Orphan(static_cast<int>(from), item);
  }
}

void Search::Prune(Layer& layer) {
  double best = kNever;
  for (const State& state : layer.states) best = std::max(best, state.best);
  std::vector<int> order;
  for (size_t i = 0; i < layer.states.size(); ++i) {
    if (layer.states[i].truth || layer.states[i].best >= best - kBeamWidth) order.push_back(static_cast<int>(i));
  }
  const auto better = [&](int a, int b) {
    const State& x = layer.states[a];
    const State& y = layer.states[b];
    return x.truth != y.truth ? x.truth : x.best > y.best;
  };
  std::sort(order.begin(), order.end(), better);
  if (order.size() > kBeam) order.resize(kBeam);
  std::vector<int> renamed(layer.states.size(), -1);
  std::vector<State> kept;
  for (int old : order) {
    renamed[old] = static_cast<int>(kept.size());
    kept.push_back(std::move(layer.states[old]));
  }
  layer.states = std::move(kept);
  Layer& before = layers_[layers_.size() - 2];
  std::vector<int> renamed_arcs(before.arcs.size(), -1);
  std::vector<Arc> arcs;
  for (size_t i = 0; i < before.arcs.size(); ++i) {
    Arc arc = before.arcs[i];
    if (renamed[arc.to] < 0) continue;
    arc.to = renamed[arc.to];
    renamed_arcs[i] = static_cast<int>(arcs.size());
    arcs.push_back(arc);
  }
  for (State& state : layer.states) state.best_arc = renamed_arcs[state.best_arc];
  before.arcs = std::move(arcs);
}

void Search::Step(int item) {
  layers_.emplace_back();
  reached_.clear();
  evidence_.clear();
  best_reached_ = kNever;
  switch (page_.item(item).kind) {
    case PageItem::Kind::kHead:
      StepHead(item);
      break;
    case PageItem::Kind::kBody:
      StepBody(item);
      break;
    case PageItem::Kind::kBreak:
      for (size_t from = 0; from < layers_[layers_.size() - 2].states.size(); ++from) {
        const State state = layers_[layers_.size() - 2].states[from];
        Reach(static_cast<int>(from), state, ClueValues{}, 0, kNoBody, -1, true);
      }
      break;
  }
  Prune(layers_.back());
}

// One state behind the last item: every article has ended.
void Search::Finish() {
  layers_.emplace_back();
  reached_.clear();
  const size_t count = layers_[layers_.size() - 2].states.size();
  for (size_t from = 0; from < count; ++from) {
    State state = layers_[layers_.size() - 2].states[from];
    ClueValues clues{};
    Leave(state, clues);
    CloseBand(state, clues);
    Reach(static_cast<int>(from), State{}, clues, LayoutScore(clues), kNoBody, -1, true);
  }
}

void Search::Run() {
  layers_.reserve(page_.size() + 2);
  layers_.emplace_back();
  State start;
  start.best = start.forward = 0;
  start.truth = truth_ != nullptr;
  layers_[0].states.push_back(start);
  for (int item = 0; item < page_.size(); ++item) Step(item);
  Finish();
  Forward();
}

void Search::Forward() {
  for (size_t i = 0; i + 1 < layers_.size(); ++i) {
    for (const Arc& arc : layers_[i].arcs) {
      State& to = layers_[i + 1].states[arc.to];
      to.forward = LogSum(to.forward, layers_[i].states[arc.from].forward + arc.score);
    }
  }
  layers_.back().states[0].backward = 0;
  for (size_t i = layers_.size() - 1; i-- > 0;) {
    for (const Arc& arc : layers_[i].arcs) {
      State& from = layers_[i].states[arc.from];
      from.backward = LogSum(from.backward, layers_[i + 1].states[arc.to].backward + arc.score);
    }
  }
}

double Search::Probability(int layer, const Arc& arc) const {
  return std::exp(layers_[layer].states[arc.from].forward + arc.score + layers_[layer + 1].states[arc.to].backward -
                  layers_.back().states[0].forward);
}

std::vector<ItemDecision::Candidate> Search::CandidatesOf(int item) const {
  std::vector<ItemDecision::Candidate> candidates;
  for (const Arc& arc : layers_[item].arcs) {
    if (arc.predecessor == kNoBody) continue;
    const double p = Probability(item, arc);
    const auto found = std::find_if(candidates.begin(), candidates.end(),
                                    [&](const auto& c) { return c.predecessor == arc.predecessor; });
    if (found == candidates.end()) {
      candidates.push_back({arc.predecessor, p});
    } else {
      found->probability += p;
    }
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const auto& a, const auto& b) { return a.probability > b.probability; });
  // Sums of exponentials round: what is certain can come out above 1.
  for (auto& candidate : candidates) candidate.probability = std::min(candidate.probability, 1.0);
  return candidates;
}

// Of all restorations the one with the most links right, as far as is known:
// that with the greatest sum of its links' probabilities.
void Search::ChooseArcs(const std::vector<ItemDecision>& decisions) {
  for (Layer& layer : layers_) {
    for (State& state : layer.states) state.best = kNever;
  }
  layers_[0].states[0].best = 0;
  for (size_t i = 0; i + 1 < layers_.size(); ++i) {
    for (size_t a = 0; a < layers_[i].arcs.size(); ++a) {
      const Arc& arc = layers_[i].arcs[a];
      double gain = 0;
      if (arc.predecessor != kNoBody) {
        for (const auto& candidate : decisions[i].candidates) {
          if (candidate.predecessor == arc.predecessor) gain = candidate.probability;
        }
      }
      State& to = layers_[i + 1].states[arc.to];
      const double total = layers_[i].states[arc.from].best + gain;
      if (total <= to.best) continue;
      to.best = total;
      to.best_arc = static_cast<int>(a);
    }
  }
}

std::vector<ItemDecision> Search::Decide() {
  std::vector<ItemDecision> decisions(page_.size());
  for (int item = 0; item < page_.size(); ++item) decisions[item].candidates = CandidatesOf(item);
  ChooseArcs(decisions);
  int state = 0;
  for (int item = page_.size(); item >= 0; --item) {
    const Arc& arc = layers_[item].arcs[layers_[item + 1].states[state].best_arc];
    state = arc.from;
    if (item == page_.size() || arc.predecessor == kNoBody) continue;
    ItemDecision& decision = decisions[item];
    decision.article = arc.article;
    decision.predecessor = arc.predecessor;
    const State& source = layers_[item].states[arc.from];
    for (int slot = 0; slot < source.live_count; ++slot) {
      const int strand = source.live[slot].strand;
      if (page_.strand(strand).last != arc.predecessor) continue;
      decision.switched = strand != source.current;
      decision.clues = LayoutClues(source, slot, item);
      page_.AddTextClues(strand, item, decision.clues);
    }
  }
  return decisions;
}

Likelihood Search::Learn() {
  Likelihood likelihood;
  const double all = layers_.back().states[0].forward;
  double truth_score = 0;
  int truth_state = 0;
  for (size_t i = 0; i + 1 < layers_.size(); ++i) {
    const Arc* on_truth = nullptr;
    for (const Arc& arc : layers_[i].arcs) {
      const double p =
          std::exp(layers_[i].states[arc.from].forward + arc.score + layers_[i + 1].states[arc.to].backward - all);
      for (size_t c = 0; c < kClueCount; ++c) likelihood.gradient[c] -= p * kept_clues_[arc.clues][c];
      if (arc.from == truth_state && layers_[i + 1].states[arc.to].truth) {
        const bool body = arc.predecessor != kNoBody;
        if (!body || arc.article == (*truth_)[i]) on_truth = &arc;
      }
    }
    if (on_truth == nullptr) return Likelihood{};  // the truth fell out of the search
    for (size_t c = 0; c < kClueCount; ++c) likelihood.gradient[c] += kept_clues_[on_truth->clues][c];
    truth_score += on_truth->score;
    truth_state = on_truth->to;
  }
  likelihood.log_likelihood = truth_score - all;
  return likelihood;
}

}  // namespace

std::vector<ItemDecision> SearchRestoration(const std::vector<PageItem>& items, const LanguageModel& model,
                                            const ClueValues& weights) {
  return Search(items, model, weights, nullptr).Decide();
}

Likelihood LikelihoodOfTruth(const std::vector<PageItem>& items, const std::vector<int>& truth,
                             const LanguageModel& model, const ClueValues& weights) {
  return Search(items, model, weights, &truth).Learn();
}

}  // namespace broadsheet::ingest
