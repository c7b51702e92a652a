// Fits the weights of stitching, or measures it: see --help.
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "ingest_service/parser/language_model.h"
#include "ingest_service/parser/stitch.h"
#include "ingest_service/parser/stitch_clue.h"
#include "ingest_service/parser/stitch_search.h"

namespace broadsheet::ingest {
namespace {

struct LabelledPage {
  std::string name, tier;
  std::vector<PageItem> items;
  std::vector<int> truth;
};

std::vector<LabelledPage> ReadPages(const char* path) {
  std::vector<LabelledPage> pages;
  std::ifstream in(path);
  std::string line;
  std::map<int, int> heads;
  while (std::getline(in, line)) {
    std::vector<std::string> f;
    std::stringstream s(line);
    for (std::string x; std::getline(s, x, '\t');) f.push_back(x);
    if (f[0] == "P") {
      pages.push_back({f[1], f[2], {}, {}});
      heads.clear();
    } else if (f[0] == "H") {
      heads[std::stoi(f[1])] = static_cast<int>(pages.back().items.size());
      PageItem item;
      item.kind = PageItem::Kind::kHead;
      item.text = f[2];
      if (f.size() > 3) item.speaker = f[3];
      pages.back().truth.push_back(-1);
      pages.back().items.push_back(item);
    } else if (f[0] == "B") {
      PageItem item;
      item.text = f[2];
      pages.back().truth.push_back(std::stoi(f[1]) < 0 ? -1 : heads.at(std::stoi(f[1])));
      pages.back().items.push_back(item);
    } else if (f[0] == "X") {
      PageItem item;
      item.kind = PageItem::Kind::kBreak;
      pages.back().truth.push_back(-1);
      pages.back().items.push_back(item);
    }
  }
  return pages;
}

struct Score {
  int articles = 0, exact = 0, seams = 0, found = 0, given = 0, pages = 0;
  void Print(const char* name) const {
    std::printf("%-7s pages=%d articles=%d exact=%.4f seams=%d recall=%.4f precision=%.4f\n", name, pages, articles,
                exact * 1.0 / std::max(1, articles), seams, found * 1.0 / std::max(1, seams),
                found * 1.0 / std::max(1, given));
  }
};

std::map<std::string, Score> Measure(const std::vector<LabelledPage>& pages, const LanguageModel& model,
                                     const ClueValues& weights, int show,
                                     std::vector<std::pair<double, bool>>* reliability) {
  std::map<std::string, Score> scores;
  for (const LabelledPage& page : pages) {
    const auto decisions = SearchRestoration(page.items, model, weights);
    Score& score = scores[page.tier];
    ++score.pages;
    std::map<int, std::vector<int>> truth, got;
    for (size_t i = 0; i < page.items.size(); ++i) {
      if (page.items[i].kind == PageItem::Kind::kHead) truth[i], got[i];
      if (page.items[i].kind != PageItem::Kind::kBody) continue;
      if (page.truth[i] >= 0) truth[page.truth[i]].push_back(i);
      if (decisions[i].article >= 0) got[decisions[i].article].push_back(i);
    }
    std::map<int, int> before;
    for (auto& [head, items] : truth)
      for (size_t k = 0; k < items.size(); ++k) before[items[k]] = k ? items[k - 1] : head;
    bool bad = false;
    for (auto& [head, items] : truth) {
      ++score.articles;
      score.exact += items == got[head];
      bad |= items != got[head];
    }
    int last_body = -1;
    for (size_t i = 0; i < page.items.size(); ++i) {
      if (page.items[i].kind == PageItem::Kind::kHead) last_body = i;
      if (page.items[i].kind != PageItem::Kind::kBody) continue;
      const bool true_seam = page.truth[i] >= 0 && before[i] != last_body;
      const bool right = page.truth[i] >= 0 && before[i] == decisions[i].predecessor;
      score.seams += true_seam;
      score.found += true_seam && right;
      score.given += decisions[i].switched;
      if (reliability && decisions[i].switched) {
        for (auto& c : decisions[i].candidates)
          if (c.predecessor == decisions[i].predecessor) reliability->push_back({c.probability, right});
      }
      last_body = i;
    }
    if (bad && show-- > 0) {
      std::printf("== %s %s\n", page.name.c_str(), page.tier.c_str());
      for (size_t i = 0; i < page.items.size(); ++i) {
        const auto& item = page.items[i];
        const std::string& t = item.text;
        auto cut = [&](bool front) {
          std::u32string dummy;
          size_t n = 0, at = front ? 0 : t.size();
          while (n < 14 && (front ? at < t.size() : at > 0)) {
            if (front) {
              ++at;
              while (at < t.size() && (t[at] & 0xC0) == 0x80) ++at;
            } else {
              --at;
              while (at > 0 && (t[at] & 0xC0) == 0x80) --at;
            }
            ++n;
          }
          return front ? t.substr(0, at) : t.substr(at);
        };
        if (item.kind == PageItem::Kind::kBreak) {
          std::printf("%3zu --\n", i);
          continue;
        }
        if (item.kind == PageItem::Kind::kHead) {
          std::printf("%3zu # %s\n", i, t.c_str());
          continue;
        }
        double p = 0;
        for (auto& c : decisions[i].candidates)
          if (c.predecessor == decisions[i].predecessor) p = c.probability;
        std::printf("%3zu %s a=%d/%d pred=%d/%d p=%.2f  %s … %s (%zu)\n", i,
                    before.count(i) && before[i] == decisions[i].predecessor ? "  " : "!!", decisions[i].article,
                    page.truth[i], decisions[i].predecessor, before.count(i) ? before[i] : -1, p, cut(true).c_str(),
                    cut(false).c_str(), t.size() / 3);
      }
    }
  }
  return scores;
}

void Report(const std::vector<LabelledPage>& pages, const LanguageModel& model, const ClueValues& weights, int show) {
  std::vector<std::pair<double, bool>> reliability;
  const std::clock_t start = std::clock();
  for (auto& [tier, score] : Measure(pages, model, weights, show, &reliability)) score.Print(tier.c_str());
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  double total = 0;
  std::map<std::string, double> by_tier;
  for (const auto& page : pages) {
    const double l = LikelihoodOfTruth(page.items, page.truth, model, weights).log_likelihood;
    total += l;
    by_tier[page.tier] += l;
  }
  std::printf("%.0f pages/s, log-likelihood %.1f (", pages.size() / seconds, total);
  for (auto& [t, l] : by_tier) std::printf("%s %.1f ", t.c_str(), l);
  std::printf(")\n");
  for (double low : {0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99}) {
    const double high = low == 0.0    ? 0.3
                        : low == 0.3  ? 0.5
                        : low == 0.5  ? 0.7
                        : low == 0.7  ? 0.8
                        : low == 0.8  ? 0.9
                        : low == 0.9  ? 0.95
                        : low == 0.95 ? 0.99
                                      : 1.1;
    int n = 0, ok = 0;
    double sum = 0;
    for (auto& [p, right] : reliability)
      if (p >= low && p < high) ++n, ok += right, sum += p;
    if (n) std::printf("  p %.2f-%.2f n=%d mean=%.3f right=%.3f\n", low, std::min(high, 1.0), n, sum / n, ok * 1.0 / n);
  }
}

int Main(int argc, char** argv) {
  auto model = LanguageModel::Load("/usr/lib/x86_64-linux-gnu/libime/zh_CN.lm");
  if (!model.ok()) {
    std::cerr << model.status() << "\n";
    return 1;
  }
  ClueValues weights;
  for (size_t i = 0; i < kClueCount; ++i) weights[i] = kStitchWeights[i].weight;
  if (argc >= 3 && !std::strcmp(argv[1], "test")) {
    if (argc > 4) {
      std::ifstream in(argv[4]);
      std::string line;
      size_t k = 0;
      while (std::getline(in, line)) {
        auto a = line.find(", ");
        weights[k++] = std::stof(line.substr(a + 2));
      }
    }
    Report(ReadPages(argv[2]), **model, weights, argc > 3 ? std::atoi(argv[3]) : 0);
    return 0;
  }
  // fit TSV EPOCHS OUT
  auto pages = ReadPages(argv[2]);
  const int epochs = std::atoi(argv[3]);
  std::array<double, kClueCount> w{}, squares{}, prior{}, sum{};
  for (size_t i = 0; i < kClueCount; ++i) w[i] = prior[i] = weights[i], squares[i] = 1;
  std::mt19937 random(1);
  std::vector<int> order(pages.size());
  std::iota(order.begin(), order.end(), 0);
  const double l2 = 0.5 / pages.size();
  for (int epoch = 0; epoch < epochs; ++epoch) {
    std::shuffle(order.begin(), order.end(), random);
    double total = 0;
    int lost = 0;
    sum = {};
    for (int p : order) {
      for (size_t i = 0; i < kClueCount; ++i) weights[i] = static_cast<float>(w[i]);
      const auto l = LikelihoodOfTruth(pages[p].items, pages[p].truth, **model, weights);
      total += l.log_likelihood;
      if (l.log_likelihood == 0) ++lost;
      for (size_t i = 0; i < kClueCount; ++i) {
        const double g = l.gradient[i] - l2 * w[i];
        squares[i] += g * g;
        w[i] += 0.3 * g / std::sqrt(squares[i]);
        sum[i] += w[i];
      }
    }
    std::fprintf(stderr, "epoch %d log-likelihood per page %.4f zero %d\n", epoch, total / pages.size(), lost);
  }
  std::ofstream out(argv[4]);
  for (size_t i = 0; i < kClueCount; ++i) {
    char b[100];
    std::snprintf(b, sizeof b, "{\"%s\", %.3fF},\n", kStitchWeights[i].name, sum[i] / pages.size());
    out << b;
  }
  return 0;
}

}  // namespace
}  // namespace broadsheet::ingest

int main(int argc, char** argv) { return broadsheet::ingest::Main(argc, argv); }
