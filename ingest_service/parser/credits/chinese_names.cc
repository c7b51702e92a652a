#include "ingest_service/parser/credits/chinese_names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

#include "common/text/utf8.h"
#include "ingest_service/parser/text/word_table.h"

namespace broadsheet::ingest {
namespace {

// In the order of frequency (2020 census).
constexpr std::u32string_view kFrequentSurnames =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
    U"傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎闫薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤";

constexpr std::u32string_view kOtherSurnames =
    U"褚卫尤施喻柏水窦章云葛奚郎鲁昌苗凤花俞柳酆鲍费廉岑滕殷毕邬安常乐时皮卞齐康伍元卜平和穆湛祁禹狄米贝明臧计"
    U"伏成谈茅庞纪舒屈项祝阮蓝闵席季麻强路娄危童颜梅盛刁骆樊凌霍虞支柯昝管经房裘缪干解应宗宣贲郁单杭洪包诸左"
    U"吉钮嵇邢滑裴荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井富巫乌焦巴弓牧隗山谷车宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭历"
    U"戎祖符景詹束幸司韶郜蓟薄印宿怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟贡劳逄姬申扶堵冉宰郦雍桑桂濮"
    U"牛寿通边扈燕冀浦尚农温别庄晏柴瞿充慕连茹习宦艾鱼容古易慎戈庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚"
    U"越隆师巩厍聂晁勾敖融冷訾辛阚那简饶空母沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归"
    U"海晋楚闫法汝鄢涂钦商牟佘佴伯赏墨哈谯笪年爱阳佟战苑仝展覃过初由修迟付代门光丛矫智原冶苟但敬种令占鹿来候官"
    U"华倪厉璩郏夔尉肇青宾粟隋仵邸啜玄辜揭禤麦植练区邝冼忻诺雒翦幺要撒才旦肉奂昂扎甫毋亓问兰奥";

constexpr WordTable kCompoundSurnames = {
    U"欧阳", U"太史", U"上官", U"端木", U"司马", U"东方", U"独孤", U"南宫", U"万俟", U"闻人", U"夏侯", U"诸葛",
    U"尉迟", U"公羊", U"赫连", U"澹台", U"皇甫", U"宗政", U"濮阳", U"公冶", U"太叔", U"申屠", U"公孙", U"慕容",
    U"仲孙", U"钟离", U"长孙", U"宇文", U"司徒", U"鲜于", U"司空", U"闾丘", U"子车", U"亓官", U"司寇", U"巫马",
    U"公西", U"颛孙", U"壤驷", U"公良", U"漆雕", U"乐正", U"宰父", U"谷梁", U"拓跋", U"夹谷", U"轩辕", U"令狐",
    U"段干", U"百里", U"呼延", U"东郭", U"南门", U"羊舌", U"微生", U"西门", U"第五", U"纳兰", U"完颜", U"爱新"};

// Surnames that are far more often words of another kind.
constexpr std::u32string_view kCommonWords =
    U"向从过于和都那全常为曾高万贺又正在最到由应经将能可有要相广云金养新步强盛海重车连问空年";

// What a character can be at the start of a name.
class SurnameTable {
 public:
  static constexpr uint8_t kSingle = 1, kCompound = 2, kCommonWord = 4;

  constexpr SurnameTable() {
    for (const char32_t c : kFrequentSurnames) kinds_[c - kFirst] |= kSingle;
    for (const char32_t c : kOtherSurnames) kinds_[c - kFirst] |= kSingle;
    for (const std::u32string_view name : kCompoundSurnames) kinds_[name[0] - kFirst] |= kCompound;
    for (const char32_t c : kCommonWords) kinds_[c - kFirst] |= kCommonWord;
    for (size_t i = kFrequentSurnames.size(); i-- > 0;) ranks_[kFrequentSurnames[i] - kFirst] = 1 + i;
  }
  constexpr uint8_t KindOf(char32_t c) const { return c - kFirst < kinds_.size() ? kinds_[c - kFirst] : 0; }
  // Among the frequent ones, from 1; 0: it is none of them.
  constexpr size_t RankOf(char32_t c) const { return c - kFirst < ranks_.size() ? ranks_[c - kFirst] : 0; }

