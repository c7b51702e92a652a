#include "ingest_service/parser/latin/people.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace broadsheet::ingest::latin {
namespace {

class PeopleFinder {
 public:
  PeopleFinder(const Body& body, const std::vector<NameRun>& runs, const std::vector<std::string>& known,
               const Vocabulary& words)
      : body_(body), runs_(runs), words_(words) {
    for (const std::string& name : known) accepted_.insert(KeyOf(name));
  }

  People Run() {
    for (const NameRun& run : runs_) {
      if (IsSurnameAlone(run)) alone_.insert(LastKey(run));
    }
    for (const NameRun& run : runs_) {
      if (MayBeFullName(run) && SpeaksForPerson(run)) accepted_.insert(KeyOf(TextOf(body_, run.range)));
    }
    for (const NameRun& run : runs_) {
      if (!MayBeFullName(run)) continue;
      if (accepted_.contains(KeyOf(TextOf(body_, run.range)))) {
        AddFull(run);
      } else {
        people_.doubtful.push_back(run.range);
      }
    }
    for (const NameRun& run : runs_) AddBySurname(run);
    return Sorted();
  }

 private:
  static constexpr size_t kMostWords = 5;

  const Paragraph& ParagraphOf(const NameRun& run) const { return body_[run.range.paragraph]; }
  const Token& TokenAt(const NameRun& run, size_t at) const { return ParagraphOf(run).tokens[at]; }
  const std::string& LastKey(const NameRun& run) const { return TokenAt(run, run.range.to - 1).key; }
  static size_t Length(const NameRun& run) { return run.range.to - run.range.from; }

  static bool IsSurnameAlone(const NameRun& run) {
    return Length(run) == 1 && run.kind == NameRun::Kind::kUnknown && !run.with_article;
  }

  bool MayBeFullName(const NameRun& run) const {
    if (run.kind != NameRun::Kind::kUnknown || Length(run) < 2 || Length(run) > kMostWords) return false;
    if (run.with_article && !run.titled) return false;
    for (size_t at = run.range.from; at < run.range.to; ++at) {
      if (TokenAt(run, at).all_capitals && TokenAt(run, at).key.find('.') == std::string::npos) return false;
    }
    return TokenAt(run, run.range.from).IsWord();
  }

  bool SpeaksForPerson(const NameRun& run) const {
    return run.titled || alone_.contains(LastKey(run)) || SaysWhatSomebodyIs(run) || Speaks(run) || Owns(run);
  }

  // Ann Lee, 42, … Ann Lee, who … Ann Lee, the chief engineer … the engineer, Ann Lee
  bool SaysWhatSomebodyIs(const NameRun& run) const {
    constexpr size_t kFarthestPost = 5;  // words behind the comma
    const Paragraph& paragraph = ParagraphOf(run);
    const size_t from = run.range.from, comma = run.range.to;
    if (from > 1 && paragraph.IsMark(from - 1, ",") && PhraseBefore(paragraph, from - 1, words_.posts) > 0) return true;
    if (!paragraph.IsMark(comma, ",") || comma + 1 >= paragraph.tokens.size()) return false;
    const Token& first = paragraph.tokens[comma + 1];
    if (first.kind == Token::Kind::kNumber) return paragraph.IsMark(comma + 2, ",") && first.to - first.from < 4;
    if (words_.relative_pronouns.Has(first.key)) return true;
    const size_t end = std::min(paragraph.tokens.size(), comma + 1 + kFarthestPost);
    for (size_t at = comma + 1; at < end && paragraph.tokens[at].IsWord(); ++at) {
      if (!paragraph.tokens[at].capital && PhraseAt(paragraph, at, words_.posts) > 0) return true;
    }
    return false;
  }

  // Ann Lee [, the chief engineer,] said
  bool Speaks(const NameRun& run) const {
    const Paragraph& paragraph = ParagraphOf(run);
    size_t behind = run.range.to;
    if (paragraph.IsMark(behind, ",")) ++behind;
    while (behind < paragraph.tokens.size() && words_.speech_adverbs.Has(paragraph.tokens[behind].key)) ++behind;
    return IsVerb(paragraph, behind) || IsSaidBefore(run);
  }

  // said Ann Lee, said Hill's friend Ann Lee
  bool IsSaidBefore(const NameRun& run) const {
    constexpr size_t kFarthest = 6;  // words
    const Paragraph& paragraph = ParagraphOf(run);
    for (size_t at = run.range.from; at > 0 && run.range.from - at < kFarthest; --at) {
      if (IsVerb(paragraph, at - 1)) return true;
      const Token& token = paragraph.tokens[at - 1];
      if (token.IsWord() ? words_.prepositions.Has(token.key) : !paragraph.Text(token).ends_with("s")) return false;
    }
    return false;
  }

