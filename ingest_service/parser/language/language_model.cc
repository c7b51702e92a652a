#include "ingest_service/parser/language/language_model.h"

#include <libime/core/languagemodel.h>
#include <libime/core/lattice.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numbers>
#include <optional>
#include <system_error>
#include <utility>

#include "common/status/error.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/language/word_trie.h"

namespace broadsheet::ingest {
namespace {

// What a character costs that is no word of the model; log10. Below its rarest words.
constexpr float kUnknownCharacter = -7.0F;

char32_t AsModelCharacter(char32_t c) {
  constexpr std::u32string_view kNumerals = U"〇一二三四五六七八九";
  if (c >= U'0' && c <= U'9') return kNumerals[c - U'0'];
  if (c >= U'０' && c <= U'９') return kNumerals[c - U'０'];
  return c;
}

// The best paths of words that end at one character, one for each of the last
// words that lead here most cheaply.
struct Cell {
  struct Path {
    libime::State state;
    float score;
  };
  std::array<Path, 2> paths;
  int count = 0;

  void Add(const libime::State& state, float score) {
    if (count < 2) {
      paths[count++] = {state, score};
    } else if (score > paths[1].score) {
      paths[1] = {state, score};
    }
    if (count == 2 && paths[1].score > paths[0].score) std::swap(paths[0], paths[1]);
  }
  float best() const { return count > 0 ? paths[0].score : 0; }
};

// At most kReach characters.
struct Letters {
  std::array<char32_t, LanguageModel::kReach> character;
  size_t size = 0;

  explicit Letters(std::u32string_view text) {
    for (char32_t c : text) character[size++] = AsModelCharacter(c);
  }
};

bool IsModelCharacter(char32_t c) { return IsHan(AsModelCharacter(c)); }

std::u32string_view KnownSuffix(std::u32string_view text) {
  size_t n = 0;
  while (n < text.size() && n < LanguageModel::kReach && IsModelCharacter(text[text.size() - n - 1])) ++n;
  return text.substr(text.size() - n);
}

std::u32string_view KnownPrefix(std::u32string_view text) {
  size_t n = 0;
  while (n < text.size() && n < LanguageModel::kReach && IsModelCharacter(text[n])) ++n;
  return text.substr(0, n);
}

}  // namespace

struct LanguageModel::Model {
  explicit Model(const char* path) : file(path) {}

  // Reads the words that the file at `path` lists. False: it lists none, or
  // others than it knows.
  bool ReadWords(const std::string& path);

  // 0: no such word.
  static libime::WordIndex Word(const WordTrie::Prefix& prefix) {
    return prefix.value() == WordTrie::kNoWord ? 0 : prefix.value();
  }

  void Extend(const Cell& from, libime::WordIndex word, Cell& to) const {
    const libime::WordNode node("", word);
    libime::State next;
    float gain = 0;
    for (int i = 0; i < from.count; ++i) {
      // Most of the time both paths are in one state, from which all goes on alike.
      if (i == 0 || from.paths[i].state != from.paths[0].state) gain = file.score(from.paths[i].state, node, next);
      to.Add(next, from.paths[i].score + gain);
    }
  }

  void ExtendUnknown(const Cell& from, Cell& to) const {
    if (from.count > 0) to.Add(file.nullState(), from.best() + kUnknownCharacter);
  }

  Cell Begin() const {
    Cell cell;
    cell.Add(file.nullState(), 0);
    return cell;
  }

