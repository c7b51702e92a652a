#include "common/text/pinyin.h"

#include <unicode/translit.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "common/text/utf8.h"

namespace broadsheet {
namespace {

constexpr char32_t kFirst = 0x4E00, kLast = 0x9FFF;

// Readings beside the one that ICU gives. Surnames first.
struct OtherReadings {
  char32_t character;
  std::string_view readings;  // with spaces between
};
constexpr OtherReadings kOthers[] = {
    {U'单', "shan chan"}, {U'曾', "zeng"},  {U'解', "xie"},   {U'仇', "qiu"},   {U'翟', "zhai"},      {U'区', "ou"},
    {U'查', "zha"},       {U'盖', "ge"},    {U'朴', "piao"},  {U'乐', "yue"},   {U'缪', "miao"},      {U'种', "chong"},
    {U'折', "she"},       {U'覃', "qin"},   {U'员', "yun"},   {U'繁', "po"},    {U'召', "shao"},      {U'尉', "yu"},
    {U'沈', "chen"},      {U'石', "dan"},   {U'车', "ju"},    {U'万', "mo"},    {U'俟', "si"},        {U'澹', "tan"},
    {U'吕', "lu"},        {U'费', "bi"},    {U'盛', "cheng"}, {U'晟', "sheng"}, {U'贾', "gu"},        {U'隗', "wei"},
    {U'佴', "nai"},       {U'重', "chong"}, {U'长', "chang"}, {U'行', "hang"},  {U'都', "du"},        {U'藏', "zang"},
    {U'觉', "jiao"},      {U'还', "huan"},  {U'地', "di"},    {U'的', "di"},    {U'着', "zhuo zhao"}, {U'了', "liao"},
    {U'差', "chai"},      {U'调', "tiao"},  {U'朝', "zhao"},  {U'大', "dai"},   {U'厦', "xia"},       {U'血', "xie"},
    {U'传', "zhuan"},     {U'降', "xiang"}, {U'弹', "tan"},   {U'会', "kuai"},  {U'参', "shen"},      {U'校', "jiao"},
    {U'角', "jue"},       {U'薄', "bo"},    {U'便', "pian"},  {U'省', "xing"},  {U'说', "shui"},      {U'弄', "long"},
    {U'和', "huo"},       {U'乘', "sheng"}, {U'什', "shi"},   {U'系', "ji"},    {U'给', "ji"},        {U'露', "lou"},
    {U'绰', "chao"},      {U'奇', "ji"},    {U'铅', "yan"},   {U'纤', "qian"},  {U'吓', "he"},        {U'畜', "xu"},
    {U'巷', "hang"},      {U'拓', "tuo"},   {U'轧', "zha"},   {U'扎', "za"},    {U'粘', "nian"},      {U'属', "zhu"},
    {U'干', "qian"},      {U'蚌', "beng"},  {U'涡', "guo"},   {U'番', "pan"},   {U'浒', "xu"},        {U'枞', "zong"},
    {U'六', "lu"},        {U'埔', "pu"},    {U'堡', "bu pu"}, {U'尿', "sui"},   {U'率', "shuai"},     {U'模', "mu"},
    {U'宿', "xiu"},       {U'暴', "pu"},    {U'识', "zhi"},   {U'屏', "bing"},  {U'强', "jiang"},     {U'数', "shuo"},
    {U'约', "yao"},       {U'咽', "ye"},    {U'殷', "yan"},   {U'柏', "bo"},    {U'伯', "bai"},       {U'炮', "bao"},
    {U'臭', "xiu"},
};

// léi -> lei, lǚ -> lv. The text is decomposed: a letter, then its marks.
std::string WithoutTones(const icu::UnicodeString& text) {
  std::string letters;
  for (int32_t i = 0; i < text.length(); ++i) {
    const char16_t c = text.charAt(i);
    if (c >= 'a' && c <= 'z') letters += static_cast<char>(c);
    if (c == 0x0308 && !letters.empty() && letters.back() == 'u') letters.back() = 'v';
  }
  return letters;
}

void AddReading(std::string reading, std::vector<std::string>& readings) {
  if (reading.empty() || std::find(readings.begin(), readings.end(), reading) != readings.end()) return;
  readings.push_back(std::move(reading));
}

using Table = std::vector<std::vector<std::string>>;  // from kFirst on

// One transliteration for all: a character a line, which it leaves alone.
Table LoadTable() {
  Table table(kLast - kFirst + 1);
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> transliterator(
      icu::Transliterator::createInstance("Han-Latin; NFD", UTRANS_FORWARD, error));
  if (U_FAILURE(error)) return table;
  icu::UnicodeString all;
  for (char32_t c = kFirst; c <= kLast; ++c) all.append(static_cast<UChar32>(c)).append(u'\n');
  transliterator->transliterate(all);
  int32_t begin = 0;
  for (auto& readings : table) {
    const int32_t end = all.indexOf(u'\n', begin);
    if (end < 0) break;
    AddReading(WithoutTones(all.tempSubStringBetween(begin, end)), readings);
    begin = end + 1;
  }
  for (const OtherReadings& other : kOthers) {
    for (std::string_view rest = other.readings; !rest.empty();) {
      const size_t end = std::min(rest.find(' '), rest.size());
      AddReading(std::string(rest.substr(0, end)), table[other.character - kFirst]);
      rest.remove_prefix(std::min(rest.size(), end + 1));
    }
  }
  return table;
}

bool IsAsciiLetterOrDigit(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

const std::vector<std::string>& ReadingsOf(char32_t character) {
  static const Table* const table = new Table(LoadTable());
  static const std::vector<std::string> none;
  return character >= kFirst && character <= kLast ? (*table)[character - kFirst] : none;
}

std::vector<Pinyin> SpellingsOf(std::string_view folded) {
  std::vector<Pinyin> spellings(1);
  for (size_t at = 0; at < folded.size();) {
    const char32_t c = NextCharacter(folded, at);
    if (IsAsciiLetterOrDigit(c)) {
      for (Pinyin& spelling : spellings) {
        spelling.full += static_cast<char>(c);
        spelling.initials += static_cast<char>(c);
      }
      continue;
    }
    const std::vector<std::string>& readings = ReadingsOf(c);
    if (readings.empty()) continue;
    std::vector<Pinyin> longer;
    for (const std::string& reading : readings) {
      for (const Pinyin& spelling : spellings) {
        if (longer.size() < kMaxSpellings) longer.push_back({spelling.full + reading, spelling.initials + reading[0]});
      }
    }
    spellings = std::move(longer);
  }
  return spellings.front().full.empty() ? std::vector<Pinyin>() : spellings;
}

std::string TypedPinyin(std::string_view folded) {
  std::string typed;
  for (size_t at = 0; at < folded.size();) {
    const char32_t c = NextCharacter(folded, at);
    if (c == U'ü') {
      typed += 'v';
    } else if (IsAsciiLetterOrDigit(c)) {
      typed += static_cast<char>(c);
    } else if (c != ' ' && c != '\'' && c != U'’') {
      return "";
    }
  }
  return typed;
}

}  // namespace broadsheet
