#include "query_service/search/canonical_query.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"

namespace broadsheet::query {
namespace {

using Kind = TextQuery::Kind;

constexpr std::string_view kFieldNames[kTextFieldCount] = {
    "headline", "speaker", "reporter", "body", "person", "org", "place", "quote", "proposal", "verbatim", "spelling"};

std::string Prefix(FieldMask fields) {
  for (int field = 0; field < kTextFieldCount; ++field) {
    if (fields == MaskOf(static_cast<TextField>(field))) return absl::StrCat(std::string(kFieldNames[field]), ":");
  }
  return "";
}

// A child of a list of operands.
std::string Operand(const TextQuery& child) {
  const std::string text = CanonicalQuery(child);
  return child.children.empty() || child.kind == Kind::kNot ? text : absl::StrCat("(", text, ")");
}

std::string Joined(const TextQuery& query, std::string_view separator) {
  std::string text;
  for (const TextQuery& child : query.children) {
    absl::StrAppend(&text, text.empty() ? "" : std::string(separator), Operand(child));
  }
  return text;
}

// The parser adds up the characters between operands and their lengths; each
// operator gets its share of the former, the first ones what is left over.
std::string JoinedByNear(const TextQuery& near) {
  int characters = near.distance;
  for (const TextQuery& child : near.children) characters -= static_cast<int>(CountCharacters(child.text));
  characters = std::max(0, characters);
  const int operators = std::max(1, static_cast<int>(near.children.size()) - 1);
  std::string text;
  for (int i = 0; i < static_cast<int>(near.children.size()); ++i) {
    if (i > 0) absl::StrAppend(&text, " NEAR/", characters / operators + (i <= characters % operators ? 1 : 0), " ");
    text += Operand(near.children[i]);
  }
  return text;
}

}  // namespace

std::string_view FieldName(TextField field) { return kFieldNames[static_cast<int>(field)]; }

std::string CanonicalQuery(const TextQuery& query) {
  switch (query.kind) {
    case Kind::kAll:
    case Kind::kNone:
      return "";
    case Kind::kPhrase:
      return absl::StrCat(Prefix(query.fields), "\"", query.text, "\"");
    case Kind::kPrefix:
      return absl::StrCat(Prefix(query.fields), "\"", query.text, "\"*");
    case Kind::kNear:
      return JoinedByNear(query);
    case Kind::kAnd:
      return Joined(query, " ");
    case Kind::kOr:
      return Joined(query, " OR ");
    case Kind::kNot:
      return absl::StrCat("-", Joined(query, " "));
  }
  return "";
}

}  // namespace broadsheet::query
