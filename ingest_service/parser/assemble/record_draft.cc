#include "ingest_service/parser/assemble/record_draft.h"

#include <algorithm>

#include "ingest_service/parser/assemble/photo_owner.h"

namespace broadsheet::ingest {
namespace {

// A continuation from another page may stand under no headline.
bool HasTitle(const AnalyzedText& analyzed, int head) {
  for (size_t u = analyzed.FirstUnit(head); u < analyzed.EndUnit(head); ++u) {
    if (analyzed.labels[u].role == Role::kTitle) return true;
  }
  return false;
}

void AddArticles(const AnalyzedText& analyzed, const Stitching& stitching, std::vector<RecordDraft>& drafts) {
  const std::vector<std::vector<int>> photos = PhotosOfArticles(analyzed, stitching);
  for (size_t a = 0; a < stitching.articles.size(); ++a) {
    const StitchedArticle& article = stitching.articles[a];
    if (article.body.empty() && !HasTitle(analyzed, article.head)) continue;  // a jump to no text
    RecordDraft& draft = drafts.emplace_back();
    draft.start = analyzed.StartOf(article.head);
    draft.article = &article;
    draft.photos = photos[a];
  }
}

void AddPhotos(const AnalyzedText& analyzed, std::vector<RecordDraft>& drafts) {
  std::vector<bool> taken(analyzed.items.size());
  for (const RecordDraft& draft : drafts) {
    for (const int photo : draft.photos) taken[photo] = true;
  }
  for (int i = 0; i < static_cast<int>(analyzed.items.size()); ++i) {
    if (taken[i] || !analyzed.IsPhoto(i)) continue;
    RecordDraft& draft = drafts.emplace_back();
    draft.start = analyzed.StartOf(i);
    draft.own.emplace_back().item = i;
  }
}

void AddFragments(const AnalyzedText& analyzed, const std::vector<Link>& orphans, std::vector<RecordDraft>& drafts) {
  int before = -2;
  for (const Link& orphan : orphans) {
    const bool goes_on = orphan.item == before + 1 && analyzed.items[orphan.item].page == analyzed.items[before].page;
    if (!goes_on) drafts.emplace_back().start = analyzed.StartOf(orphan.item);
    drafts.back().own.push_back(orphan);
    before = orphan.item;
  }
}

}  // namespace

std::vector<RecordDraft> DraftRecords(const AnalyzedText& analyzed, const Stitching& stitching) {
  std::vector<RecordDraft> drafts;
  AddArticles(analyzed, stitching, drafts);
  AddPhotos(analyzed, drafts);
  AddFragments(analyzed, stitching.orphans, drafts);
  std::stable_sort(drafts.begin(), drafts.end(),
                   [](const RecordDraft& a, const RecordDraft& b) { return a.start < b.start; });
  return drafts;
}

}  // namespace broadsheet::ingest
