#include "query_service/index/text_match.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>

#include "common/text/utf8.h"
#include "query_service/index/scoring.h"

namespace broadsheet::query {
namespace {

char32_t CharacterAt(std::string_view text, size_t at) { return NextCharacter(text, at); }

// The one that ends before `at`, which is not 0.
char32_t CharacterBefore(std::string_view text, size_t at) {
  do {
    --at;
  } while (at > 0 && (static_cast<uint8_t>(text[at]) & 0xC0) == 0x80);
  return CharacterAt(text, at);
}

// Calls found(byte offset) for each occurrence until it returns false.
template <typename Found>
void ForEachOccurrence(std::string_view text, const TextQuery& phrase, Found found) {
  for (size_t at = text.find(phrase.text); at != std::string_view::npos; at = text.find(phrase.text, at + 1)) {
    if (phrase.kind == TextQuery::Kind::kPrefix && !BeginsWord(text, at)) continue;
    if (!found(at)) return;
  }
}

bool Contains(std::string_view text, const TextQuery& phrase) {
  bool contains = false;
  ForEachOccurrence(text, phrase, [&](size_t) {
    contains = true;
    return false;
  });
  return contains;
}

// Calls test(value) for each value of the fields; whether one is true.
template <typename Test>
bool AnyValue(const IndexDocument& document, FieldMask fields, Test test) {
  for (int field = 0; field < kTextFieldCount; ++field) {
    if (!(fields >> field & 1)) continue;
    for (const std::string& value : document.text[field]) {
      if (test(value)) return true;
    }
  }
  return false;
}

// A stretch that holds all begins with an occurrence; the shortest from there
// takes of every phrase the first that begins no earlier.
bool ContainsNear(std::string_view text, const TextQuery& near) {
  struct Span {
    size_t begin, end;  // in characters
  };
  std::vector<std::vector<Span>> spans;
  for (const TextQuery& phrase : near.children) {
    const size_t length = CountCharacters(phrase.text);
    spans.emplace_back();
    ForEachOccurrence(text, phrase, [&](size_t at) {
      const size_t begin = CountCharacters(text.substr(0, at));
      spans.back().push_back({begin, begin + length});
      return true;
    });
    if (spans.back().empty()) return false;
  }
  const auto shortest = [&](size_t begin) -> std::optional<size_t> {
    size_t end = begin;
    for (const auto& of_phrase : spans) {
      const auto first = std::lower_bound(of_phrase.begin(), of_phrase.end(), begin,
                                          [](const Span& span, size_t at) { return span.begin < at; });
      if (first == of_phrase.end()) return std::nullopt;
      end = std::max(end, first->end);
    }
    return end - begin;
  };
  for (const auto& of_phrase : spans) {
    for (const Span& span : of_phrase) {
      const auto length = shortest(span.begin);
      if (length && *length <= static_cast<size_t>(std::max(0, near.distance))) return true;
    }
  }
  return false;
}

}  // namespace

bool IsWordCharacter(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  // Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Indic … up to Hangul Jamo.
  return c >= 0xC0 && c < 0x1100 && c != 0xD7 && c != 0xF7;
}

bool BeginsWord(std::string_view text, size_t at) {
  return at == 0 || !IsWordCharacter(CharacterAt(text, at)) || !IsWordCharacter(CharacterBefore(text, at));
}

Occurrences CountOccurrences(const IndexDocument& document, const TextQuery& phrase, FieldMask fields) {
  Occurrences count;
  for (int field = 0; field < kTextFieldCount; ++field) {
    if (!(fields >> field & 1)) continue;
    for (const std::string& value : document.text[field]) {
      ForEachOccurrence(value, phrase, [&](size_t) {
        ++count.plain;
        count.weighted += kFieldWeights[field];
        return true;
      });
    }
  }
  return count;
}

bool Matches(const IndexDocument& document, const TextQuery& query) {
  const auto matches = [&](const TextQuery& child) { return Matches(document, child); };
  switch (query.kind) {
    case TextQuery::Kind::kAll:
      return true;
    case TextQuery::Kind::kNone:
      return false;
    case TextQuery::Kind::kPhrase:
    case TextQuery::Kind::kPrefix:
      return AnyValue(document, query.fields, [&](const std::string& value) { return Contains(value, query); });
    case TextQuery::Kind::kNear:
      return AnyValue(document, query.fields, [&](const std::string& value) { return ContainsNear(value, query); });
    case TextQuery::Kind::kAnd:
      return std::all_of(query.children.begin(), query.children.end(), matches);
    case TextQuery::Kind::kOr:
      return std::any_of(query.children.begin(), query.children.end(), matches);
    case TextQuery::Kind::kNot:
      return std::none_of(query.children.begin(), query.children.end(), matches);
  }
  return false;
}

uint32_t LengthOf(const IndexDocument& document) {
  size_t length = 0;
  AnyValue(document, kDefaultFields, [&](const std::string& value) {
    length += CountCharacters(value);
    return false;
  });
  return static_cast<uint32_t>(std::min<size_t>(length, std::numeric_limits<uint32_t>::max()));
}

}  // namespace broadsheet::query