 private:
  static constexpr char32_t kFirst = 0x4E00;
  std::array<uint8_t, 0x5200> kinds_{}, ranks_{};
};
constexpr SurnameTable kSurnames;

constexpr double kNever = std::numeric_limits<double>::infinity();

bool In(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

bool IsNameCharacter(char32_t c) {
  return IsHan(c) || c == U'·' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
}

// Parts joined by dots, each of at least one character.
bool IsDottedName(std::u32string_view text) {
  if (text.size() < 3 || text.size() > 30 || !In(text, U'·') || text.front() == U'·' || text.back() == U'·')
    return false;
  return std::all_of(text.begin(), text.end(), IsNameCharacter) && text.find(U"··") == text.npos;
}

// Less for the more frequent.
double CostOfSurname(char32_t surname) {
  constexpr double kRare = 0.6, kCostOfRank = 0.001;
  const size_t rank = kSurnames.RankOf(surname);
  return rank == 0 ? kRare : kCostOfRank * static_cast<double>(rank - 1);
}

// What it costs to read text as one name; kNever: it is none.
double CostOfName(std::u32string_view text) {
  const size_t surname = SurnameLength(text);
  if (surname == 0 || !std::all_of(text.begin(), text.end(), IsHan)) return kNever;
  if (surname == 2 && (text.size() == 3 || text.size() == 4)) return 0.2;
  const double rare = CostOfSurname(text[0]);
  if (text.size() == 2) return 0.35 + rare;
  if (text.size() == 3) return 0.25 + rare;
  // A married woman's two surnames (陈方安生).
  if (text.size() == 4 && SurnameLength(text.substr(1)) > 0) return 2.0 + rare;
  return kNever;
}

double CostOfPiece(std::u32string_view text, bool lenient) {
  if (IsDottedName(text)) return 0;
  const double cost = CostOfName(text);
  if (cost != kNever) return cost;
  const bool fits = text.size() >= 2 && text.size() <= 5 && std::all_of(text.begin(), text.end(), IsHan);
  return lenient && fits ? 4 : kNever;
}

// The cheapest division of one piece into names.
double DividePiece(std::u32string_view text, NameSpan piece, bool lenient, std::vector<NameSpan>& names) {
  const size_t size = piece.second - piece.first;
  if (size > 64) return kNever;
  const std::u32string_view whole = text.substr(piece.first, size);
  std::vector<double> cost(size + 1, kNever);
  std::vector<size_t> from(size + 1, 0);
  cost[0] = 0;
  for (size_t end = 2; end <= size; ++end) {
    for (size_t length = 2; length <= 4 && length <= end; ++length) {
      const double total = cost[end - length] + CostOfName(whole.substr(end - length, length));
      if (total < cost[end]) cost[end] = total, from[end] = end - length;
    }
  }
  const double alone = CostOfPiece(whole, lenient);
  if (alone <= cost[size]) cost[size] = alone, from[size] = 0;
  if (cost[size] == kNever) return kNever;
  const size_t first = names.size();
  for (size_t end = size; end > 0; end = from[end]) names.push_back({piece.first + from[end], piece.first + end});
  std::reverse(names.begin() + static_cast<std::ptrdiff_t>(first), names.end());
  return cost[size];
}

// What it costs to join `count` pieces, at least two, to one padded name.
double CostOfJoin(std::u32string_view text, const NameSpan* piece, size_t count) {
  std::u32string joined;
  for (size_t i = 0; i < count; ++i) joined += text.substr(piece[i].first, piece[i].second - piece[i].first);
  if (!std::all_of(joined.begin(), joined.end(), IsHan)) return kNever;
  const auto size = [&](size_t i) { return piece[i].second - piece[i].first; };
  const size_t surname = SurnameLength(joined);
  if (count == 2 && size(0) == 1 && size(1) == 1) return surname ? 0.5 : 3;
  if (count == 3 && size(0) == 1 && size(1) == 1 && size(2) == 1) return surname ? 1.5 : 4;
  if (count == 2 && size(0) == 1 && size(1) == 2) return surname ? 2 : kNever;
  if (count == 2 && size(0) == 2 && surname == 2 && size(1) <= 2) return 0.7;
  return kNever;
}

}  // namespace

bool IsFrequentSurname(char32_t c) { return kSurnames.RankOf(c) > 0; }

bool IsCommonWord(char32_t surname) { return (kSurnames.KindOf(surname) & SurnameTable::kCommonWord) != 0; }

size_t SurnameLength(std::u32string_view text) {
  if (text.empty()) return 0;
  const uint8_t kind = kSurnames.KindOf(text[0]);
  if ((kind & SurnameTable::kCompound) && text.size() > 2 && kCompoundSurnames.Has(text.substr(0, 2))) return 2;
  return kind & SurnameTable::kSingle ? 1 : 0;
}

bool IsPersonName(std::u32string_view text) { return IsDottedName(text) || (text.size() <= 4 && CostOfName(text) < 2); }

std::vector<NameSpan> DivideNames(std::u32string_view text, const std::vector<NameSpan>& pieces, bool lenient) {
  struct Best {
    double cost = kNever;
    size_t from = 0;
    std::vector<NameSpan> names;
  };
  std::vector<Best> best(pieces.size() + 1);
  best[0].cost = 0;
  for (size_t end = 1; end <= pieces.size(); ++end) {
    std::vector<NameSpan> names;
    const double alone = best[end - 1].cost + DividePiece(text, pieces[end - 1], lenient, names);
    if (alone < best[end].cost) best[end] = {alone, end - 1, std::move(names)};
    for (size_t count = 2; count <= 3 && count <= end; ++count) {
      const NameSpan* const first = &pieces[end - count];
      const double cost = best[end - count].cost + CostOfJoin(text, first, count);
      if (cost < best[end].cost) best[end] = {cost, end - count, {{first->first, pieces[end - 1].second}}};
    }
  }
  std::vector<NameSpan> result;
  if (best.back().cost == kNever) return result;
  for (size_t end = pieces.size(); end > 0; end = best[end].from) {
    result.insert(result.end(), best[end].names.rbegin(), best[end].names.rend());
  }
  std::reverse(result.begin(), result.end());
  return result;
}

}  // namespace broadsheet::ingest
