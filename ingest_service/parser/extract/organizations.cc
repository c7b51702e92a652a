#include "ingest_service/parser/extract/organizations.h"

#include <algorithm>

#include "ingest_service/parser/credits/chinese_names.h"
#include "ingest_service/parser/extract/role_words.h"
#include "ingest_service/parser/text/word_table.h"

namespace broadsheet::ingest {
namespace {

// Ends of words that name bodies.
constexpr WordTable kBodyEndings = {
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
constexpr ptrdiff_t kFirstShortEnding = 9;

// Words of the lexicon's bodies that name none, or none by themselves.
constexpr WordTable kNoBodies = {
    U"新兴产业", U"联合体",   U"党组织",   U"最大化",   U"加油站",          U"马戏团",   U"上市公司", U"国家机关",
    U"人民公社", U"有限公司", U"三合院",   U"领导小组", U"党和政府",        U"人民军队", U"党政机关", U"广播电视",
    U"联合公报", U"新进展",   U"国际化",   U"广大观众", U"国家有关",        U"重大进展", U"大力开展", U"社会科学",
    U"儿童文学", U"新格局",   U"深加工",   U"中医药",   U"古典文学",        U"新鲜空气", U"国际舞台", U"公共汽车",
    U"商业机会", U"黑社会",   U"中介公司", U"加工厂",   U"双拥工作领导小组"};
// Bodies that every place has: they name one only behind a name.
constexpr WordTable kGenericBodies = {
    U"检察院", U"人民检察院", U"政府",   U"人民政府", U"法院",   U"人民法院", U"商业银行", U"中央银行", U"国家银行",
    U"公安局", U"交易所",     U"交通局", U"民政局",   U"供电局", U"联合会",   U"福利院",   U"京剧团",   U"国家队",
    U"新政府", U"联合政府",   U"现政府", U"联邦政府", U"团组织", U"军事院校", U"特区政府", U"人民军",   U"中央政府"};
// Ends of gatherings and of other words that the lexicon has among its bodies.
constexpr WordTable kNoBodyEndings = {U"音乐会", U"联谊会", U"座谈会", U"晚会",   U"展览会", U"展销会", U"交易会",
                                      U"博览会", U"洽谈会", U"订货会", U"运动会", U"演唱会", U"报告会", U"发布会",
                                      U"社会",   U"机会",   U"茶话会", U"招待会", U"听证会", U"研讨会", U"西部",
                                      U"东部",   U"中部",   U"北部",   U"南部",   U"干部",   U"内部",   U"局部",
                                      U"全部",   U"一部",   U"工作"};
// Words that stand before a body without being part of its name.
constexpr WordTable kBeforeBodies = {U"日电", U"日讯", U"电",   U"讯",   U"有关", U"广大", U"全体",
                                     U"各级", U"各地", U"多家", U"一家", U"该",   U"本",   U"附近"};

// Length of the ending of a body that `word` has; 0: none. `shorter`: it is one
// of those that need a name before them.
size_t BodyEnding(std::u32string_view word, bool& shorter) {
  const auto* const ending = kBodyEndings.FindEnding(word);
  if (ending == kBodyEndings.end()) return 0;
  shorter = kBodyEndings.end() - ending <= kFirstShortEnding;
  return ending->size();
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
    const bool body = words[w].word_class == WordClass::kOrganization && text.size() >= 2 && !NamesNoBody(text);
    const bool generic = kGenericBodies.Has(text);
    const bool ends = (words[w].word_class == WordClass::kNoun || words[w].word_class == WordClass::kOrganization ||
                       words[w].word_class == WordClass::kProper || words[w].word_class == WordClass::kOther) &&
                      !NamesNoBody(text) && BodyEnding(text, short_ending) > 0;
    if (!body && !ends) return;
    size_t begin = w;
    size_t named = w;
    const size_t least = w > kMostWords ? w - kMostWords : 0;
    while (begin > least && MayStandInBody(words[begin - 1]) && !IsPersonAt(p, begin - 1) &&
           !IsRoleWord(Text(p, begin - 1)) && !StandsBefore(p, begin - 1)) {
      --begin;
      if (NamesSomething(words[begin])) named = begin;
    }
    // A post behind it shows that the common nouns before it are its name.
    const bool has_post = !short_ending && w + 1 < words.size() && IsRoleWord(Text(p, w + 1));
    if (named == w && (!body || generic)) {
      if (!has_post || begin == w) return;
      named = begin;
    }
    Add({p, words[named].from, words[w].to});
  }

  static bool NamesNoBody(std::u32string_view text) { return kNoBodies.Has(text) || kNoBodyEndings.HasEndingOf(text); }

  // 从市, which the words take for a name, and the like.
  bool StandsBefore(size_t p, size_t w) const {
    const Word& word = analysis_.words[p][w];
    return kBeforeBodies.Has(Text(p, w)) || (word.composed && IsCommonWord(Text(p, w)[0]));
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

}  // namespace

void FindOrganizations(Analysis& analysis) { OrganizationFinder(analysis).Run(); }

}  // namespace broadsheet::ingest
