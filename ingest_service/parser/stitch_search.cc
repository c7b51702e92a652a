#include "ingest_service/parser/stitch_search.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <utility>

#include "ingest_service/parser/stitch_page.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kBeam = 64;       // states kept at an item
constexpr double kBeamWidth = 14;  // nats below the best that are kept
constexpr size_t kMostLive = 12;   // articles that may still go on
constexpr double kNever = -std::numeric_limits<double>::infinity();

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
  std::vector<Live> live;  // the one left longest ago first
  int current = -1;        // strand of the item before; −1: none
  int band = 0;
  bool tails_begun = false;   // an article of this band has been gone on with
  bool out_of_order = false;  // one of this band was passed over while open
  double best = kNever, forward = kNever, backward = kNever;
  int best_arc = -1;
  bool truth = false;
};

struct Arc {
  int from, to;     // states of this layer and the next
  int predecessor;  // item; −1: orphan; −2: not a body
  int article;      // head
  double score;
  int clues;  // index; −1: not kept
};

struct Layer {
  std::vector<State> states;
  std::vector<Arc> arcs;  // into the next layer
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
  void Reach(int from, State&& to, const ClueValues& clues, int predecessor, int article, bool truth);

  void Leave(const State& state, ClueValues& clues) const;
  void Charge(const Strand& strand, float sign, ClueValues& clues) const;
  void CloseBand(State& state, ClueValues& clues) const;
  // Articles of a band that were left before another one was, and not gone on with.
  struct Skipped {
    int open = 0, ended = 0;
  };
  Skipped SkippedBefore(const State& source, size_t slot) const;
  ClueValues CluesOf(const State& source, size_t slot, int item);
  void Continue(int from, size_t slot, int item);
  void Orphan(int from, int item);
  void Forward();

  StitchPage page_;
  const ClueValues& weights_;
  const std::vector<int>* truth_;
  std::vector<Layer> layers_;
  std::unordered_map<uint64_t, int> reached_;
  std::unordered_map<uint64_t, int> extended_;  // strand and item → strand
  std::vector<ClueValues> kept_clues_;
};

uint64_t Search::Signature(const State& state) const {
  uint64_t hash = static_cast<uint64_t>(state.band) << 2 | (state.tails_begun ? 2 : 0) | (state.out_of_order ? 1 : 0);
  const auto add = [&](uint64_t value) {
    hash = (hash ^ value) * 0xff51afd7ed558ccd;
    hash ^= hash >> 32;
  };
  for (const Live& live : state.live) {
    add(static_cast<uint64_t>(page_.strand(live.strand).last) << 32 |
        static_cast<uint32_t>(page_.strand(live.strand).head));
  }
  add(state.current < 0 ? ~uint64_t{0} : static_cast<uint64_t>(page_.strand(state.current).last));
  return hash;
}

void Search::Reach(int from, State&& to, const ClueValues& clues, int predecessor, int article, bool truth) {
  Layer& layer = layers_[layers_.size() - 2];
  Layer& next = layers_.back();
  double score = 0;
  for (size_t i = 0; i < kClueCount; ++i) score += static_cast<double>(weights_[i]) * clues[i];
  const State& source = layer.states[from];
  const double total = source.best + score;
  truth = truth && source.truth;
  const auto [it, added] = reached_.emplace(Signature(to), static_cast<int>(next.states.size()));
  if (added) next.states.push_back({});
  State& target = next.states[it->second];
  const bool was_truth = target.truth;
  if (total > target.best || added) {
    target = std::move(to);
    target.best = total;
    target.best_arc = static_cast<int>(layer.arcs.size());
  }
  target.truth = was_truth || truth;
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
    At(clues, ClueId::kLeaveHead) = 1;
    return;
  }
  if (page_.ending(left) == Ending::kStop) At(clues, ClueId::kLeaveStop) = 1;
  if (page_.ending(left) == Ending::kTitle) At(clues, ClueId::kLeaveTitle) = 1;
  if (left.columns > 1 && left.finished_length > 0) {
    const double ratio = std::log((left.column_length + 20.0) / (left.finished_length + 20.0));
    At(clues, ClueId::kColumnLength) = static_cast<float>(std::min(std::abs(ratio), 2.0));
  }
}

void Search::Charge(const Strand& strand, float sign, ClueValues& clues) const {
  if (!page_.has_body(strand)) {
    At(clues, ClueId::kEndHead) += sign;
    return;
  }
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
  for (Live& live : state.live) {
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
    if (state.live.size() >= kMostLive) {
      const Live& oldest = state.live.front();
      if (!oldest.charged) Charge(page_.strand(oldest.strand), 1, clues);
      state.live.erase(state.live.begin());
    }
    state.live.push_back({strand, state.band, false});
    state.current = strand;
    Reach(static_cast<int>(from), std::move(state), clues, -2, item, true);
  }
}

