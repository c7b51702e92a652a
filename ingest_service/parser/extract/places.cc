#include "ingest_service/parser/extract/places.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/text/utf8.h"
#include "ingest_service/parser/credits/media_names.h"
#include "ingest_service/parser/extract/divisions.h"
#include "ingest_service/parser/text/word_table.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Record;

// Words of the lexicon's places that name none.
constexpr WordTable kNoPlaces = {
    U"深度",     U"维度",           U"伦理",     U"宜居",     U"两国",     U"英雄",     U"大国",     U"外国",
    U"普及",     U"海洋",           U"美丽",     U"喜庆",     U"长达",     U"上市",     U"新建",     U"上岗",
    U"太阳",     U"海马",           U"回国",     U"共和国",   U"珍藏",     U"爱国",     U"新鲜",     U"大都",
    U"海关",     U"治安",           U"大街",     U"大桥",     U"波及",     U"新春",     U"大江",     U"大城市",
    U"大关",     U"福利",           U"滑坡",     U"河水",     U"沧桑",     U"欢庆",     U"拱坝",     U"建国",
    U"山沟",     U"城堡",           U"直属机关", U"军民共建", U"依法治国", U"擂台赛",   U"香港回归", U"美容美发店",
    U"中华文明", U"马克思列宁主义", U"北约",     U"城市",     U"东西",     U"山区",     U"北方",     U"南方",
    U"东方",     U"西方",           U"中部",     U"西部",     U"东部",     U"乡村",     U"一路平安", U"农村",
    U"山村",     U"古城",           U"小镇",     U"县城",     U"省城",     U"边疆",     U"内地",     U"海外",
    U"沿海",     U"平原",           U"高原",     U"草原",     U"长城",     U"运河",     U"市区",     U"城区",
    U"校区",     U"社区",           U"地区",     U"州县",     U"省市",     U"区县",     U"开发区",   U"经济特区",
    U"特区",     U"当地",           U"本地",     U"外地",     U"全省",     U"全市",     U"全县",     U"都市",
    U"城镇",     U"小区",           U"安康",     U"和平",     U"中央",     U"首都",     U"解放区",   U"根据地",
    U"三国",     U"大中城市",       U"广大干部", U"海湾",     U"青春",     U"商城",     U"镇区",     U"四荒",
    U"重建家园", U"长大",           U"欢度",     U"牡丹",     U"科教兴国", U"上门",     U"沿海地区", U"深水",
    U"中断",     U"四海",           U"大海",     U"山坡",     U"庆典",     U"上台",     U"加大力度", U"四国",
    U"港人治港", U"重大意义",       U"之日起",   U"山寨",     U"扎根",     U"自治州",   U"之国",     U"兴旺",
    U"北国",     U"神圣",           U"上街",     U"大河",     U"山城",     U"海峡",     U"长度",     U"古典",
    U"同庆",     U"山乡",           U"山川",     U"来京",     U"王国",     U"长龙",     U"驻京",     U"哥哥",
    U"缅怀",     U"云集",           U"垦区",     U"夕阳",     U"大山",     U"大门口",   U"大饭店",   U"山林",
    U"山水",     U"江湖",           U"军区",     U"治本",     U"深山",     U"湖泊",     U"登门",     U"百强县",
    U"自治县",   U"自治区",         U"西瓜",     U"锦旗",     U"关联",     U"加密",     U"南国",     U"新城区",
    U"老城区",   U"友谊",           U"威信",     U"红旗",     U"新村",     U"华夏",     U"神州",     U"欧美",
    U"京郊",     U"南北",           U"环渤海",   U"即将来临", U"东北角",   U"城市绿化", U"中直机关", U"蓉蓉"};
// 新城区, 老城区, 示范区: kinds of places. Divisions that are called so count.
constexpr WordTable kKindsOfPlaces = {U"城区",   U"校区",   U"社区", U"小区", U"示范区", U"保护区",
                                      U"开发区", U"工业区", U"城镇", U"乡村", U"山村"};

bool HasDivisionEnding(std::u32string_view word) {
  for (const std::u32string_view ending :
       {U"省", U"市", U"县", U"区", U"州", U"盟", U"旗", U"镇", U"乡", U"村", U"自治区", U"自治州"}) {
    if (word.size() > ending.size() && word.ends_with(ending)) return true;
  }
  return false;
}

bool NamesNoPlace(std::u32string_view text) {
  return kNoPlaces.Has(text) || (kKindsOfPlaces.HasEndingOf(text) && DivisionsNamed(text).empty());
}

class PlaceWriter {
 public:
  PlaceWriter(const Analysis& analysis, Record& record) : analysis_(analysis), record_(record) {}

