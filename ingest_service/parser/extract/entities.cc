#include "ingest_service/parser/extract/entities.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "ingest_service/parser/extract/character_set.h"
#include "ingest_service/parser/extract/chinese_names.h"
#include "ingest_service/parser/extract/role_words.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Record;

// Ends of words that name bodies.
constexpr std::u32string_view kBodyEndings[] = {
    U"集团",   U"公司",     U"大学",   U"学院",   U"中学",   U"小学",   U"学校",       U"银行",   U"研究院", U"研究所",
    U"委员会", U"协会",     U"学会",   U"法院",   U"检察院", U"医院",   U"出版社",     U"基金会", U"联合会", U"政府",
    U"电视台", U"广播电台", U"日报",   U"晚报",   U"报社",   U"通讯社", U"工厂",       U"俱乐部", U"实验室", U"博物馆",
    U"图书馆", U"研究中心", U"事务所", U"办公室", U"管理局", U"总局",   U"商会",       U"总会",   U"联盟",   U"组织",
    U"党委",   U"人大",     U"政协",   U"工商联", U"卫健委", U"发改委", U"国资委",     U"党校",   U"幼儿园", U"合作社",
    U"部队",   U"舰队",     U"支队",   U"大队",   U"总队",   U"使馆",   U"大使馆",     U"领事馆", U"议会",   U"国会",
    U"内阁",   U"剧院",     U"乐团",   U"交易所", U"证券",   U"保险",   U"派出所",     U"公安局", U"税务局", U"海关",
    U"气象局", U"地震局",   U"水务局", U"教育局", U"财政厅", U"教育厅", U"农业农村局", U"街道办", U"居委会", U"村委会",
    U"指挥部", U"领导小组", U"专委会", U"股份",   U"科技",   U"中心",   U"科学院",     U"工程院", U"局",     U"厅",
    U"部",     U"厂",       U"社",     U"队",     U"院",     U"所",     U"馆"};
// Endings too general to name a body without one of its names before them.
constexpr size_t kFirstShortEnding = 9;

// Words of the lexicon's bodies and places that name none.
constexpr std::u32string_view kNoBodies[] = {U"新兴产业", U"联合体",   U"党组织",   U"最大化",
                                             U"加油站",   U"马戏团",   U"上市公司", U"国家机关",
                                             U"人民公社", U"有限公司", U"三合院",   U"领导小组"};
constexpr std::u32string_view kNoPlaces[] = {
    U"深度",     U"维度",           U"伦理",     U"宜居",     U"两国",     U"英雄",   U"大国",     U"外国",
    U"普及",     U"海洋",           U"美丽",     U"喜庆",     U"长达",     U"上市",   U"新建",     U"上岗",
    U"太阳",     U"海马",           U"回国",     U"共和国",   U"珍藏",     U"爱国",   U"新鲜",     U"大都",
    U"海关",     U"治安",           U"大街",     U"大桥",     U"波及",     U"新春",   U"大江",     U"大城市",
    U"大关",     U"福利",           U"滑坡",     U"河水",     U"沧桑",     U"欢庆",   U"拱坝",     U"建国",
    U"山沟",     U"城堡",           U"直属机关", U"军民共建", U"依法治国", U"擂台赛", U"香港回归", U"美容美发店",
    U"中华文明", U"马克思列宁主义", U"北约",     U"城市",     U"东西",     U"山区",   U"北方",     U"南方",
    U"东方",     U"西方",           U"中部",     U"西部",     U"东部",     U"乡村",   U"一路平安", U"农村",
    U"山村",     U"古城",           U"小镇",     U"县城",     U"省城",     U"边疆",   U"内地",     U"海外",
    U"沿海",     U"平原",           U"高原",     U"草原",     U"长城",     U"运河",   U"市区",     U"城区",
    U"校区",     U"社区",           U"地区",     U"州县",     U"省市",     U"区县",   U"开发区",   U"经济特区",
    U"特区",     U"当地",           U"本地",     U"外地",     U"全省",     U"全市",   U"全县",     U"都市",
    U"城镇",     U"小区",           U"安康",     U"和平",     U"中央",     U"首都",   U"深度",     U"维度",
    U"伦理",     U"宜居",           U"解放区",   U"根据地"};

// Last characters of words that the lexicon or its name model takes for names
// and that hardly any given name ends with.
constexpr std::u32string_view kNoGivenEndings =
    U"部院店栏馆证性化者率级类制们卡泊区镇乡村省市县费款税厂队堂碑塔赛奖团局所站带庄港岛牌币士业务品";
