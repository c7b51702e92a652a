#include "ingest_service/parser/classify/furniture.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <memory>
#include <string>
#include <vector>

#include "common/text/utf8.h"
#include "ingest_service/parser/classify/furniture_patterns.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

using record::v1::FurnitureType;

// Longer lines (characters without white space) are never furniture.
constexpr size_t kLongest = 70;

struct Compiled {
  FurnitureType type;
  bool edge_only;
  bool spaced;
  std::unique_ptr<RE2> pattern;
};

const std::vector<Compiled>& Patterns() {
  static const auto* const compiled = [] {
    auto* list = new std::vector<Compiled>;
    for (const FurniturePattern& p : FurniturePatterns()) {
      list->push_back({p.type, p.edge_only, p.spaced, std::make_unique<RE2>(p.pattern)});
    }
    return list;
  }();
  return *compiled;
}

// All patterns of lines with or without spaces in one automaton: one pass over the
// line tells whether any of them matches.
class AnyPattern {
 public:
  explicit AnyPattern(bool spaced) : set_(Options(), RE2::ANCHOR_BOTH) {
    for (const FurniturePattern& p : FurniturePatterns()) {
      if (p.spaced == spaced) set_.Add(p.pattern, nullptr);
    }
    usable_ = set_.Compile();
  }
  // True also where the automaton would grow too large to say.
  bool MayMatch(const std::string& text) const {
    RE2::Set::ErrorInfo error;
    return !usable_ || set_.Match(text, nullptr, &error) || error.kind != RE2::Set::kNoError;
  }

 private:
  static RE2::Options Options() {
    constexpr int64_t kMostBytes = 64 << 20;
    RE2::Options options;
    options.set_max_mem(kMostBytes);
    return options;
  }

  RE2::Set set_;
  bool usable_ = false;
};

// The line with one space for each run of white space, without any at its ends.
std::string WithSingleSpaces(std::string_view line) {
  std::string text;
  bool space = false;
  for (size_t at = 0; at < line.size();) {
    const size_t begin = at;
    if (IsSpace(NextCharacter(line, at))) {
      space = !text.empty();
      continue;
    }
    if (space) text += ' ';
    space = false;
    text += line.substr(begin, at - begin);
  }
  return text;
}

}  // namespace

std::optional<FurnitureType> FurnitureOf(std::string_view line, bool edge) {
  if (line.size() > kLongest * 4) return std::nullopt;
  const std::string text = WithoutSpace(line);
  if (text.empty() || CountCharacters(text) > kLongest) return std::nullopt;
  if (EndsSentence(text) && LastCharacter(text) != ')' && LastCharacter(text) != 0xFF09) return std::nullopt;
  // ——2025年3月8日 stands under a headline.
  if (text.starts_with("——") && !text.ends_with("—")) return std::nullopt;
  const std::string spaced = WithSingleSpaces(line);
  static const AnyPattern* const any = new AnyPattern(false);
  static const AnyPattern* const any_spaced = new AnyPattern(true);
  const bool may = any->MayMatch(text), may_spaced = any_spaced->MayMatch(spaced);
  if (!may && !may_spaced) return std::nullopt;
  for (const Compiled& p : Patterns()) {
    if (!(p.spaced ? may_spaced : may) || (p.edge_only && !edge)) continue;
    if (RE2::FullMatch(p.spaced ? spaced : text, *p.pattern)) return p.type;
  }
  return std::nullopt;
}

}  // namespace broadsheet::ingest