  // Ann Lee and her friends
  bool Owns(const NameRun& run) const {
    constexpr size_t kFarthest = 3;  // words
    const Paragraph& paragraph = ParagraphOf(run);
    for (size_t at = run.range.to; at < paragraph.tokens.size() && at < run.range.to + kFarthest; ++at) {
      if (!paragraph.tokens[at].IsWord() || paragraph.tokens[at].capital) return false;
      if (words_.possessives.Has(paragraph.tokens[at].key)) return true;
    }
    return false;
  }

  bool IsVerb(const Paragraph& paragraph, size_t at) const {
    return at < paragraph.tokens.size() && !paragraph.tokens[at].capital &&
           words_.speech_verbs.Has(paragraph.tokens[at].key);
  }

  void AddFull(const NameRun& run) {
    const auto [known, added] = by_name_.emplace(NameKey(run), people_.persons.size());
    const std::string printed = TextOf(body_, run.range);
    if (added) people_.persons.push_back({printed, {}});
    std::string& name = people_.persons[known->second].name;
    if (printed.size() > name.size()) name = printed;
    by_surname_[LastKey(run)] = known->second;
    people_.mentions.push_back({run.range, known->second});
  }

  // By which Ann Lee and Ann M. Lee are one.
  std::string NameKey(const NameRun& run) const { return TokenAt(run, run.range.from).key + ' ' + LastKey(run); }

  void AddBySurname(const NameRun& run) {
    if (Length(run) != 1 || (run.with_article && !run.titled) || run.kind == NameRun::Kind::kBody) return;
    const auto known = by_surname_.find(LastKey(run));
    if (known != by_surname_.end()) {
      people_.mentions.push_back({run.range, known->second});
    } else if (run.titled && !TokenAt(run, run.range.from).all_capitals) {
      by_surname_.emplace(LastKey(run), people_.persons.size());
      people_.mentions.push_back({run.range, people_.persons.size()});
      people_.persons.push_back({TextOf(body_, run.range), {}});
    }
  }

  People Sorted() {
    std::sort(people_.mentions.begin(), people_.mentions.end(), [](const Mention& a, const Mention& b) {
      return a.range.paragraph != b.range.paragraph ? a.range.paragraph < b.range.paragraph
                                                    : a.range.from < b.range.from;
    });
    std::vector<Person> in_order;
    std::unordered_map<size_t, size_t> place;
    for (Mention& mention : people_.mentions) {
      const auto [known, added] = place.emplace(mention.person, in_order.size());
      if (added) in_order.push_back(std::move(people_.persons[mention.person]));
      mention.person = known->second;
      in_order[known->second].mentions.push_back(mention.range);
    }
    people_.persons = std::move(in_order);
    return std::move(people_);
  }

  const Body& body_;
  const std::vector<NameRun>& runs_;
  const Vocabulary& words_;
  std::unordered_set<std::string> accepted_;  // full names, by key
  std::unordered_set<std::string> alone_;     // last words that stand by themselves somewhere
  std::unordered_map<std::string, size_t> by_name_, by_surname_;
  People people_;
};

bool IsBefore(const Mention& mention, const std::pair<size_t, size_t>& place) {
  return std::pair(mention.range.paragraph, mention.range.from) < place;
}

}  // namespace

const Mention* People::At(size_t paragraph, size_t at) const {
  const auto found = std::lower_bound(mentions.begin(), mentions.end(), std::pair(paragraph, at), IsBefore);
  const bool here = found != mentions.end() && found->range.paragraph == paragraph && found->range.from == at;
  return here ? &*found : nullptr;
}

const Mention* People::Before(size_t paragraph, size_t end) const {
  const auto behind = std::lower_bound(mentions.begin(), mentions.end(), std::pair(paragraph, end), IsBefore);
  if (behind == mentions.begin()) return nullptr;
  const Mention& last = *(behind - 1);
  return last.range.paragraph == paragraph && last.range.to == end ? &last : nullptr;
}

People FindPeople(const Body& body, const std::vector<NameRun>& runs, const std::vector<std::string>& known,
                  const Vocabulary& vocabulary) {
  return PeopleFinder(body, runs, known, vocabulary).Run();
}

}  // namespace broadsheet::ingest::latin
