#include "ingest_service/parser/extract/persons.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "common/text/utf8.h"
#include "ingest_service/parser/credits/chinese_names.h"
#include "ingest_service/parser/extract/role_words.h"
#include "ingest_service/parser/text/word_table.h"

namespace broadsheet::ingest {
namespace {

// Last characters of words that the lexicon or its name model takes for names
// and that hardly any given name ends with.
constexpr std::u32string_view kNoGivenEndings =
    U"部院店栏馆证性化者率级类制们卡泊区镇乡村省市县费款税厂队堂碑塔赛奖团局所站带庄港岛牌币士业务品";
// How people are addressed: 周总理 is a surname with one of these.
constexpr WordTable kAddresses = {U"先生", U"女士", U"老师", U"师傅", U"总理", U"主席", U"老伯", U"大爷",
                                  U"大妈", U"书记", U"总统", U"经理", U"医生", U"教授", U"局长", U"部长",
                                  U"市长", U"大姐", U"阿姨", U"奶奶", U"爷爷", U"少年", U"村长", U"主任",
                                  U"队长", U"校长", U"院长", U"小姐", U"太太", U"氏"};

// What speaks for a word being a person's name.
class PersonFinder {
 public:
  PersonFinder(const Lexicon& lexicon, const std::vector<std::string>& known, Analysis& analysis)
      : lexicon_(lexicon), analysis_(analysis) {
    for (const std::string& name : known) accepted_.insert(FoldForMatching(name).text);
  }

  void Run() {
    for (size_t p = 0; p < analysis_.body.size(); ++p) {
      for (size_t w = 0; w < analysis_.words[p].size(); ++w) {
        Weigh(p, w);
        TakeNameBehindRole(p, w);
      }
    }
    for (const auto& [name, weight] : weights_) {
      if (weight >= kEnough) accepted_.insert(name);
    }
    for (size_t p = 0; p < analysis_.body.size(); ++p) Collect(p);
  }

 private:
  static constexpr double kEnough = 2;

  // 记者薛原报道, however the words are cut: a surname behind a post, and behind the
  // name what only follows one.
  void TakeNameBehindRole(size_t p, size_t w) {
    const std::u32string_view paragraph = analysis_.body[p].text();
    const size_t at = At(p, w)->to;
    if (!IsRoleWord(TextOfWord(analysis_.body[p], *At(p, w)))) return;
    const size_t surname = SurnameLength(paragraph.substr(at));
    if (surname == 0) return;
    for (const size_t given : {2, 1}) {
      const std::u32string_view name = paragraph.substr(at, surname + given);
      if (name.size() < surname + given || !std::all_of(name.begin(), name.end(), IsHan)) continue;
      if (EndsName(paragraph.substr(at + name.size())) && !IsWord(name)) {
        behind_role_[{p, at}] = at + name.size();
        if (name.size() > 2) accepted_.insert(std::u32string(name));
        return;
      }
    }
  }

  static bool EndsName(std::u32string_view rest) {
    if (rest.empty() || rest[0] == U'、' || rest[0] == U',' || rest[0] == U')' || rest[0] == U';') return true;
    return CueLength(rest) > 1 || rest.starts_with(U"说") || rest.starts_with(U"报导") || rest.starts_with(U"摄");
  }

  const Word* At(size_t p, size_t w) const { return w < analysis_.words[p].size() ? &analysis_.words[p][w] : nullptr; }

  // The words that one name is printed in: `约翰·史密斯` is several.
  size_t WordsOfName(size_t p, size_t w) const {
    const std::u32string_view text = analysis_.body[p].text();
    constexpr size_t kMost = 12;
    size_t end = w + 1;
    while (end - w < kMost && At(p, end + 1) && text[At(p, end)->from] == U'·' && IsHanWord(p, end + 1) &&
           IsHanWord(p, end - 1)) {
      end += 2;
      // A foreign name whose first character is a word of its own: 木|沙, 莫|内.
      const Word& part = *At(p, end - 1);
      const Word* const rest = At(p, end);
      if (rest != nullptr && part.to - part.from == 1 && rest->to - rest->from <= 2 &&
          IsTransliterated(TextOfWord(analysis_.body[p], *rest))) {
        ++end;
      }
    }
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
    if (kNoGivenEndings.find(text.back()) != kNoGivenEndings.npos || kAddresses.Has(text.substr(1))) return false;
    return SurnameLength(text) > 0;
  }

  // Every character is one that foreign names are written with.
  bool IsTransliterated(std::u32string_view text) const {
    constexpr float kCommonEnough = 7.5F;
    return std::all_of(text.begin(), text.end(),
                       [&](char32_t c) { return IsHan(c) && lexicon_.TransliterationCost(c) < kCommonEnough; });
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
      weight += 1.2;
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
    if (name.size() == 3 || SurnameLength(name) == 2) weight += 1.0;
    if (IsCommonWord(name[0])) {
      if (name.size() == 3) weight -= IsWord(name.substr(1)) ? 2.2 : 0.3;
      if (name.size() == 2 && word.composed) weight -= 1.0;
    }
    if (name.size() == 2 && !word.composed) weight -= 0.3;
    return weight;
  }

  // 客人 of 向客人.
  bool IsWord(std::u32string_view text) const {
    const LexiconWord word = lexicon_.Find(text);
    return word.length > 0 && word.word_class != WordClass::kPerson;
  }

  // What follows a name: a verb of speech, a form of address.
  double RightContext(std::u32string_view rest) const {
    if (CueLength(rest) > 0) return 1.5;
    constexpr WordTable kBehindNames = {U"同志", U"先生", U"女士", U"教授", U"院士", U"等人", U"一行",
                                        U"委员", U"代表", U"主席", U"总理", U"总统", U"书记", U"部长",
                                        U"博士", U"老师", U"出席", U"会见", U"主持", U"接受"};
    if (kBehindNames.HasBeginningOf(rest)) return 1.2;
    if (!rest.empty() && (rest[0] == U'(' || rest[0] == U'、')) return 0.7;
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
        const auto behind_role = behind_role_.find({p, word.from});
        to = behind_role != behind_role_.end() ? behind_role->second : KnownNameAt(paragraph, word.from);
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
  std::map<std::pair<size_t, size_t>, size_t> behind_role_;  // by paragraph and first character: the end
};

}  // namespace

void FindPersons(const Lexicon& lexicon, const std::vector<std::string>& known, Analysis& analysis) {
  PersonFinder(lexicon, known, analysis).Run();
}

}  // namespace broadsheet::ingest
