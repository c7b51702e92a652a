#include "ingest_service/parser/extract/lexicon.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "common/file/read_file.h"
#include "common/status/error.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/credits/chinese_names.h"
#include "ingest_service/parser/extract/lexicon_places.h"
#include "ingest_service/parser/extract/role_words.h"
#include "ingest_service/parser/language/word_trie.h"
#include "ingest_service/parser/text/folded.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kLongestWord = 12;
constexpr float kNever = std::numeric_limits<float>::infinity();

// Of a hundred words of news one or two are names of persons.
constexpr float kCostOfName = 4.2F;

constexpr char32_t kFirstHan = 0x4E00;
constexpr size_t kHanCount = 0x5200;

// How often each character stands in one place of a name.
struct CharacterCosts {
  std::vector<float> count = std::vector<float>(kHanCount, 0.0F);

  void Add(char32_t c, float weight) {
    if (c >= kFirstHan && c < kFirstHan + kHanCount) count[c - kFirstHan] += weight;
  }
  // From counts to costs, with a little left for characters never seen.
  void Finish(float unseen) {
    float total = 1;
    for (const float n : count) total += n + unseen;
    for (float& n : count) n = n + unseen > 0 ? std::log(total / (n + unseen)) : kNever;
  }
  float operator()(char32_t c) const {
    return c >= kFirstHan && c < kFirstHan + kHanCount ? count[c - kFirstHan] : kNever;
  }
};

struct TagClass {
  std::string_view tag;
  WordClass word_class;
};
// The longest prefix of a tag decides.
constexpr TagClass kTags[] = {{"nrt", WordClass::kTransliteration},
                              {"nr", WordClass::kPerson},
                              {"ns", WordClass::kPlace},
                              {"nt", WordClass::kOrganization},
                              {"nz", WordClass::kProper},
                              {"n", WordClass::kNoun},
                              {"j", WordClass::kAbbreviation},
                              {"vn", WordClass::kVerbNoun},
                              {"v", WordClass::kVerb},
                              {"a", WordClass::kAdjective},
                              {"b", WordClass::kDistinguishing},
                              {"d", WordClass::kAdverb},
                              {"p", WordClass::kFunction},
                              {"c", WordClass::kFunction},
                              {"u", WordClass::kFunction},
                              {"y", WordClass::kFunction},
                              {"k", WordClass::kFunction},
                              {"e", WordClass::kFunction},
                              {"r", WordClass::kPronoun},
                              {"mq", WordClass::kMeasure},
                              {"m", WordClass::kNumeral},
                              {"q", WordClass::kMeasure},
                              {"t", WordClass::kTime},
                              {"f", WordClass::kLocality},
                              {"s", WordClass::kSite},
                              {"i", WordClass::kIdiom},
                              {"l", WordClass::kIdiom},
                              {"g", WordClass::kMorpheme}};

WordClass ClassOf(std::string_view tag) {
  for (const TagClass& entry : kTags) {
    if (tag.starts_with(entry.tag)) return entry.word_class;
  }
  return WordClass::kOther;
}

// Class in the upper byte, cost in 1/2048 nats below.
uint32_t Pack(WordClass word_class, float cost) {
  return static_cast<uint32_t>(word_class) << 24 | static_cast<uint32_t>(std::clamp(cost, 0.0F, 8000.0F) * 2048);
}
LexiconWord Unpack(size_t length, uint32_t value) {
  return {length, static_cast<WordClass>(value >> 24), static_cast<float>(value & 0xFFFFFF) / 2048};
}

// Whether the file's class of a word gives way to its being a place.
bool GivesWay(WordClass known, PlaceName::Kind kind) {
  if (kind == PlaceName::Kind::kCertain) return true;
  switch (known) {
    case WordClass::kPerson:
    case WordClass::kTransliteration:
      return true;
    case WordClass::kProper:
    case WordClass::kAdverb:
    case WordClass::kNumeral:
    case WordClass::kTime:
      return kind == PlaceName::Kind::kCity;
    default:
      return false;
  }
}

// The file has some well-known names as times and numerals.
bool IsMistaggedName(std::u32string_view word, WordClass word_class) {
  constexpr std::u32string_view kEndsOfTimes = U"年月日时天晚晨午夜春夏秋冬代期初末朝世纪周节个次分秒点钟刻季度多余几";
  return (word_class == WordClass::kTime || word_class == WordClass::kNumeral) && word.size() == 3 &&
         IsFrequentSurname(word[0]) && kEndsOfTimes.find(word[2]) == kEndsOfTimes.npos;
}

// What verbs and particles behind a name cost as a part of it: 刘宇摄.
float NotInNames(char32_t last) {
  constexpr std::u32string_view kBehindNames = U"摄与说称表据率被将把向从对";
  constexpr float kCost = 6;
  return kBehindNames.find(last) == kBehindNames.npos ? 0 : kCost;
}

// 大学校长: two words, the body's name ends inside.
bool IsBodyWithPost(std::u32string_view word) {
  for (const std::u32string_view body :
       {U"大学", U"学院", U"公司", U"集团", U"医院", U"银行", U"法院", U"协会", U"学校", U"中学", U"小学", U"报社",
        U"研究所", U"研究院", U"检察院", U"工厂"}) {
    if (word.starts_with(body) && word.size() > body.size() && IsRoleWord(word.substr(body.size()))) return true;
  }
  return false;
}

struct Entry {
  std::string_view word;
  int64_t frequency = 0;
  WordClass word_class = WordClass::kOther;
};