// The clues of `item` going on with source.live[slot].
ClueValues Search::CluesOf(const State& source, size_t slot, int item) {
  const Live& chosen = source.live[slot];
  const Strand strand = page_.strand(chosen.strand);
  ClueValues clues{};
  page_.AddTextClues(chosen.strand, item, clues);
  if (chosen.charged) Charge(strand, -1, clues);
  if (source.current == chosen.strand) {
    At(clues, page_.has_body(strand) ? Of(ClueId::kStayStop, page_.ending(strand)) : ClueId::kStayHead) = 1;
    return clues;
  }
  At(clues, page_.has_body(strand) ? Of(ClueId::kSwitchStop, page_.ending(strand)) : ClueId::kSwitchHead) = 1;
  At(clues, ClueId::kBandsBack) = static_cast<float>(std::min(3, source.band - chosen.band));
  Leave(source, clues);
  const Skipped skipped = SkippedBefore(source, slot);
  At(clues, ClueId::kSkipStop) = static_cast<float>(skipped.ended);
  At(clues, source.out_of_order ? ClueId::kSkipOpenAgain : ClueId::kSkipOpen) = static_cast<float>(skipped.open);
  return clues;
}

Search::Skipped Search::SkippedBefore(const State& source, size_t slot) const {
  Skipped skipped;
  for (size_t older = 0; older < slot; ++older) {
    const Live& live = source.live[older];
    if (live.band != source.live[slot].band || live.strand == source.current) continue;
    const bool ended = page_.ending(page_.strand(live.strand)) == Ending::kStop;
    ++(ended ? skipped.ended : skipped.open);
  }
  return skipped;
}

void Search::Continue(int from, size_t slot, int item) {
  const State& source = layers_[layers_.size() - 2].states[from];
  const ClueValues clues = CluesOf(source, slot, item);
  const Live chosen = source.live[slot];
  const int head = page_.strand(chosen.strand).head;
  const int last = page_.strand(chosen.strand).last;
  const bool stays = source.current == chosen.strand;
  State state = source;
  if (!stays) {
    state.tails_begun = true;
    if (SkippedBefore(source, slot).open > 0) state.out_of_order = true;
  }
  const auto [it, added] = extended_.emplace(static_cast<uint64_t>(chosen.strand) << 1 | (stays ? 1 : 0), 0);
  if (added) it->second = page_.Extend(chosen.strand, item, stays);
  state.current = it->second;
  state.live.erase(state.live.begin() + static_cast<ptrdiff_t>(slot));
  state.live.push_back({it->second, chosen.band, false});
  const bool truth = truth_ != nullptr && (*truth_)[item] == head;
  Reach(from, std::move(state), clues, last, head, truth);
}

void Search::Orphan(int from, int item) {
  State state = layers_[layers_.size() - 2].states[from];
  ClueValues clues{};
  At(clues, ClueId::kOrphan) = 1;
  const bool truth = truth_ != nullptr && (*truth_)[item] < 0;
  Reach(from, std::move(state), clues, -1, -1, truth);
}

void Search::StepBody(int item) {
  extended_.clear();
  const size_t count = layers_[layers_.size() - 2].states.size();
  for (size_t from = 0; from < count; ++from) {
    const size_t live = layers_[layers_.size() - 2].states[from].live.size();
    const bool glued = page_.item(item).glued;
    bool taken = false;
    for (size_t slot = 0; slot < live; ++slot) {
      const State& state = layers_[layers_.size() - 2].states[from];
      if (glued && state.current >= 0 && state.live[slot].strand != state.current) continue;
      Continue(static_cast<int>(from), slot, item);
      taken = true;
    }
    if (!glued || !taken || truth_ != nullptr) Orphan(static_cast<int>(from), item);
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
  if (order.size() > kBeam) {
    std::nth_element(order.begin(), order.begin() + kBeam, order.end(), better);
    order.resize(kBeam);
  }
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
  switch (page_.item(item).kind) {
    case PageItem::Kind::kHead:
      StepHead(item);
      break;
    case PageItem::Kind::kBody:
      StepBody(item);
      break;
    case PageItem::Kind::kBreak:
      for (size_t from = 0; from < layers_[layers_.size() - 2].states.size(); ++from) {
        State state = layers_[layers_.size() - 2].states[from];
        Reach(static_cast<int>(from), std::move(state), ClueValues{}, -2, -1, true);
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
    Reach(static_cast<int>(from), State{}, clues, -2, -1, true);
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

std::vector<ItemDecision> Search::Decide() {
  std::vector<ItemDecision> decisions(page_.size());
  const double all = layers_.back().states[0].forward;
  for (int item = 0; item < page_.size(); ++item) {
    std::vector<ItemDecision::Candidate>& candidates = decisions[item].candidates;
    for (const Arc& arc : layers_[item].arcs) {
      if (arc.predecessor < -1) continue;
      const double p = std::exp(layers_[item].states[arc.from].forward + arc.score +
                                layers_[item + 1].states[arc.to].backward - all);
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
  }
  int state = 0;
  for (int item = page_.size(); item >= 0; --item) {
    const Arc& arc = layers_[item].arcs[layers_[item + 1].states[state].best_arc];
    state = arc.from;
    if (item == page_.size() || arc.predecessor == -2) continue;
    ItemDecision& decision = decisions[item];
    decision.article = arc.article;
    decision.predecessor = arc.predecessor;
    const State& source = layers_[item].states[arc.from];
    for (size_t slot = 0; slot < source.live.size(); ++slot) {
      if (page_.strand(source.live[slot].strand).last != arc.predecessor) continue;
      decision.switched = source.live[slot].strand != source.current;
      decision.clues = CluesOf(source, slot, item);
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
        const bool body = arc.predecessor >= -1;
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