// How people are addressed: 周总理 is a surname with one of these.
constexpr std::u32string_view kAddresses[] = {U"先生", U"女士", U"老师", U"师傅", U"总理", U"主席", U"老伯", U"大爷",
                                              U"大妈", U"书记", U"总统", U"经理", U"医生", U"教授", U"局长", U"部长",
                                              U"市长", U"大姐", U"阿姨", U"奶奶", U"爷爷", U"少年", U"村长", U"主任",
                                              U"队长", U"校长", U"院长", U"小姐", U"太太", U"氏"};

bool IsAnyOf(std::u32string_view word, auto& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::u32string_view TextOfWord(const BodyParagraph& body, const Word& word) {
  return body.text().substr(word.from, word.to - word.from);
}

// What speaks for a word being a person's name.
class PersonFinder {
 public:
  PersonFinder(const Lexicon& lexicon, const std::vector<std::string>& known, Analysis& analysis)
      : lexicon_(lexicon), analysis_(analysis) {
    for (const std::string& name : known) accepted_.insert(FoldForMatching(name).text);
  }

  void Run() {
    for (size_t p = 0; p < analysis_.body.size(); ++p) {
      for (size_t w = 0; w < analysis_.words[p].size(); ++w) Weigh(p, w);
    }
    for (const auto& [name, weight] : weights_) {
      if (weight >= kEnough) accepted_.insert(name);
    }
    for (size_t p = 0; p < analysis_.body.size(); ++p) Collect(p);
  }

 private:
  static constexpr double kEnough = 2;

  const Word* At(size_t p, size_t w) const { return w < analysis_.words[p].size() ? &analysis_.words[p][w] : nullptr; }

  // The words that one name is printed in: `约翰·史密斯` is several.
  size_t WordsOfName(size_t p, size_t w) const {
    const std::u32string_view text = analysis_.body[p].text();
    size_t end = w + 1;
    while (At(p, end + 1) && text[At(p, end)->from] == U'·' && IsHanWord(p, end + 1) && IsHanWord(p, end - 1)) end += 2;
    return end - w;
  }

  bool IsHanWord(size_t p, size_t w) const {
    const Word* word = At(p, w);
    return word->word_class != WordClass::kPunctuation && word->word_class != WordClass::kNumeral &&
           word->to - word->from <= 8;
  }

  // Whether the word at w could be a name by itself.
  bool IsCandidate(size_t p, size_t w, size_t count) const {
    const Word& word = *At(p, w);
    const std::u32string_view text = TextOfWord(analysis_.body[p], word);
    if (count > 1) return true;
    if (word.word_class == WordClass::kTransliteration) return text.size() >= 2 && (word.composed || text.size() >= 3);
    if (word.word_class != WordClass::kPerson || text.size() < 2 || text.size() > 4) return false;
    if (!word.composed && text.size() >= 3 && SurnameLength(text) == 0) return IsTransliterated(text);
    if (kNoGivenEndings.find(text.back()) != kNoGivenEndings.npos || IsAnyOf(text.substr(1), kAddresses)) return false;
    return SurnameLength(text) > 0;
  }

  // Every character is one that foreign names are written with.
  bool IsTransliterated(std::u32string_view text) const {
    constexpr float kCommonEnough = 7.5F;
    return std::all_of(text.begin(), text.end(),
                       [&](char32_t c) { return lexicon_.TransliterationCost(c) < kCommonEnough; });
  }

  void Weigh(size_t p, size_t w) {
    const size_t count = WordsOfName(p, w);
    if (!IsCandidate(p, w, count)) return;
    const std::u32string_view paragraph = analysis_.body[p].text();
    const size_t from = At(p, w)->from, to = At(p, w + count - 1)->to;
    const std::u32string name(paragraph.substr(from, to - from));
    double weight = count > 1 ? 2 : Prior(*At(p, w), name);
    if (w > 0 && IsRoleWord(TextOfWord(analysis_.body[p], *At(p, w - 1)))) weight += 2;
    if (w > 0 && At(p, w - 1)->word_class == WordClass::kNumeral) weight -= 2;
    if (w > 0 && paragraph[From(p, w - 1)] == U'、' && w > 1 && At(p, w - 2)->word_class == WordClass::kPerson)
      weight += 0.7;
    weight += RightContext(paragraph.substr(to));
    double& sum = weights_[name];
    // The lexicon's transliterations are often no persons however often they are said.
    const bool doubtful = count == 1 && !At(p, w)->composed && SurnameLength(name) == 0;
    sum = std::max(sum, weight) + (sum <= 0 ? 0 : doubtful ? 0.1 : 0.5);
  }

  size_t From(size_t p, size_t w) const { return At(p, w)->from; }

  double Prior(const Word& word, std::u32string_view name) const {
    if (word.word_class == WordClass::kTransliteration) return word.composed ? 1.0 : 0.6;
    double weight = IsFrequentSurname(name[0]) || SurnameLength(name) == 2 ? 1.0 : 0.3;
    if (name.size() == 3) weight += 1.0;
    if (name.size() == 2 && !word.composed) weight -= 0.3;
    return weight;
  }

  // What follows a name: a verb of speech, a form of address.
  double RightContext(std::u32string_view rest) const {
    if (CueLength(rest) > 0) return 1.5;
    for (const std::u32string_view word :
         {U"同志", U"先生", U"女士", U"教授", U"院士", U"等人", U"一行", U"委员", U"代表", U"主席",
          U"总理", U"总统", U"书记", U"部长", U"博士", U"老师", U"出席", U"会见", U"主持", U"接受"}) {
      if (rest.starts_with(word)) return 1.2;
    }
    if (!rest.empty() && (rest[0] == U'(' || rest[0] == U'、')) return 0.4;
    return 0;
  }

  void Collect(size_t p) {
    const std::u32string_view paragraph = analysis_.body[p].text();
    size_t next = 0;
    for (size_t w = 0; w < analysis_.words[p].size(); ++w) {
      const Word& word = *At(p, w);
      if (word.from < next) continue;
      const size_t count = WordsOfName(p, w);
      size_t to = At(p, w + count - 1)->to;
      const std::u32string name(paragraph.substr(word.from, to - word.from));
      if (!accepted_.contains(name) || (count == 1 && !IsCandidate(p, w, 1))) {
        to = KnownNameAt(paragraph, word.from);
        if (to == 0) continue;
      }
      analysis_.persons.push_back({p, word.from, to});
      next = to;
    }
  }

  // A name accepted elsewhere that the words here cut otherwise.
  size_t KnownNameAt(std::u32string_view paragraph, size_t at) const {
    if (SurnameLength(paragraph.substr(at)) == 0) return 0;
    for (size_t length = 4; length >= 3; --length) {
      if (at + length <= paragraph.size() && accepted_.contains(std::u32string(paragraph.substr(at, length)))) {
        return at + length;
      }
    }
    return 0;
  }

  const Lexicon& lexicon_;
  Analysis& analysis_;
  std::unordered_map<std::u32string, double> weights_;
  std::unordered_set<std::u32string> accepted_;
};

// Length of the ending of a body that `word` has; 0: none. `shorter`: it is one
// of those that need a name before them.
size_t BodyEnding(std::u32string_view word, bool& shorter) {
  static const HanSet* const last = [] {
    auto* const set = new HanSet;
    for (const std::u32string_view ending : kBodyEndings) set->Add(ending.back());
    return set;
  }();
  if (word.empty() || !last->Has(word.back())) return 0;
  for (size_t i = 0; i < std::size(kBodyEndings); ++i) {
    if (!word.ends_with(kBodyEndings[i])) continue;
    shorter = i + kFirstShortEnding >= std::size(kBodyEndings);
    return kBodyEndings[i].size();
  }
  return 0;
}

bool MayStandInBody(const Word& word) {
  switch (word.word_class) {
    case WordClass::kNoun:
    case WordClass::kPlace:
    case WordClass::kOrganization:
    case WordClass::kProper:
    case WordClass::kAbbreviation:
    case WordClass::kVerbNoun:
    case WordClass::kDistinguishing:
    case WordClass::kTransliteration:
    case WordClass::kLatin:
    case WordClass::kUnknown:
    case WordClass::kMorpheme:
    case WordClass::kPerson:
      return true;
    default:
      return false;
  }
}

bool NamesSomething(const Word& word) {
  switch (word.word_class) {
    case WordClass::kPlace:
    case WordClass::kOrganization:
    case WordClass::kProper:
    case WordClass::kTransliteration:
    case WordClass::kLatin:
    case WordClass::kUnknown:
    case WordClass::kAbbreviation:
      return true;
    case WordClass::kPerson:
      return word.to - word.from >= 2;
    default:
      return false;
  }
}

class OrganizationFinder {
 public:
  explicit OrganizationFinder(Analysis& analysis) : analysis_(analysis) {}

  void Run() {
    for (size_t p = 0; p < analysis_.body.size(); ++p) {
      for (size_t w = 0; w < analysis_.words[p].size(); ++w) Take(p, w);
    }
  }

 private:
  std::u32string_view Text(size_t p, size_t w) const { return TextOfWord(analysis_.body[p], analysis_.words[p][w]); }

  void Take(size_t p, size_t w) {
    const std::vector<Word>& words = analysis_.words[p];
    const std::u32string_view text = Text(p, w);
    bool short_ending = false;
    const bool body = words[w].word_class == WordClass::kOrganization && text.size() >= 2 && !IsAnyOf(text, kNoBodies);
    const bool ends = (words[w].word_class == WordClass::kNoun || words[w].word_class == WordClass::kOrganization ||
                       words[w].word_class == WordClass::kProper || words[w].word_class == WordClass::kOther) &&
                      BodyEnding(text, short_ending) > 0;
    if (!body && !ends) return;
    size_t begin = w;
    size_t named = w;
    const size_t least = w > kMostWords ? w - kMostWords : 0;
    while (begin > least && MayStandInBody(words[begin - 1]) && !IsPersonAt(p, begin - 1) &&
           !IsRoleWord(Text(p, begin - 1))) {
      --begin;
      if (NamesSomething(words[begin])) named = begin;
    }
    // A post behind it shows that the common nouns before it are its name.
    const bool has_post = !short_ending && w + 1 < words.size() && IsRoleWord(Text(p, w + 1));
    if (named == w && !body) {
      if (!has_post || begin == w) return;
      named = begin;
    }
    Add({p, words[named].from, words[w].to});
  }

  bool IsPersonAt(size_t p, size_t w) const {
    const Word& word = analysis_.words[p][w];
    return std::binary_search(analysis_.persons.begin(), analysis_.persons.end(), CharRange{p, word.from, word.to},
                              [](const CharRange& a, const CharRange& b) {
                                return a.paragraph != b.paragraph ? a.paragraph < b.paragraph : a.from < b.from;
                              });
  }

  // A longer body replaces the ones that end inside it.
  void Add(const CharRange& range) {
    auto& found = analysis_.organizations;
    while (!found.empty() && range.Covers(found.back())) found.pop_back();
    if (!found.empty() && found.back().paragraph == range.paragraph && found.back().to > range.from) return;
    found.push_back(range);
  }

  static constexpr size_t kMostWords = 8;  // before the ending

  Analysis& analysis_;
};

// Entities by name, in the order of their first mention.
class EntityWriter {
 public:
  EntityWriter(const Analysis& analysis, google::protobuf::RepeatedPtrField<record::v1::Entity>& list)
      : analysis_(analysis), list_(list) {}

  void Add(const CharRange& range) {
    const auto [known, added] = index_.emplace(std::u32string(analysis_.Text(range)), list_.size());
    if (added) list_.Add()->set_name(WithoutPadding(analysis_.Printed(range)));
    *list_.Mutable(known->second)->add_ranges() = analysis_.RangeInBytes(range);
  }

 private:
  const Analysis& analysis_;
  google::protobuf::RepeatedPtrField<record::v1::Entity>& list_;
  std::unordered_map<std::u32string, int> index_;
};

bool HasDivisionEnding(std::u32string_view word) {
  for (const std::u32string_view ending :
       {U"省", U"市", U"县", U"区", U"州", U"盟", U"旗", U"镇", U"乡", U"村", U"自治区", U"自治州"}) {
    if (word.size() > ending.size() && word.ends_with(ending)) return true;
  }
  return false;
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
  }

 private:
  bool IsPlace(size_t p, size_t w) const {
    const Word& word = analysis_.words[p][w];
    const std::u32string_view text = TextOfWord(analysis_.body[p], word);
    if (word.word_class != WordClass::kPlace || text.size() < 2 || IsAnyOf(text, kNoPlaces)) return false;
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
      record::v1::Place& place = *record_.add_places();
      place.set_name(analysis_.Printed(range));
      for (size_t w = begin; w < end; ++w) {
        if (!HasDivisionEnding(TextOfWord(analysis_.body[p], words[w])) && end - begin > 1) continue;
        place.add_divisions(analysis_.Printed({p, words[w].from, words[w].to}));
      }
    }
    *record_.mutable_places(known->second)->add_ranges() = analysis_.RangeInBytes(range);
  }

  const Analysis& analysis_;
  Record& record_;
  std::unordered_map<std::u32string, int> index_;
};

}  // namespace

void FindPersons(const Lexicon& lexicon, const std::vector<std::string>& known, Analysis& analysis) {
  PersonFinder(lexicon, known, analysis).Run();
}

void FindOrganizations(Analysis& analysis) { OrganizationFinder(analysis).Run(); }

void WriteEntities(const Analysis& analysis, Record& record) {
  EntityWriter persons(analysis, *record.mutable_persons());
  for (const CharRange& range : analysis.persons) persons.Add(range);
  EntityWriter organizations(analysis, *record.mutable_organizations());
  for (const CharRange& range : analysis.organizations) organizations.Add(range);
  PlaceWriter(analysis, record).Run();
}

}  // namespace broadsheet::ingest
