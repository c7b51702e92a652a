#include "ingest_service/parser/stitch.h"

#include "ingest_service/parser/characters.h"

namespace broadsheet::ingest {

// Document order: each item belongs to the last headline before it.
Stitching Stitch(const std::vector<PageItem>& items, const LanguageModel&) {
  Stitching stitching;
  int page = -1;
  for (int i = 0; i < static_cast<int>(items.size()); ++i) {
    Link link;
    link.item = i;
    if (items[i].kind == PageItem::Kind::kHead) {
      stitching.articles.emplace_back().head = i;
      page = items[i].page;
    } else if (items[i].kind == PageItem::Kind::kBody && items[i].page == page) {
      stitching.articles.back().body.push_back(link);
    } else if (items[i].kind == PageItem::Kind::kBody) {
      stitching.orphans.push_back(link);
    }
  }
  for (StitchedArticle& article : stitching.articles) {
    article.end_missing = !article.body.empty() && !EndsSentence(items[article.body.back().item].text);
  }
  return stitching;
}

}  // namespace broadsheet::ingest