// Reads one line; false if it is not `word frequency tag`.
bool ParseLine(std::string_view line, Entry& entry) {
  const size_t first = line.find(' '), second = line.find(' ', first + 1);
  if (first == line.npos || first == 0 || second == line.npos) return false;
  entry.word = line.substr(0, first);
  const char* const end = line.data() + second;
  const auto [stop, error] = std::from_chars(line.data() + first + 1, end, entry.frequency);
  entry.word_class = ClassOf(line.substr(second + 1));
  return error == std::errc() && stop == end && entry.frequency > 0;
}

absl::Status BadFile(const std::string& path, std::string_view what) {
  return Error(absl::StatusCode::kFailedPrecondition, "LEXICON_UNUSABLE",
               "word list " + path + ": " + std::string(what) + "; Debian's package python3-jieba holds it",
               {{"file", path}});
}

}  // namespace

struct Lexicon::Tables {
  WordTrie words{WordTrieBuilder()};
  CharacterCosts surname, only_given, first_given, second_given, transliteration;
};

Lexicon::Lexicon() : tables_(std::make_unique<Tables>()) {}
Lexicon::~Lexicon() = default;

absl::StatusOr<std::unique_ptr<const Lexicon>> Lexicon::Load(const std::string& path) {
  const auto text = ReadFile(path);
  if (!text.ok()) return BadFile(path, std::string(text.status().message()));
  const std::string& file = *text;
  std::vector<Entry> entries;
  int64_t total = 0;
  for (size_t at = 0, line = 1; at < file.size(); ++line) {
    const size_t end = std::min(file.find('\n', at), file.size());
    Entry entry;
    if (!ParseLine(std::string_view(file).substr(at, end - at), entry)) {
      return BadFile(path, "line " + std::to_string(line) + " is not `word frequency tag`");
    }
    total += entry.frequency;
    entries.push_back(entry);
    at = end + 1;
  }
  constexpr size_t kLeastWords = 1000;
  if (entries.size() < kLeastWords) return BadFile(path, "holds only " + std::to_string(entries.size()) + " words");

  std::unique_ptr<Lexicon> lexicon(new Lexicon);
  Tables& tables = *lexicon->tables_;
  const float log_total = std::log(static_cast<float>(total));
  lexicon->unknown_cost_ = log_total;
  WordTrieBuilder words;
  for (const Entry& entry : entries) {
    const float cost = log_total - std::log(static_cast<float>(entry.frequency));
    const std::u32string word = FoldForMatching(entry.word).text;
    if (IsBodyWithPost(word)) continue;
    const WordClass word_class = IsMistaggedName(word, entry.word_class) ? WordClass::kPerson : entry.word_class;
    words.Set(word, Pack(word_class, cost));
    // A word counts once, or a few famous people would stand for everybody.
    if (entry.word_class == WordClass::kPerson && (word.size() == 2 || word.size() == 3) && SurnameLength(word) == 1) {
      tables.surname.Add(word[0], 1);
      if (word.size() == 2) tables.only_given.Add(word[1], 1);
      if (word.size() == 3) tables.first_given.Add(word[1], 1), tables.second_given.Add(word[2], 1);
    }
    if (entry.word_class == WordClass::kTransliteration && word.size() >= 3) {
      for (const char32_t c : word) tables.transliteration.Add(c, 1);
    }
  }
  for (const PlaceName& place : KnownPlaces()) {
    const uint32_t value = words.Find(place.name);
    const LexiconWord known = value != WordTrie::kNoWord ? Unpack(place.name.size(), value) : LexiconWord{};
    if (!GivesWay(known.word_class, place.kind)) continue;
    constexpr float kCostOfPlace = 11;  // of one that the file does not have
    words.Set(place.name, Pack(WordClass::kPlace, known.length > 0 ? known.cost : kCostOfPlace));
  }
  tables.words = WordTrie(words);
  tables.surname.Finish(0.5F);
  tables.only_given.Finish(0.5F);
  tables.first_given.Finish(0.5F);
  tables.second_given.Finish(0.5F);
  tables.transliteration.Finish(0.01F);
  return std::unique_ptr<const Lexicon>(std::move(lexicon));
}

void Lexicon::WordsAt(std::u32string_view text, size_t at, std::vector<LexiconWord>& words) const {
  words.clear();
  const size_t limit = std::min(text.size() - at, kLongestWord);
  WordTrie::Prefix prefix = tables_->words.Begin(text[at]);
  for (size_t length = 1;; ++length) {
    if (prefix.value() != WordTrie::kNoWord) words.push_back(Unpack(length, prefix.value()));
    if (length == limit || !prefix.goes_on()) return;
    prefix = tables_->words.Next(prefix, text[at + length]);
  }
}

void Lexicon::Prefetch(std::u32string_view text, size_t at) const {
  if (at + 1 < text.size()) tables_->words.Prefetch(text[at], text[at + 1]);
}

LexiconWord Lexicon::Find(std::u32string_view text) const {
  if (text.empty() || text.size() > kLongestWord) return {};
  WordTrie::Prefix prefix = tables_->words.Begin(text[0]);
  for (size_t at = 1; at < text.size(); ++at) prefix = tables_->words.Next(prefix, text[at]);
  return prefix.value() != WordTrie::kNoWord ? Unpack(text.size(), prefix.value()) : LexiconWord{};
}

float Lexicon::NameCost(std::u32string_view name, size_t surname) const {
  const Tables& t = *tables_;
  // Compound surnames are rare: 0.1 % of the people.
  float cost = NotInNames(name.back()) + kCostOfName + (surname == 2 ? 7.0F : t.surname(name[0]));
  const std::u32string_view given = name.substr(surname);
  // One Chinese in seven has a given name of one character.
  if (given.size() == 1) return cost + 1.9F + t.only_given(given[0]);
  return cost + 0.15F + t.first_given(given[0]) + t.second_given(given[1]);
}

float Lexicon::TransliterationCost(char32_t c) const { return tables_->transliteration(c); }

}  // namespace broadsheet::ingest