  libime::LanguageModel file;
  WordTrie words{WordTrieBuilder()};  // of at most kLongestWord characters, each with its index
};

// KenLM writes the number of words into the header of its files, and all words
// behind everything else: in the order of their indices from 0 on, a zero byte
// behind each. A trie of them finds a word in a fraction of the time that the
// file's own table of hashes takes.
bool LanguageModel::Model::ReadWords(const std::string& path) {
  constexpr std::string_view kFirst("<unk>\0", 6);
  constexpr size_t kCountAt = 108;
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  size_t at = bytes.rfind(kFirst);
  if (at == std::string::npos || at < kCountAt) return false;
  uint64_t count = 0;
  std::memcpy(&count, bytes.data() + kCountAt, sizeof(count));
  WordTrieBuilder builder;
  uint64_t index = 0;
  for (size_t end = 0; (end = bytes.find('\0', at)) != std::string::npos; at = end + 1, ++index) {
    const std::string_view word = std::string_view(bytes).substr(at, end - at);
    if (file.index(word) != index) return false;
    std::u32string characters;
    for (size_t i = 0; i < word.size();) characters += NextCharacter(word, i);
    if (characters.size() <= kLongestWord && IsHan(characters[0])) {
      builder.Set(characters, static_cast<libime::WordIndex>(index));
    }
  }
  words = WordTrie(builder);
  return index == count;
}

struct LanguageModel::Tail {
  explicit Tail(std::u32string_view text) : letters(text) {}
  Letters letters;
  // What its last characters begin: one character, two, …
  std::array<WordTrie::Prefix, kLongestWord - 1> open;
  std::array<Cell, kReach + 1> cells;
};

struct LanguageModel::Head {
  explicit Head(std::u32string_view text) : letters(text) {}
  Letters letters;
  // The word of length n + 1 at each place; 0: none.
  std::array<std::array<libime::WordIndex, kLongestWord>, kReach> words{};
  float score = 0;
};

LanguageModel::LanguageModel(std::unique_ptr<Model> model) : model_(std::move(model)) {}
LanguageModel::~LanguageModel() = default;

absl::StatusOr<std::unique_ptr<const LanguageModel>> LanguageModel::Load(const std::string& path) {
  const auto unusable = [&](std::string_view why) {
    return Error(absl::StatusCode::kFailedPrecondition, "LANGUAGE_MODEL_UNUSABLE",
                 "language model " + path + ": " + std::string(why), {{"path", path}});
  };
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return unusable("no such file");
  try {
    auto model = std::make_unique<Model>(path.c_str());
    // Words that every newspaper holds; a file of anything else has none of them.
    for (std::string_view word : {"的", "年", "中国", "记者"}) {
      if (model->file.index(word) == model->file.unknown()) return unusable("holds no simplified Chinese words");
    }
    if (!model->ReadWords(path)) return unusable("does not list its words at its end");
    return std::unique_ptr<const LanguageModel>(new LanguageModel(std::move(model)));
  } catch (const std::exception& e) {
    return unusable(e.what());
  }
}

namespace {

// Calls use(from, to, word) for every word of `letters`, and with word 0 for
// every single character that is no word; in order of `from`.
template <typename Model, typename Use>
void ForEachWord(const Model& model, const Letters& letters, Use use) {
  for (size_t at = 0; at + 1 < letters.size; ++at) {
    model.words.Prefetch(letters.character[at], letters.character[at + 1]);
  }
  for (size_t from = 0; from < letters.size; ++from) {
    WordTrie::Prefix prefix = model.words.Begin(letters.character[from]);
    const size_t last = std::min(letters.size, from + LanguageModel::kLongestWord);
    for (size_t to = from + 1;; ++to) {
      const libime::WordIndex word = model.Word(prefix);
      if (word != 0 || to == from + 1) use(from, to, word);
      if (to == last || !prefix.goes_on()) break;
      prefix = model.words.Next(prefix, letters.character[to]);
    }
  }
}

}  // namespace

std::shared_ptr<const LanguageModel::Tail> LanguageModel::ReadTail(std::u32string_view text) const {
  auto tail = std::make_shared<Tail>(KnownSuffix(text));
  tail->cells[0] = model_->Begin();
  ForEachWord(*model_, tail->letters, [&](size_t from, size_t to, libime::WordIndex word) {
    word != 0 ? model_->Extend(tail->cells[from], word, tail->cells[to])
              : model_->ExtendUnknown(tail->cells[from], tail->cells[to]);
  });
  for (size_t left = 1; left <= std::min(tail->letters.size, tail->open.size()); ++left) {
    WordTrie::Prefix& open = tail->open[left - 1];
    size_t at = tail->letters.size - left;
    open = model_->words.Begin(tail->letters.character[at]);
    while (++at < tail->letters.size) open = model_->words.Next(open, tail->letters.character[at]);
  }
  return tail;
}

std::shared_ptr<const LanguageModel::Head> LanguageModel::ReadHead(std::u32string_view text) const {
  auto head = std::make_shared<Head>(KnownPrefix(text));
  std::array<Cell, kReach + 1> cells;
  cells[0] = model_->Begin();
  ForEachWord(*model_, head->letters, [&](size_t from, size_t to, libime::WordIndex word) {
    head->words[from][to - from - 1] = word;
    word != 0 ? model_->Extend(cells[from], word, cells[to]) : model_->ExtendUnknown(cells[from], cells[to]);
  });
  head->score = cells[head->letters.size].best();
  return head;
}

double LanguageModel::Continuation(const Tail& tail, const Head& head) const {
  const size_t before = tail.letters.size;
  const size_t after = head.letters.size;
  if (before == 0 || after == 0) return 0;
  std::array<Cell, kReach + 1> cells;
  cells[0] = tail.cells[before];
  for (size_t left = 1; left <= std::min(before, kLongestWord - 1); ++left) {
    WordTrie::Prefix word = tail.open[left - 1];
    for (size_t right = 1; right <= std::min(after, kLongestWord - left) && word.goes_on(); ++right) {
      word = model_->words.Next(word, head.letters.character[right - 1]);
      if (const auto index = Model::Word(word)) model_->Extend(tail.cells[before - left], index, cells[right]);
    }
  }
  for (size_t from = 0; from < after; ++from) {
    for (size_t length = 1; length <= std::min(after - from, kLongestWord); ++length) {
      const libime::WordIndex word = head.words[from][length - 1];
      if (word != 0) {
        model_->Extend(cells[from], word, cells[from + length]);
      } else if (length == 1) {
        model_->ExtendUnknown(cells[from], cells[from + 1]);
      }
    }
  }
  return (cells[after].best() - tail.cells[before].best() - head.score) * std::numbers::ln10;
}

double LanguageModel::LogProbability(std::u32string_view text) const {
  double sum = 0;
  while (!text.empty()) {
    const std::u32string_view known = KnownPrefix(text);
    if (known.empty()) {
      text.remove_prefix(1);
      sum += kUnknownCharacter;
      continue;
    }
    const Letters letters(known);
    std::array<Cell, kReach + 1> cells;
    cells[0] = model_->Begin();
    ForEachWord(*model_, letters, [&](size_t from, size_t to, libime::WordIndex word) {
      word != 0 ? model_->Extend(cells[from], word, cells[to]) : model_->ExtendUnknown(cells[from], cells[to]);
    });
    sum += cells[letters.size].best();
    text.remove_prefix(known.size());
  }
  return sum * std::numbers::ln10;
}

}  // namespace broadsheet::ingest
