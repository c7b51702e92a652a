#include "ingest_service/parser/assemble/jumps.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "ingest_service/parser/classify/headline_evidence.h"
#include "ingest_service/parser/classify/jump.h"
#include "ingest_service/parser/classify/page_terms.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// What all pairs of characters shared count for against the model's nats.
constexpr double kSharedWeight = 20;
// Confidence in the only continuation between two pages.
constexpr double kOnly = 0.99;

struct End {
  size_t article;
  int page;
  std::string to;  // the page's number; empty if the extraction lost it
};

struct Start {
  size_t article;
  int page;
  std::string from;
  bool taken = false;
};

class JumpJoiner {
 public:
  JumpJoiner(const std::vector<std::string>& labels, const LanguageModel& model, AnalyzedText& analyzed,
             Stitching& stitching)
      : labels_(labels), model_(model), analyzed_(analyzed), articles_(stitching.articles) {}

  void Run() {
    FindEndsAndStarts();
    owners_.resize(articles_.size());
    std::iota(owners_.begin(), owners_.end(), size_t{0});
    for (const End& end : ends_) {
      const size_t owner = OwnerOf(end.article);
      Start* const start = Join(end, owner);
      if (start == nullptr) {
        articles_[owner].jump_missing = true;
      } else {
        start->taken = true;
        owners_[start->article] = owner;
      }
    }
    for (const Start& start : starts_) articles_[start.article].start_missing = !start.taken;
    size_t kept = 0;
    for (size_t i = 0; i < articles_.size(); ++i) {
      if (owners_[i] != i) continue;
      if (kept != i) articles_[kept] = std::move(articles_[i]);
      ++kept;
    }
    articles_.resize(kept);
  }

 private:
  std::string_view UnitText(size_t unit) const { return analyzed_.units[unit].passage.text; }

  std::string NumberOf(int page) const {
    const std::string number = PageNumber(labels_[page]);
    return number.empty() ? std::to_string(page + 1) : number;
  }

  // The jump that the unit is, if its role is this one.
  std::optional<Jump> JumpAt(size_t unit, Role role) const {
    if (unit >= analyzed_.units.size() || analyzed_.labels[unit].role != role) return std::nullopt;
    return FindJump(UnitText(unit));
  }

  void FindEndsAndStarts() {
    for (size_t a = 0; a < articles_.size(); ++a) {
      const StitchedArticle& article = articles_[a];
      const int page = analyzed_.items[article.head].page;
      for (size_t u = analyzed_.first_unit[article.head]; u < analyzed_.first_unit[article.head + 1]; ++u) {
        if (const auto jump = JumpAt(u, Role::kContinuation)) starts_.push_back({a, page, PageNumber(jump->page)});
      }
      if (article.body.empty()) continue;
      const size_t behind = analyzed_.first_unit[article.body.back().item + 1];
      const auto jump = JumpAt(behind, Role::kJump);
      if (jump && analyzed_.units[behind].page == page) ends_.push_back({a, page, PageNumber(jump->page)});
    }
  }

  std::string TextOf(const StitchedArticle& article) const {
    std::string text = analyzed_.items[article.head].text;
    for (const Link& link : article.body) text += analyzed_.items[link.item].text;
    return text;
  }

  // How well the continuation's text belongs behind the article's, in nats.
  double Fit(const StitchedArticle& article, std::string_view text, const StitchedArticle& continuation) const {
    if (continuation.body.empty()) return 0;
    const std::string& last = analyzed_.items[article.body.back().item].text;
    const double goes_on =
        EndsSentence(last) ? 0 : LineContinuation(model_, last, analyzed_.items[continuation.body.front().item].text);
    return goes_on + kSharedWeight * SharedPairs(TextOf(continuation), text);
  }

  // The article whose text an article's is by now.
  size_t OwnerOf(size_t article) const {
    while (owners_[article] != article) article = owners_[article];
    return article;
  }

  Start* Join(const End& end, size_t owner) {
    StitchedArticle& article = articles_[owner];
    std::vector<std::pair<double, Start*>> fits;
    for (Start& start : starts_) {
      const bool points = end.to.empty() || end.to == NumberOf(start.page);
      const bool points_back = start.from.empty() || start.from == NumberOf(end.page);
      const bool own = OwnerOf(start.article) == owner;  // they point at each other
      if (start.taken || own || start.page == end.page || !points || !points_back) continue;
      fits.emplace_back(0, &start);
    }
    if (fits.empty()) return nullptr;
    if (fits.size() > 1) {
      const std::string text = TextOf(article);
      for (auto& [fit, start] : fits) fit = Fit(article, text, articles_[start->article]);
    }
    std::stable_sort(fits.begin(), fits.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    double sum = 0;
    for (const auto& [fit, start] : fits) sum += std::exp(fit - fits[0].first);
    const StitchedArticle& chosen = articles_[fits[0].second->article];
    Append(chosen, kOnly / sum, article);
    if (fits.size() > 1 && !chosen.body.empty()) {
      const StitchedArticle& other = articles_[fits[1].second->article];
      Link& link = *(article.body.end() - static_cast<ptrdiff_t>(chosen.body.size()));
      link.runner_up = other.body.empty() ? other.head : other.body.front().item;
      link.runner_up_confidence = kOnly * std::exp(fits[1].first - fits[0].first) / sum;
    }
    RetireHead(chosen.head);
    return fits[0].second;
  }

  void Append(const StitchedArticle& continuation, double confidence, StitchedArticle& article) const {
    const bool open = !EndsSentence(analyzed_.items[article.body.back().item].text);
    for (size_t i = 0; i < continuation.body.size(); ++i) {
      Link& link = article.body.emplace_back(continuation.body[i]);
      if (i > 0) continue;
      link.inside_paragraph = open;
      link.seam = true;
      link.confidence = confidence;
      link.runner_up = -1;
      link.clues = {{"jump", std::log(confidence / (1 - confidence))}};
    }
    article.end_missing = continuation.end_missing;
  }

  void RetireHead(int head) {
    for (size_t u = analyzed_.first_unit[head]; u < analyzed_.first_unit[head + 1]; ++u) {
      analyzed_.labels[u] = {Role::kJump, record::v1::FURNITURE_TYPE_JUMP, true};
    }
  }

  const std::vector<std::string>& labels_;
  const LanguageModel& model_;
  AnalyzedText& analyzed_;
  std::vector<StitchedArticle>& articles_;
  std::vector<size_t> owners_;  // of each article: the one it was joined to, or itself
  std::vector<End> ends_;
  std::vector<Start> starts_;
};

}  // namespace

void JoinJumps(const std::vector<std::string>& labels, const LanguageModel& model, AnalyzedText& analyzed,
               Stitching& stitching) {
  JumpJoiner(labels, model, analyzed, stitching).Run();
}

}  // namespace broadsheet::ingest
