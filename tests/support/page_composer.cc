#include "tests/support/page_composer.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <stdexcept>

#include "common/text/utf8.h"

namespace broadsheet::testing {
namespace {

constexpr size_t kSeamContext = 24;   // bytes kept on each side of a seam
constexpr size_t kLeastPiece = 8;     // characters of a paragraph on each side of a cut
constexpr int kRepeatPercent = 6;     // kFree: paragraphs that extraction repeats
constexpr int kMissingPercent = 10;   // kFree: articles whose last piece is missing
constexpr int kCleanCutPercent = 20;  // kFree: cuts that fall between paragraphs

// std::uniform_int_distribution differs between libraries; this does not.
class Dice {
 public:
  explicit Dice(uint32_t seed) : engine_(seed) {}
  size_t Below(size_t limit) { return engine_() % limit; }
  bool Percent(int chance) { return Below(100) < static_cast<size_t>(chance); }
  template <typename Items>
  const auto& Pick(const Items& items) {
    return items[Below(std::size(items))];
  }

 private:
  std::mt19937 engine_;
};

// One column's part of an article. `joins`: its first paragraph goes on in the
// middle of the last one of the piece before.
struct Piece {
  std::vector<std::string> paragraphs;
  bool joins = false;
};

size_t AfterCharacters(const std::string& text, size_t count) {
  size_t at = 0;
  while (count-- > 0 && at < text.size()) NextCharacter(text, at);
  return at;
}

std::vector<Piece> Cut(const std::vector<std::string>& paragraphs, size_t pieces, int clean_percent, Dice& dice) {
  std::vector<Piece> result(1);
  const size_t per_piece = std::max<size_t>(1, paragraphs.size() / pieces);
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    const bool cut_here = i > 0 && i % per_piece == 0 && result.size() < pieces;
    if (!cut_here) {
      result.back().paragraphs.push_back(paragraphs[i]);
      continue;
    }
    const size_t length = CountCharacters(paragraphs[i]);
    if (dice.Percent(clean_percent) || length < 3 * kLeastPiece) {
      result.push_back({{paragraphs[i]}, false});
      continue;
    }
    const size_t at = AfterCharacters(paragraphs[i], kLeastPiece + dice.Below(length - 2 * kLeastPiece));
    result.back().paragraphs.push_back(paragraphs[i].substr(0, at));
    result.push_back({{paragraphs[i].substr(at)}, true});
  }
  return result;
}

struct Column {
  std::vector<std::string> head;  // lines of the headline block and the byline
  std::vector<Piece> pieces;
};

std::string ReporterName(Dice& dice) {
  static const std::vector<std::string> kSurnames = {"顾", "贺", "陶", "骆", "岑", "欧阳", "易", "祝"};
  static const std::vector<std::string> kGiven = {"宁", "一鸣", "晚舟", "青禾", "然", "若谷"};
  return dice.Pick(kSurnames) + dice.Pick(kGiven);
}

// Puts the reporters where this page prints them.
void Sign(Column& column, ComposedArticle& truth, std::vector<std::string>& paragraphs, size_t style, Dice& dice) {
  const std::string name = ReporterName(dice);
  switch (style) {
    case 0:
      column.head.push_back("\n■滨江时报记者 " + name);
      break;
    case 1:
      column.head.push_back("\n本报记者 " + name);
      break;
    case 2:
      paragraphs[0] = "本报讯（记者" + name + "）" + paragraphs[0];
      break;
    case 3:
      paragraphs.back() += "（记者 " + name + "）";
      break;
    default:
      return;
  }
  truth.reporters.push_back(name);
}

Column MakeColumn(const InventedArticle& article, Layout layout, size_t style, Dice& dice, ComposedArticle& truth) {
  Column column;
  truth.headline = article.headline;
  column.head.push_back(article.headline);
  std::vector<std::string> paragraphs = article.paragraphs;
  Sign(column, truth, paragraphs, style, dice);
  const size_t pieces = layout == Layout::kWhole ? 1 : 2 + dice.Below(2);
  column.pieces = Cut(paragraphs, pieces, layout == Layout::kFree ? kCleanCutPercent : 0, dice);
  if (layout == Layout::kFree && column.pieces.size() > 1 && dice.Percent(kMissingPercent)) {
    truth.truncated = column.pieces.back().joins;
    column.pieces.pop_back();
  }
  return column;
}

void RecordText(const Column& column, ComposedArticle& truth) {
  for (size_t p = 0; p < column.pieces.size(); ++p) {
    const Piece& piece = column.pieces[p];
    if (p > 0) {
      const size_t size = truth.text.size(), from = size > kSeamContext ? size - kSeamContext : 0;
      truth.seams.emplace_back(truth.text.substr(from), piece.paragraphs[0].substr(0, kSeamContext));
    }
    for (size_t i = 0; i < piece.paragraphs.size(); ++i) {
      if (!truth.text.empty() && !(i == 0 && piece.joins)) truth.text += "\n";
      truth.text += piece.paragraphs[i];
    }
  }
}

// The order in which the extractor meets the pieces: indices of columns.
std::vector<size_t> ReadingOrder(const std::vector<Column>& band, Layout layout, Dice& dice) {
  std::vector<size_t> order, left;
  for (const auto& column : band) left.push_back(column.pieces.size());
  for (size_t c = 0; c < band.size(); ++c, --left[c - 1]) order.push_back(c);
  while (std::any_of(left.begin(), left.end(), [](size_t n) { return n > 0; })) {
    for (size_t c = 0; c < band.size(); ++c) {
      const size_t take = layout == Layout::kFree ? dice.Below(band.size()) : c;
      if (left[take] == 0) continue;
      --left[take];
      order.push_back(take);
    }
  }
  return order;
}

void Print(const std::vector<Column>& band, Layout layout, Dice& dice, std::string& out) {
  std::vector<size_t> next(band.size(), 0);
  for (const size_t c : ReadingOrder(band, layout, dice)) {
    if (next[c] == 0) {
      for (const auto& line : band[c].head) out += line + "\n";
      out += "\n";
    }
    for (const auto& paragraph : band[c].pieces[next[c]].paragraphs) {
      out += paragraph + "\n\n";
      if (layout == Layout::kFree && CountCharacters(paragraph) > 60 && dice.Percent(kRepeatPercent)) {
        out += paragraph + "\n\n";
      }
    }
    ++next[c];
  }
}

}  // namespace

