#include "common/text/fold.h"

#include <opencc/opencc.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <unordered_map>
#include <unordered_set>

#include "common/text/script.h"
#include "common/text/utf8.h"

namespace broadsheet {
namespace {

// The characters that simplification changes, from OpenCC's dictionary. Asked
// one a line, so that its phrases cannot match.
std::unordered_map<char32_t, char32_t> LoadSimplified() {
  std::string all;
  for (char32_t c = 0x3400; c <= 0x2FFFF; ++c) {
    if (!IsHan(c)) continue;
    AppendCharacter(c, all);
    all += '\n';
  }
  const std::string simplified = opencc::SimpleConverter("t2s.json").Convert(all);
  std::unordered_map<char32_t, char32_t> table;
  for (size_t from = 0, to = 0; from < all.size() && to < simplified.size();) {
    const char32_t traditional = NextCharacter(all, from);
    const char32_t simple = NextCharacter(simplified, to);
    if (traditional != simple) table.emplace(traditional, simple);
  }
  // One more step where a result is itself changed: folding is idempotent.
  for (auto& [traditional, simple] : table) {
    const auto again = table.find(simple);
    if (again != table.end() && again->second != traditional) simple = again->second;
  }
  return table;
}

// Direct tables for the basic plane, the map for the others.
struct Simplifier {
  static constexpr char16_t kLookUp = 0xFFFF;  // no character: the map knows
  std::unordered_map<char32_t, char32_t> rare;
  std::vector<char16_t> basic;

  Simplifier() : rare(LoadSimplified()), basic(0x10000) {
    for (char32_t c = 0; c < basic.size(); ++c) basic[c] = static_cast<char16_t>(c);
    for (const auto& [from, to] : rare) {
      if (from < basic.size()) basic[from] = to < basic.size() ? static_cast<char16_t>(to) : kLookUp;
    }
  }

  char32_t operator()(char32_t c) const {
    if (c < basic.size() && basic[c] != kLookUp) return basic[c];
    const auto found = rare.find(c);
    return found == rare.end() ? c : found->second;
  }
};

const Simplifier& TheSimplifier() {
  static const Simplifier* const simplifier = new Simplifier;
  return *simplifier;
}

const icu::Normalizer2& Casefold() {
  static const icu::Normalizer2* const normalizer = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCCasefoldInstance(error);
  }();
  return *normalizer;
}

// The characters that normalization leaves alone whatever stands beside them.
bool IsPlain(char32_t c) {
  return (c < 0x80 && !(c >= 'A' && c <= 'Z')) || (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3001 || c == 0x3002 ||
         (c >= 0x2018 && c <= 0x201D && c != 0x201B) || (c >= 0x300A && c <= 0x300F);
}

// Text that folds to itself, seen at a glance: names of records, most of all.
bool IsFoldedAscii(std::string_view text) {
  bool folded = true;
  for (const char c : text) folded &= static_cast<unsigned char>(c) < 0x80 && !(c >= 'A' && c <= 'Z');
  return folded;
}

// Folds source[start, end) and calls emit(character) for each result.
template <typename Simplified, typename Emit>
void FoldRun(std::string_view source, const Simplified& simplified, Emit emit) {
  icu::UnicodeString in = icu::UnicodeString::fromUTF8(icu::StringPiece(source.data(), source.size()));
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeString out = Casefold().normalize(in, error);
  for (int32_t i = 0; i < out.length(); i = out.moveIndex32(i, 1)) emit(simplified(out.char32At(i)));
}

// Calls emit(character, start, end) with the source range of the smallest run
// that folds by itself. `simplified` is the last step.
template <typename Simplified, typename Emit>
void FoldEach(std::string_view text, const Simplified& simplified, Emit emit) {
  size_t at = 0;
  char32_t first = text.empty() ? 0 : NextCharacter(text, at);
  for (size_t start = 0; start < text.size();) {
    // The run goes on while what follows may combine with it.
    bool combined = false;
    char32_t following = 0;
    size_t behind = at;  // the character that follows
    while (at < text.size()) {
      behind = at;
      following = NextCharacter(text, behind);
      if (following == kInvalidCharacter || IsPlain(following) ||
          Casefold().hasBoundaryBefore(static_cast<UChar32>(following))) {
        break;
      }
      at = behind;
      combined = true;
    }
    if (first == kInvalidCharacter && !combined) {
      emit(char32_t{0xFFFD}, start, at);
    } else if (!combined && IsPlain(first)) {
      emit(simplified(first), start, at);
    } else {
      FoldRun(text.substr(start, at - start), simplified, [&](char32_t c) { emit(c, start, at); });
    }
    start = at;
    first = following;
    at = behind;
  }
}

}  // namespace

std::string Fold(std::string_view text) {
  if (IsFoldedAscii(text)) return std::string(text);
  std::string folded;
  folded.reserve(text.size());
  FoldEach(text, TheSimplifier(), [&](char32_t c, size_t, size_t) { AppendCharacter(c, folded); });
  return folded;
}

std::string FoldKeepingScript(std::string_view text) {
  std::string folded;
  const auto keep = [](char32_t c) { return c; };
  FoldEach(text, keep, [&](char32_t c, size_t, size_t) { AppendCharacter(c, folded); });
  return folded;
}

bool HasTraditionalForm(char32_t simplified) {
  static const auto* const forms = [] {
    auto* simple = new std::unordered_set<char32_t>;
    for (const auto& [traditional, to] : TheSimplifier().rare) simple->insert(to);
    return simple;
  }();
  return forms->count(simplified) > 0;
}

char32_t Simplify(char32_t character) { return TheSimplifier()(character); }

FoldedText FoldWithSource(std::string_view text) {
  FoldedText folded;
  folded.Reserve(text.size());
  FoldEach(text, TheSimplifier(), [&](char32_t c, size_t start, size_t end) { folded.Add(c, start, end); });
  return folded;
}

}  // namespace broadsheet
