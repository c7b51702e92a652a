#include "ingest_service/parser/extract/attributions.h"

#include <algorithm>
#include <string_view>

#include "common/text/utf8.h"
#include "ingest_service/parser/credits/chinese_names.h"
#include "ingest_service/parser/extract/quote_marks.h"
#include "ingest_service/parser/extract/role_words.h"
#include "ingest_service/parser/text/word_table.h"

namespace broadsheet::ingest {
namespace {

constexpr std::u32string_view kSentenceEnds = U"。!?…";
constexpr size_t kFarthestCue = 30;       // characters between a speaker and the verb
constexpr size_t kLongestAddressee = 12;  // of 告诉记者
// How people are spoken of by their surname.
constexpr WordTable kAddresses = {U"先生", U"女士", U"老师", U"师傅", U"大爷", U"大妈", U"大姐", U"大叔",
                                  U"大哥", U"阿姨", U"奶奶", U"爷爷", U"老伯", U"婆婆", U"同学"};
// What makes the word behind it a noun: 三点建议, 他的希望.
constexpr WordTable kBeforeNouns = {U"点", U"条", U"项", U"个", U"份", U"的", U"些", U"有", U"类", U"种"};

bool In(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }

// Length of 廖阿姨, or of 老周 before a verb of speech; 0: neither is there.
size_t InformalNameLength(std::u32string_view text) {
  if (text.size() < 3) return 0;
  if (In(U"老小阿", text[0])) return IsFrequentSurname(text[1]) && CueLength(text.substr(2)) > 0 ? 2 : 0;
  if (!IsFrequentSurname(text[0]) || IsCommonWord(text[0])) return 0;
  const auto* const address = kAddresses.FindBeginning(text.substr(1));
  return address == kAddresses.end() ? 0 : 1 + address->size();
}

bool StandsAsNoun(std::u32string_view text, size_t cue) {
  return kBeforeNouns.HasEndingOf(text.substr(0, cue)) && CueLength(text.substr(cue)) > 1;
}

// Walks a paragraph, keeping the subject of its sentence in mind.
class AttributionFinder {
 public:
  explicit AttributionFinder(const Analysis& analysis) : analysis_(analysis), person_(analysis.persons.begin()) {}

  std::vector<Attribution> Run() {
    for (paragraph_ = 0; paragraph_ < analysis_.body.size(); ++paragraph_) Read();
    return std::move(found_);
  }

 private:
  static constexpr size_t kNone = std::u32string_view::npos;

  void Read() {
    text_ = analysis_.body[paragraph_].text();
    marked_ = FindMarkedWords(text_);
    subject_ = kNone;
    while (person_ != analysis_.persons.end() && person_->paragraph < paragraph_) ++person_;
    for (size_t at = 0; at < text_.size();) at = Step(at);
  }

  // Reads what begins at `at`; returns where to go on.
  size_t Step(size_t at) {
    if (In(kSentenceEnds, text_[at])) subject_ = kNone;
    if (person_ != analysis_.persons.end() && person_->paragraph == paragraph_ && person_->from == at) {
      const CharRange& person = *person_++;
      if (IsMarked(marked_, at)) {
        subject_ = at, subject_end_ = person.to;
      } else {
        SetSubject(person);
      }
      return person.to;
    }
    if (IsMarked(marked_, at)) return at + 1;
    if (const size_t length = InformalNameLength(text_.substr(at)); length > 0) {
      SetSubject({paragraph_, at, at + length});
      return at + length;
    }
    const bool pronoun = text_[at] == U'他' || text_[at] == U'她';
    if (pronoun && (at + 1 == text_.size() || text_[at + 1] != U'们')) subject_ = at, subject_end_ = at + 1;
    const size_t length = CueLength(text_.substr(at));
    if (length == 0) return at + 1;
    const bool governs = subject_ != kNone && at - subject_end_ <= kFarthestCue && !speaker_.empty();
    if (governs && !StandsAsNoun(text_, at)) {
      found_.push_back({speaker_, paragraph_, subject_, at, at + length, BehindAddressee(at, at + length)});
    }
    return at + length;
  }

  void SetSubject(const CharRange& range) {
    subject_ = range.from, subject_end_ = range.to;
    speaker_ = analysis_.Printed(range);
  }

  // 告诉记者，…: the words begin behind the comma.
  size_t BehindAddressee(size_t from, size_t to) const {
    if (text_.substr(from, to - from) != U"告诉") return to;
    const size_t comma = text_.substr(0, std::min(text_.size(), to + kLongestAddressee)).find_first_of(U",:", to);
    return comma == kNone ? to : comma;
  }

  const Analysis& analysis_;
  std::vector<CharRange>::const_iterator person_;
  size_t paragraph_ = 0;
  std::u32string_view text_;
  std::vector<MarkedWords> marked_;
  size_t subject_ = kNone;  // of the sentence: where its last person or pronoun begins
  size_t subject_end_ = 0;
  std::string speaker_;  // the person named last, whom 他 and 她 mean
  std::vector<Attribution> found_;
};

}  // namespace

std::vector<Attribution> FindAttributions(const Analysis& analysis) { return AttributionFinder(analysis).Run(); }

}  // namespace broadsheet::ingest
