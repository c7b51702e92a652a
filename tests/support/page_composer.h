// Newspaper pages with a known answer, laid out from invented articles.
//
// Articles stand side by side in the columns of a band; extraction walks the
// columns, so an article is cut where its column ends, anywhere in a sentence,
// and goes on behind pieces of its neighbours.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace broadsheet::testing {

struct InventedArticle {
  std::string headline;
  std::vector<std::string> paragraphs;
};

// Reads a file of "= headline" and "- paragraph" lines. Throws if it cannot.
std::vector<InventedArticle> ReadInventedArticles(const std::string& path);

enum class Layout {
  kWhole,  // articles follow each other
  kBands,  // columns of a band continue in the band's order
  kFree,   // columns continue in any order, some cuts fall between paragraphs,
           // paragraphs repeat and some ends are missing
};

struct ComposedArticle {
  std::string headline;  // its lines joined
  std::vector<std::string> reporters;
  std::string text;  // paragraphs joined by \n, as it should be restored
  bool truncated = false;
  std::vector<std::pair<std::string, std::string>> seams;  // text before and behind
};

struct ComposedPage {
  std::string text;
  std::vector<ComposedArticle> articles;  // in the order of their headlines
};

// The same seed gives the same page everywhere.
ComposedPage ComposePage(const std::vector<InventedArticle>& articles, Layout layout, uint32_t seed);

}  // namespace broadsheet::testing
