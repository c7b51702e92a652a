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
  std::unique_ptr<RE2> pattern;
};

const std::vector<Compiled>& Patterns() {
  static const auto* const compiled = [] {
    auto* list = new std::vector<Compiled>;
    for (const FurniturePattern& p : FurniturePatterns()) {
      list->push_back({p.type, p.edge_only, std::make_unique<RE2>(p.pattern)});
    }
    return list;
  }();
  return *compiled;
}

// All patterns in one automaton: one pass over the line tells whether any of
// them matches.
class AnyPattern {
 public:
  AnyPattern() : set_(Options(), RE2::ANCHOR_BOTH) {
    for (const FurniturePattern& p : FurniturePatterns()) set_.Add(p.pattern, nullptr);
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

}  // namespace

std::optional<FurnitureType> FurnitureOf(std::string_view line, bool edge) {
  if (line.size() > kLongest * 4) return std::nullopt;
  const std::string text = WithoutSpace(line);
  if (text.empty() || CountCharacters(text) > kLongest) return std::nullopt;
  if (EndsSentence(text) && LastCharacter(text) != ')' && LastCharacter(text) != 0xFF09) return std::nullopt;
  static const AnyPattern* const any = new AnyPattern;
  if (!any->MayMatch(text)) return std::nullopt;
  for (const Compiled& p : Patterns()) {
    if ((edge || !p.edge_only) && RE2::FullMatch(text, *p.pattern)) return p.type;
  }
  return std::nullopt;
}

}  // namespace broadsheet::ingest
