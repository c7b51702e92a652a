#include "tests/unit/query_service/search/tree_text.h"

#include <vector>

#include "absl/strings/str_cat.h"

namespace broadsheet::query {
namespace {

constexpr const char* kFieldNames[] = {"headline", "speaker", "reporter", "body",    "person",
                                       "org",      "place",   "quote",    "proposal"};
constexpr const char* kColumnNames[] = {"date",  "page",     "ordinal", "kind",     "truncated", "name",    "issue",
                                        "pubid", "pub",      "section", "language", "headline",  "speaker", "title",
                                        "role",  "reporter", "credit",  "person",   "org",       "place",   "keyword"};

std::string FieldsText(FieldMask fields) {
  if (fields == kDefaultFields) return "";
  std::string text;
  for (int i = 0; i < kTextFieldCount; ++i) {
    if (fields & (1u << i)) absl::StrAppend(&text, text.empty() ? "" : "+", kFieldNames[i]);
  }
  return text + ":";
}

template <typename Tree>
std::string Node(const std::string& name, const Tree& tree) {
  std::string text = name + "(";
  for (const Tree& child : tree.children) absl::StrAppend(&text, text.back() == '(' ? "" : " ", TreeText(child));
  return text + ")";
}

}  // namespace

std::string TreeText(const TextQuery& query) {
  using Kind = TextQuery::Kind;
  switch (query.kind) {
    case Kind::kAll:
      return "all";
    case Kind::kNone:
      return "none";
    case Kind::kPhrase:
      return absl::StrCat(FieldsText(query.fields), "\"", query.text, "\"");
    case Kind::kPrefix:
      return absl::StrCat(FieldsText(query.fields), "\"", query.text, "\"*");
    case Kind::kNear:
      return Node(absl::StrCat(FieldsText(query.fields), "near/", query.distance), query);
    case Kind::kAnd:
      return Node("and", query);
    case Kind::kOr:
      return Node("or", query);
    case Kind::kNot:
      return Node("not", query);
  }
  return "?";
}

std::string TreeText(const Filter& filter) {
  using Kind = Filter::Kind;
  constexpr const char* kOps[] = {"<", "<=", "==", ">=", ">"};
  const std::string column = kColumnNames[static_cast<int>(filter.column)];
  const std::string quoted = absl::StrCat("\"", filter.text, "\"");
  switch (filter.kind) {
    case Kind::kAll:
      return "all";
    case Kind::kAnd:
      return Node("and", filter);
    case Kind::kOr:
      return Node("or", filter);
    case Kind::kNot:
      return Node("not", filter);
    case Kind::kCompare:
      return absl::StrCat(column, kOps[static_cast<int>(filter.op)],
                          filter.number == kNoDate ? "none" : std::to_string(filter.number));
    case Kind::kEquals:
      return column + "=" + quoted;
    case Kind::kStarts:
      return column + "^" + quoted;
    case Kind::kEnds:
      return column + "$" + quoted;
    case Kind::kContains:
      return column + "~" + quoted;
    case Kind::kPresent:
      return column + "?";
    case Kind::kBody:
      return FieldsText(filter.fields) + quoted;
  }
  return "?";
}

}  // namespace broadsheet::query
