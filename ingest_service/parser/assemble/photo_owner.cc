#include "ingest_service/parser/assemble/photo_owner.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/text/utf8.h"

namespace broadsheet::ingest {
namespace {

// Items on either side of a photo that articles are compared over: more than a
// page's band has, and a bound on the work that a page of photos makes.
constexpr int kAround = 40;
// Ideographs of a run that two texts do not share by chance.
constexpr size_t kTellingRun = 5;

class PhotoOwners {
 public:
  PhotoOwners(const AnalyzedText& analyzed, const Stitching& stitching)
      : analyzed_(analyzed), stitching_(stitching), owner_(analyzed.items.size(), -1) {
    for (size_t a = 0; a < stitching.articles.size(); ++a) {
      owner_[stitching.articles[a].head] = static_cast<int>(a);
      for (const Link& link : stitching.articles[a].body) owner_[link.item] = static_cast<int>(a);
    }
  }

  std::vector<std::vector<int>> Run() const {
    std::vector<std::vector<int>> photos(stitching_.articles.size());
    for (int i = 0; i < static_cast<int>(analyzed_.items.size()); ++i) {
      if (const int owner = OwnerOf(i); owner >= 0) photos[owner].push_back(i);
    }
    return photos;
  }

 private:
  // The article that the photo `item` belongs to; -1: none.
  int OwnerOf(int item) const {
    if (!analyzed_.IsPhoto(item) || analyzed_.labels[analyzed_.FirstUnit(item)].role != Role::kCaption) return -1;
    const std::string_view caption = analyzed_.units[analyzed_.FirstUnit(item)].passage.text;
    for (const int neighbour : {Neighbour(item, -1), Neighbour(item, 1)}) {
      if (neighbour >= 0 && IsAbout(caption, item, neighbour)) return neighbour;
    }
    return -1;
  }

  // The article of the nearest piece before or behind a photo.
  int Neighbour(int item, int step) const {
    const int size = static_cast<int>(analyzed_.items.size());
    for (int i = item + step; i >= 0 && i < size && std::abs(i - item) <= kAround; i += step) {
      if (analyzed_.items[i].page != analyzed_.items[item].page) return -1;
      if (analyzed_.items[i].kind != PageItem::Kind::kBreak) return owner_[i];
    }
    return -1;
  }

  bool IsAbout(std::string_view caption, int item, int article) const {
    std::string own, others;
    const int size = static_cast<int>(analyzed_.items.size());
    for (int i = std::max(0, item - kAround); i < std::min(size, item + kAround); ++i) {
      if (owner_[i] < 0 || analyzed_.items[i].page != analyzed_.items[item].page) continue;
      (owner_[i] == article ? own : others) += analyzed_.items[i].text + "\n";
    }
    const std::string& speaker = analyzed_.items[stitching_.articles[article].head].speaker;
    if (!speaker.empty() && caption.find(speaker) != caption.npos) return true;
    return ShareRun(caption, own, others);
  }

  // Some run of the caption is in `own` and not in `others`.
  static bool ShareRun(std::string_view caption, std::string_view own, std::string_view others) {
    std::vector<size_t> starts;  // of the ideographs read last, without a break
    for (size_t at = 0; at < caption.size();) {
      const size_t begin = at;
      if (!IsHan(NextCharacter(caption, at))) {
        starts.clear();
        continue;
      }
      starts.push_back(begin);
      if (starts.size() < kTellingRun) continue;
      const size_t from = starts[starts.size() - kTellingRun];
      const std::string_view run = caption.substr(from, at - from);
      if (own.find(run) != own.npos && others.find(run) == others.npos) return true;
    }
    return false;
  }

  const AnalyzedText& analyzed_;
  const Stitching& stitching_;
  std::vector<int> owner_;  // article of each item; -1: none
};

}  // namespace

std::vector<std::vector<int>> PhotosOfArticles(const AnalyzedText& analyzed, const Stitching& stitching) {
  return PhotoOwners(analyzed, stitching).Run();
}

}  // namespace broadsheet::ingest
