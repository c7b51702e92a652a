#include "ingest_service/parser/latin/attributions.h"

#include <algorithm>

namespace broadsheet::ingest::latin {
namespace {

class AttributionFinder {
 public:
  AttributionFinder(const Body& body, const People& people, const std::vector<Quotation>& quotations,
                    const Vocabulary& words)
      : body_(body), people_(people), words_(words) {
    for (const Quotation& quotation : quotations)
      quoted_.insert(quoted_.end(), quotation.parts.begin(), quotation.parts.end());
  }

  std::vector<Attribution> Run() {
    for (index_ = 0; index_ < body_.size(); ++index_) {
      for (size_t at = 0; at < Tokens().size(); ++at) {
        if (IsQuoted(at)) continue;
        NoteWhoIsNamed(at);
        if (IsVerb(at)) Read(at);
      }
    }
    return std::move(found_);
  }

 private:
  // A subject: tokens [from, to) and who it is.
  struct Subject {
    size_t from, to, person;
  };

  const Paragraph& Here() const { return body_[index_]; }
  const std::vector<Token>& Tokens() const { return body_[index_].tokens; }

  bool IsQuoted(size_t at) const {
    const auto behind =
        std::upper_bound(quoted_.begin(), quoted_.end(), Tokens()[at].from, [this](size_t from, const ByteSpan& span) {
          return index_ != span.paragraph ? index_ < span.paragraph : from < span.from;
        });
    return behind != quoted_.begin() && (behind - 1)->paragraph == index_ && Tokens()[at].from < (behind - 1)->to;
  }

  bool IsVerb(size_t at) const {
    return Tokens()[at].IsWord() && !Tokens()[at].capital && words_.speech_verbs.Has(Tokens()[at].key);
  }

  // Behind a name that may be a person's, a pronoun may mean them.
  void NoteWhoIsNamed(size_t at) {
    if (const Mention* const mention = people_.At(index_, at)) last_ = mention->person;
    while (doubtful_ < people_.doubtful.size() && IsBefore(people_.doubtful[doubtful_], at)) ++doubtful_;
    if (doubtful_ == people_.doubtful.size()) return;
    const TokenRange& range = people_.doubtful[doubtful_];
    if (range.paragraph == index_ && range.from == at) last_.reset();
  }

  bool IsBefore(const TokenRange& range, size_t at) const {
    return range.paragraph != index_ ? range.paragraph < index_ : range.from < at;
  }

  void Read(size_t verb) {
    const std::optional<Subject> before = SubjectBefore(verb);
    const std::optional<Subject> subject = before ? before : SubjectBehind(verb);
    if (!subject) return;
    Attribution a;
    a.speaker = people_.persons[subject->person].name;
    a.paragraph = index_;
    a.inverted = !before;
    a.from = Tokens()[std::min(subject->from, verb)].from;
    a.to = Tokens()[std::max(subject->to - 1, verb)].to;
    a.cue_from = Tokens()[verb].from, a.cue_to = Tokens()[verb].to;
    found_.push_back(std::move(a));
  }

  // Ann Lee said; she also said; Ann Lee, the chief engineer of the port, said
  std::optional<Subject> SubjectBefore(size_t verb) const {
    size_t end = verb;
    while (end > 0 && words_.speech_adverbs.Has(Tokens()[end - 1].key)) --end;
    if (end == 0) return std::nullopt;
    if (words_.pronouns.Has(Tokens()[end - 1].key)) return Pronoun(end - 1);
    if (const Mention* const mention = people_.Before(index_, end)) return Of(*mention);
    if (!Here().IsMark(end - 1, ",")) return std::nullopt;
    if (const Mention* const mention = people_.Before(index_, end - 1)) return Of(*mention);
    return BeforeApposition(end - 1);
  }

  // The person before the comma that another one, at `comma`, closes.
  std::optional<Subject> BeforeApposition(size_t comma) const {
    constexpr size_t kLongest = 25;  // words
    for (size_t at = comma; at > 0 && comma - at < kLongest; --at) {
      const size_t token = at - 1;
      if (Here().EndsSentence(token) || IsQuoted(token) || (Tokens()[token].IsWord() && IsVerb(token)))
        return std::nullopt;
      if (!Here().IsMark(token, ",")) continue;
      if (const Mention* const mention = people_.Before(index_, token)) return Of(*mention);
    }
    return std::nullopt;
  }

  // said Ann Lee; said Mr. Lee; said the librarian, Ann Lee: behind a quotation or
  // a comma.
  std::optional<Subject> SubjectBehind(size_t verb) const {
    constexpr size_t kFarthest = 8;  // words
    size_t before = verb;
    while (before > 0 && words_.speech_adverbs.Has(Tokens()[before - 1].key)) --before;
    if (before == 0 || Tokens()[before - 1].kind != Token::Kind::kMark || Here().EndsSentence(before - 1))
      return std::nullopt;
    size_t commas = 0;
    for (size_t at = verb + 1; at < Tokens().size() && at <= verb + kFarthest; ++at) {
      if (const Mention* const mention = people_.At(index_, at)) return Of(*mention);
      if (at == verb + 1 && words_.pronouns.Has(Tokens()[at].key)) return Pronoun(at);
      if (Here().IsMark(at, ",") ? ++commas > 1 : !Tokens()[at].IsWord()) return std::nullopt;
    }
    return std::nullopt;
  }

  std::optional<Subject> Pronoun(size_t at) const {
    if (!last_) return std::nullopt;
    return Subject{at, at + 1, *last_};
  }
  static Subject Of(const Mention& mention) { return {mention.range.from, mention.range.to, mention.person}; }

  const Body& body_;
  const People& people_;
  const Vocabulary& words_;
  std::vector<ByteSpan> quoted_;
  size_t index_ = 0;
  size_t doubtful_ = 0;         // of people_.doubtful: the next one
  std::optional<size_t> last_;  // the person named last
  std::vector<Attribution> found_;
};

}  // namespace

std::vector<Attribution> FindAttributions(const Body& body, const People& people,
                                          const std::vector<Quotation>& quotations, const Vocabulary& vocabulary) {
  return AttributionFinder(body, people, quotations, vocabulary).Run();
}

}  // namespace broadsheet::ingest::latin