std::vector<InventedArticle> ReadInventedArticles(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<InventedArticle> articles;
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("= ", 0) == 0) articles.push_back({line.substr(2), {}});
    if (line.rfind("- ", 0) == 0) articles.back().paragraphs.push_back(line.substr(2));
  }
  return articles;
}

ComposedPage ComposePage(const std::vector<InventedArticle>& articles, Layout layout, uint32_t seed) {
  Dice dice(seed);
  ComposedPage page;
  page.text = "滨江时报 2025年3月8日 星期六\n\n";
  std::vector<InventedArticle> pool = articles;
  for (size_t i = pool.size(); i > 1; --i) std::swap(pool[i - 1], pool[dice.Below(i)]);
  pool.resize(std::min<size_t>(pool.size(), 4 + dice.Below(5)));
  const size_t style = dice.Below(5);

  for (size_t at = 0; at < pool.size();) {
    const size_t width = layout == Layout::kWhole ? 1 : std::min(pool.size() - at, 2 + dice.Below(2));
    std::vector<Column> band;
    for (size_t c = 0; c < width; ++c, ++at) {
      ComposedArticle& truth = page.articles.emplace_back();
      band.push_back(MakeColumn(pool[at], layout, style, dice, truth));
      RecordText(band.back(), truth);
    }
    Print(band, layout, dice, page.text);
  }
  page.text += "责编：孟夏\n";
  return page;
}

}  // namespace broadsheet::testing
