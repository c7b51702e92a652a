#include "ingest_service/parser/extract/titles.h"

#include "ingest_service/parser/extract/role_words.h"
#include "ingest_service/parser/text/word_table.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kLongestChain = 120;  // characters

// Verbs that govern a person rather than name a body.
constexpr WordTable kGoverning = {U"采访", U"参观", U"邀请", U"会见", U"走访", U"访问", U"告诉", U"介绍", U"任命",
                                  U"担任", U"当选", U"是",   U"为",   U"由",   U"让",   U"请",   U"说",   U"等",
                                  U"对",   U"向",   U"会",   U"据",   U"称",   U"表示", U"认为", U"得知", U"获悉",
                                  U"问",   U"找到", U"遇到", U"看望", U"祝贺", U"聘请", U"接受", U"聘任", U"到"};

// A mandate that stands before other posts: 全国人大代表, 省政协委员.
bool IsMandate(std::u32string_view title) {
  return title.ends_with(U"人大代表") || title.ends_with(U"政协委员") || title.ends_with(U"人民代表大会代表") ||
         title.ends_with(U"党代表") || title.ends_with(U"大代表");
}

// Walks from a name to the left, one post at a time.
class ChainReader {
 public:
  ChainReader(std::u32string_view text, size_t name, const Lexicon& lexicon)
      : text_(text), words_(CutIntoWords(text.substr(0, name), lexicon)) {}

  std::vector<PrintedTitle> Read(size_t base) {
    std::vector<PrintedTitle> titles;
    size_t end = words_.size();
    while (end > base && titles.size() < 8) {
      const size_t begin = SegmentBegin(end, base);
      if (begin == end || !EndsInRole(begin, end)) break;
      PrintedTitle title{words_[begin].from, words_[end - 1].to, 0};
      title.organization_end = RoleBegin(begin, end);
      const bool comma = !titles.empty() && text_[words_[end].from] == U',';
      if (comma && !IsMandate(text_.substr(title.from, title.to - title.from))) break;
      titles.insert(titles.begin(), title);
      if (begin == base || !IsSeparator(words_[begin - 1])) break;
      end = begin - 1;
    }
    return Merged(titles);
  }

 private:
  std::u32string_view Text(const Word& word) const { return text_.substr(word.from, word.to - word.from); }
  bool IsSeparator(const Word& word) const {
    return word.word_class == WordClass::kPunctuation && (text_[word.from] == U'、' || text_[word.from] == U',');
  }

  // Where the post that ends before words_[end] begins.
  size_t SegmentBegin(size_t end, size_t base) const {
    size_t begin = end;
    for (size_t at = end; at > base; --at) {
      const Word& word = words_[at - 1];
      if (Stops(word, at < words_.size() && at < end ? &words_[at] : nullptr)) break;
      const bool body_begins = begin < end && (words_[begin].word_class == WordClass::kOrganization ||
                                               words_[begin].word_class == WordClass::kPlace);
      const bool inner = word.word_class == WordClass::kVerb || word.word_class == WordClass::kAdverb ||
                         word.word_class == WordClass::kFunction || Text(word) == U"与";
      if (inner && (body_begins || at == end)) break;
      if (!inner || (word.word_class == WordClass::kVerb && at > base && NounBefore(at - 1, base))) begin = at - 1;
    }
    return begin;
  }

  bool NounBefore(size_t at, size_t base) const {
    if (at == base) return false;
    const WordClass c = words_[at - 1].word_class;
    return c == WordClass::kNoun || c == WordClass::kPlace || c == WordClass::kOrganization ||
           c == WordClass::kProper || c == WordClass::kUnknown || c == WordClass::kMorpheme;
  }

