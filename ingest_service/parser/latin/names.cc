#include "ingest_service/parser/latin/names.h"

#include <algorithm>
#include <optional>

namespace broadsheet::ingest::latin {
namespace {

class NameFinder {
 public:
  NameFinder(const Body& body, const std::vector<ByteSpan>& dates, const Vocabulary& words, const Gazetteer& gazetteer)
      : body_(body), dates_(dates), words_(words), gazetteer_(gazetteer) {}

  std::vector<NameRun> Run() {
    for (index_ = 0; index_ < body_.size(); ++index_) {
      paragraph_ = &body_[index_];
      if (paragraph_->heading) continue;
      for (size_t at = 0; at < Tokens().size();) {
        const size_t end = EndOfRun(at);
        if (end > at) Read(at, end);
        at = std::max(end, at + 1);
      }
    }
    return std::move(runs_);
  }

 private:
  static constexpr size_t kLongestRun = 20;  // words

  const std::vector<Token>& Tokens() const { return paragraph_->tokens; }

  bool IsNameWord(size_t at) const {
    if (at >= Tokens().size()) return false;
    const Token& token = Tokens()[at];
    if (!token.IsWord() || !token.capital || IsDated(token)) return false;
    return !token.opens_sentence || !words_.openers.Has(token.key);
  }

  bool IsDated(const Token& token) const {
    const auto behind =
        std::upper_bound(dates_.begin(), dates_.end(), token.from, [this](size_t from, const ByteSpan& date) {
          return index_ != date.paragraph ? index_ < date.paragraph : from < date.from;
        });
    return behind != dates_.begin() && (behind - 1)->paragraph == index_ && token.from < (behind - 1)->to;
  }

  bool Joined(size_t at) const { return at < Tokens().size() && Tokens()[at].joined; }
  // The word at `at` goes on a name.
  bool GoesOn(size_t at) const { return Joined(at) && IsNameWord(at); }

  // One past the name that begins at `at`; `at`: none does. Between its words
  // may stand particles (van, de la), an ampersand and, behind the first word of a
  // body, what it is for (of the North).
  size_t EndOfRun(size_t at) const {
    if (!IsNameWord(at)) return at;
    size_t end = at + 1;
    for (bool grown = true; grown && end - at < kLongestRun;) {
      const size_t before = end;
      if (GoesOn(end)) {
        ++end;
      } else if (paragraph_->IsMark(end, "&") && IsNameWord(end + 1)) {
        end += 2;
      } else {
        end = BehindLink(words_.articles.Has(Tokens()[at].key) ? at + 1 : at, end);
        if (end == before) end = BehindParticles(end);
      }
      grown = end > before;
    }
    return end;
  }

  // Anne de Ville, but not Anne de Paris.
  size_t BehindParticles(size_t at) const {
    size_t end = at;
    while (Joined(end) && !Tokens()[end].capital && words_.particles.Has(Tokens()[end].key)) ++end;
    const bool named = end > at && GoesOn(end);
    return named && gazetteer_.Find(paragraph_->Text(Tokens()[end])) == nullptr ? end + 1 : at;
  }

  // `of [the] North` and `and Industry` behind the words of a body.
  size_t BehindLink(size_t from, size_t end) const {
    if (from == end) return end;
    if (words_.body_openings.Has(Tokens()[end - 1].key) || IsLinked(from, end)) {
      const size_t link = PhraseAt(*paragraph_, end, words_.links);
      const size_t name = end + link;
      const size_t behind =
          Joined(name) && words_.articles.Has(Tokens()[name].key) && !IsNameWord(name) ? name + 1 : name;
      if (link > 0 && Joined(end) && GoesOn(behind)) return behind + 1;
    }
    const bool more = words_.offices.Has(Tokens()[from].key) && IsLinked(from, end) && Joined(end) &&
                      words_.conjunctions.Has(Tokens()[end].key) && GoesOn(end + 1);
    return more ? end + 2 : end;
  }

  // The run has a link already: its last word is what the body is for.
  bool IsLinked(size_t from, size_t end) const {
    return words_.body_openings.Has(Tokens()[from].key) &&
           std::any_of(Tokens().begin() + static_cast<ptrdiff_t>(from), Tokens().begin() + static_cast<ptrdiff_t>(end),
                       [&](const Token& t) { return !t.capital && words_.links.Has(t.key); });
  }

  // One past the last title in [from, end), and where it begins.
  struct Title {
    size_t from, to;
  };
  std::optional<Title> LastTitle(size_t from, size_t end) const {
    for (size_t to = end; to > from; --to) {
      const size_t length =
          std::max(PhraseBefore(*paragraph_, to, words_.posts), PhraseBefore(*paragraph_, to, words_.honorifics));
      if (length > 0 && to - length >= from) return Title{to - length, to};
    }
    return std::nullopt;
  }

  void Read(size_t from, size_t end) {
    // The Hague is a name, The Harbour is not.
    const bool article = words_.articles.Has(Tokens()[from].key);
    if (article && gazetteer_.Find(latin::TextOf(body_, {index_, from, end})) == nullptr && ++from == end) return;
    if (const std::optional<Title> title = LastTitle(from, end)) {
      if (title->from > from) Add(from, title->from, false);
      if (title->to < end) Add(title->to, end, true);
      return;
    }
    Add(from, end, IsTitledBefore(from));
  }

  bool IsTitledBefore(size_t at) const {
    return Joined(at) &&
           (PhraseBefore(*paragraph_, at, words_.posts) > 0 || PhraseBefore(*paragraph_, at, words_.honorifics) > 0);
  }

  void Add(size_t from, size_t to, bool titled) {
    NameRun run;
    run.range = {index_, from, to};
    run.titled = titled;
    run.with_article = from > 0 && Joined(from) && words_.articles.Has(Tokens()[from - 1].key);
    if (titled) {
      run.kind = NameRun::Kind::kUnknown;
    } else if (IsBody(from, to)) {
      run.kind = NameRun::Kind::kBody;
    } else if (gazetteer_.Find(latin::TextOf(body_, run.range)) != nullptr) {
      run.kind = NameRun::Kind::kPlace;
    }
    runs_.push_back(run);
  }

  bool IsBody(size_t from, size_t to) const {
    if (to - from < 2) return false;
    return words_.body_endings.Has(Tokens()[to - 1].key) || IsLinked(from, to);
  }

  const Body& body_;
  const std::vector<ByteSpan>& dates_;
  const Vocabulary& words_;
  const Gazetteer& gazetteer_;
  size_t index_ = 0;
  const Paragraph* paragraph_ = nullptr;
  std::vector<NameRun> runs_;
};

}  // namespace

std::vector<NameRun> FindNames(const Body& body, const std::vector<ByteSpan>& dates, const Vocabulary& vocabulary,
                               const Gazetteer& gazetteer) {
  return NameFinder(body, dates, vocabulary, gazetteer).Run();
}

}  // namespace broadsheet::ingest::latin