  void Run() {
    for (size_t p = 0; p < analysis_.body.size(); ++p) {
      const std::vector<Word>& words = analysis_.words[p];
      for (size_t w = 0; w < words.size();) {
        if (!IsPlace(p, w)) {
          ++w;
          continue;
        }
        size_t end = w + 1;
        while (end < words.size() && IsPlace(p, end)) ++end;
        Add(p, w, end);
        w = end;
      }
    }
    AddDivisions();
  }

 private:
  bool IsPlace(size_t p, size_t w) const {
    const Word& word = analysis_.words[p][w];
    const std::u32string_view text = TextOfWord(analysis_.body[p], word);
    if (word.word_class != WordClass::kPlace || text.size() < 2 || NamesNoPlace(text)) return false;
    if (BeginsAsPaper(analysis_.body[p].text().substr(word.to))) return false;
    const CharRange range{p, word.from, word.to};
    const auto behind =
        std::upper_bound(analysis_.organizations.begin(), analysis_.organizations.end(), range,
                         [](const CharRange& a, const CharRange& b) {
                           return a.paragraph != b.paragraph ? a.paragraph < b.paragraph : a.from < b.from;
                         });
    return behind == analysis_.organizations.begin() || !(behind - 1)->Covers(range);
  }

  // Places side by side are one chain if each but the last is a division.
  void Add(size_t p, size_t first, size_t end) {
    const std::vector<Word>& words = analysis_.words[p];
    for (size_t begin = first; begin < end;) {
      size_t last = begin;
      while (last + 1 < end && HasDivisionEnding(TextOfWord(analysis_.body[p], words[last]))) ++last;
      AddChain(p, begin, last + 1);
      begin = last + 1;
    }
  }

  void AddChain(size_t p, size_t begin, size_t end) {
    const std::vector<Word>& words = analysis_.words[p];
    const CharRange range{p, words[begin].from, words[end - 1].to};
    const auto [known, added] = index_.emplace(std::u32string(analysis_.Text(range)), record_.places_size());
    if (added) {
      record_.add_places()->set_name(analysis_.Printed(range));
      Chain& chain = chains_.emplace_back();
      for (size_t w = begin; w < end; ++w) chain.push_back({p, words[w].from, words[w].to});
    }
    *record_.mutable_places(known->second)->add_ranges() = analysis_.RangeInBytes(range);
  }

  using Chain = std::vector<CharRange>;  // the words of one place

  // The division that the words up to chain[size - 1] name; nullptr: none, or
  // several and nothing tells which.
  const Division* DivisionOf(const Chain& chain, size_t size) const {
    const std::vector<const Division*>& candidates = DivisionsNamed(analysis_.Text(chain[size - 1]));
    if (candidates.size() == 1) return candidates[0];
    const Division* best = nullptr;
    int most = 0;
    for (const Division* candidate : candidates) {
      int evidence = 0;
      for (const Division* above : DivisionsAbove(*candidate)) {
        for (size_t i = 0; i + 1 < size; ++i) {
          const std::u32string_view word = analysis_.Text(chain[i]);
          if (word == above->name || word == above->short_name()) evidence += 4;
        }
        evidence += named_.contains(above->code);
      }
      if (evidence == most) best = nullptr;
      if (evidence > most) best = candidate, most = evidence;
    }
    return best;
  }

  void AddDivisions() {
    for (const Chain& chain : chains_) {
      for (const CharRange& word : chain) {
        const auto& candidates = DivisionsNamed(analysis_.Text(word));
        if (candidates.size() == 1) named_.insert(candidates[0]->code);
      }
    }
    for (size_t i = 0; i < chains_.size(); ++i) AddDivisions(chains_[i], *record_.mutable_places(static_cast<int>(i)));
  }

  void AddDivisions(const Chain& chain, record::v1::Place& place) const {
    size_t known = chain.size();  // words whose last is a division of the list
    const Division* division = nullptr;
    while (known > 0 && (division = DivisionOf(chain, known)) == nullptr) --known;
    if (division != nullptr) {
      for (const Division* above : DivisionsAbove(*division)) place.add_divisions(Utf8(above->name));
      place.add_divisions(Utf8(division->name));
    }
    for (size_t i = known; i < chain.size(); ++i) {
      if (chain.size() > 1 && !HasDivisionEnding(analysis_.Text(chain[i]))) continue;
      place.add_divisions(analysis_.Printed(chain[i]));
    }
  }

  static std::string Utf8(std::u32string_view text) {
    std::string utf8;
    for (const char32_t c : text) AppendCharacter(c, utf8);
    return utf8;
  }

  const Analysis& analysis_;
  Record& record_;
  std::unordered_map<std::u32string, int> index_;
  std::vector<Chain> chains_;           // of the record's places
  std::unordered_set<uint32_t> named_;  // divisions that the record names without doubt
};

}  // namespace

void WritePlaces(const Analysis& analysis, Record& record) { PlaceWriter(analysis, record).Run(); }

}  // namespace broadsheet::ingest