  bool Stops(const Word& word, const Word* behind) const {
    switch (word.word_class) {
      case WordClass::kPunctuation: {
        const char32_t c = text_[word.from];
        return c != U'(' && c != U')' && c != U'·' && c != U'&';
      }
      case WordClass::kPronoun:
        return Text(word) != U"我国";
      case WordClass::kTime:
      case WordClass::kIdiom:
        return true;
      case WordClass::kFunction:
        return Text(word) != U"和" && Text(word) != U"与" && Text(word) != U"及";
      case WordClass::kAdverb:
        return Text(word).size() == 1 && Text(word) != U"副" && Text(word) != U"总" && behind == nullptr;
      case WordClass::kPerson:
        return word.to - word.from >= 2 && behind != nullptr && IsRoleWord(Text(*behind)) == false && word.composed;
      default:
        return kGoverning.Has(Text(word));
    }
  }

  bool EndsInRole(size_t begin, size_t end) const {
    return IsRoleWord(text_.substr(words_[begin].from, words_[end - 1].to - words_[begin].from));
  }

  // First character of the post's name, behind the organisation's.
  size_t RoleBegin(size_t begin, size_t end) const {
    const std::u32string_view title = text_.substr(words_[begin].from, words_[end - 1].to - words_[begin].from);
    if (IsMandate(title)) return words_[end - 1].to - 2;
    size_t at = end - 1;
    if (!IsRoleWord(Text(words_[at])) && at > begin) --at;  // a role cut in two
    while (at > begin && (IsRolePrefix(Text(words_[at - 1])) || IsRoleWord(Text(words_[at - 1])))) --at;
    return words_[at].from;
  }

  // Joins posts without an organisation to the one before.
  static std::vector<PrintedTitle> MergedInto(std::vector<PrintedTitle> merged, PrintedTitle title, bool mandate) {
    const bool bare = title.organization_end == title.from;
    if (bare && !merged.empty() && !mandate && merged.back().organization_end > merged.back().from) {
      merged.back().to = title.to;
    } else {
      merged.push_back(title);
    }
    return merged;
  }

  std::vector<PrintedTitle> Merged(const std::vector<PrintedTitle>& titles) const {
    std::vector<PrintedTitle> merged;
    for (const PrintedTitle& title : titles) {
      const bool mandate =
          !merged.empty() && IsMandate(text_.substr(merged.back().from, merged.back().to - merged.back().from));
      merged = MergedInto(std::move(merged), title, mandate);
    }
    return merged;
  }

  std::u32string_view text_;
  std::vector<Word> words_;
};

// All posts before one mention, as the record keeps them.
void Fill(const BodyParagraph& body, const record::v1::Paragraph& paragraph, const std::vector<PrintedTitle>& titles,
          record::v1::Speaker& speaker) {
  for (const PrintedTitle& title : titles) {
    record::v1::Title& added = *speaker.add_titles();
    *added.mutable_text() = TextOf(paragraph, body.folded.Bytes(title.from, title.to));
    added.set_organization(std::string(body.Printed(title.from, title.organization_end)));
    added.set_role(std::string(body.Printed(title.organization_end, title.to)));
  }
}

}  // namespace

std::vector<PrintedTitle> TitlesBefore(std::u32string_view text, size_t name, const Lexicon& lexicon) {
  const size_t base = name > kLongestChain ? name - kLongestChain : 0;
  const std::u32string_view window = text.substr(base, name - base);
  std::vector<PrintedTitle> titles = ChainReader(window, name - base, lexicon).Read(0);
  for (PrintedTitle& title : titles) title.from += base, title.to += base, title.organization_end += base;
  return titles;
}

void ExtractSpeakerTitles(const Analysis& analysis, const Lexicon& lexicon, record::v1::Record& record) {
  if (!record.has_speaker() || record.speaker().name().empty()) return;
  const std::u32string name = FoldForMatching(record.speaker().name()).text;
  for (size_t p = 0; p < analysis.body.size(); ++p) {
    const std::u32string_view text = analysis.body[p].text();
    for (size_t at = text.find(name); at != text.npos; at = text.find(name, at + name.size())) {
      const std::vector<PrintedTitle> titles = TitlesBefore(text, at, lexicon);
      if (titles.empty()) continue;
      return Fill(analysis.body[p], record.paragraphs(static_cast<int>(p)), titles, *record.mutable_speaker());
    }
  }
}

}  // namespace broadsheet::ingest
