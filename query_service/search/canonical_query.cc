#include "query_service/search/canonical_query.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"

namespace broadsheet::query {
namespace {

using Kind = TextQuery::Kind;

constexpr std::string_view kFieldNames[kTextFieldCount] = {"headline", "speaker", "reporter", "body",    "person",
                                                           "org",      "place",   "quote",    "proposal"};

std::string Prefix(FieldMask fields) {
  for (int field = 0; field < kTextFieldCount; ++field) {
    if (fields == MaskOf(static_cast<TextField>(field))) return absl::StrCat(std::string(kFieldNames[field]), ":");
  }
  return "";
}

std::string Joined(const TextQuery& query, std::string_view separator) {
  std::string text;
  for (const TextQuery& child : query.children) {
    const bool leaf = child.children.empty();
    const std::string part = CanonicalQuery(child);
    absl::StrAppend(&text, text.empty() ? "" : std::string(separator),
                    leaf || child.kind == Kind::kNot ? part : absl::StrCat("(", part, ")"));
  }
  return text;
}

// Characters between the operands, which the parser added their lengths to.
std::string NearOperator(const TextQuery& near) {
  int gaps = near.distance;
  for (const TextQuery& child : near.children) gaps -= static_cast<int>(CountCharacters(child.text));
  return absl::StrCat(" NEAR/", std::max(0, gaps) / std::max<int>(1, static_cast<int>(near.children.size()) - 1), " ");
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
      return Joined(query, NearOperator(query));
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
