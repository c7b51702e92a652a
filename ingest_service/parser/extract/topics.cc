#include "ingest_service/parser/extract/topics.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace broadsheet::ingest {
namespace {

constexpr int kMostKeywords = 16;

bool IsTelling(WordClass word_class) {
  switch (word_class) {
    case WordClass::kNoun:
    case WordClass::kVerbNoun:
    case WordClass::kProper:
    case WordClass::kPlace:
    case WordClass::kOrganization:
    case WordClass::kAbbreviation:
      return true;
    default:
      return false;
  }
}

struct Topic {
  const BodyParagraph* body = nullptr;  // of its first mention
  Word word;
  double cost = 0, weight = 0;
  size_t order = 0;  // of its first mention
  int count = 0;
};

// Paragraphs counted have to outlive it.
class TopicCounter {
 public:
  explicit TopicCounter(const Lexicon& lexicon) : lexicon_(lexicon) {}

  void Count(const BodyParagraph& body, const std::vector<Word>& words, double factor) {
    for (const Word& word : words) {
      if (!IsTelling(word.word_class) || word.to - word.from < 2) continue;
      const std::u32string_view text = body.text().substr(word.from, word.to - word.from);
      Topic& topic = topics_[text];
      if (topic.count++ == 0) {
        topic.body = &body;
        topic.word = word;
        topic.cost = lexicon_.Find(text).cost;
        topic.order = topics_.size();
      }
      topic.weight += factor * topic.cost;
    }
  }

  std::vector<Topic> Best() {
    std::vector<Topic> topics;
    for (const auto& [text, topic] : topics_) {
      if (topic.count > 1) topics.push_back(topic);
    }
    std::sort(topics.begin(), topics.end(), [](const Topic& a, const Topic& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.order < b.order;
    });
    if (topics.size() > kMostKeywords) topics.resize(kMostKeywords);
    return topics;
  }

 private:
  const Lexicon& lexicon_;
  std::unordered_map<std::u32string_view, Topic> topics_;
};

}  // namespace

void ExtractKeywords(const Analysis& analysis, const Lexicon& lexicon, record::v1::Record& record) {
  TopicCounter counter(lexicon);
  const BodyParagraph headline{record.headline().text(), FoldForMatching(record.headline().text())};
  constexpr double kHeadlineFactor = 2;
  counter.Count(headline, CutIntoWords(headline.text(), lexicon), kHeadlineFactor);
  for (size_t p = 0; p < analysis.body.size(); ++p) counter.Count(analysis.body[p], analysis.words[p], 1);
  for (const Topic& topic : counter.Best()) {
    record.add_keywords(std::string(topic.body->Printed(topic.word.from, topic.word.to)));
  }
}

}  // namespace broadsheet::ingest
