#include "query_service/search/filter_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "broadsheet/record/v1/record.pb.h"
#include "common/api/resource_name.h"
#include "common/text/fold.h"
#include "query_service/search/dates.h"
#include "query_service/search/filter_lexer.h"

namespace broadsheet::query {
namespace {

using Kind = Filter::Kind;
using Op = Filter::Op;

enum class Type { kString, kStrings, kNumber, kDate, kEnum, kBool, kText };

struct Field {
  std::string_view path;
  Type type;
  Column column;         // not kText
  FieldMask fields = 0;  // kText
};

constexpr Field Strings(std::string_view path, Column column) { return {path, Type::kStrings, column}; }
constexpr Field String(std::string_view path, Column column) { return {path, Type::kString, column}; }
constexpr Field Text(std::string_view path, FieldMask fields) { return {path, Type::kText, Column::kDate, fields}; }

// Paths of Record, short ones first where there are two.
constexpr Field kFields[] = {
    String("name", Column::kName),
    String("publication", Column::kPublication),
    String("publication_id", Column::kPublicationId),
    String("issue", Column::kIssue),
    {"date", Type::kDate, Column::kDate},
    {"page", Type::kNumber, Column::kPage},
    String("section", Column::kSection),
    {"kind", Type::kEnum, Column::kKind},
    {"ordinal", Type::kNumber, Column::kOrdinal},
    String("headline", Column::kHeadline),
    String("headline.text", Column::kHeadline),
    String("speaker", Column::kSpeakerName),
    String("speaker.name", Column::kSpeakerName),
    Strings("speaker.titles", Column::kSpeakerTitle),
    Strings("speaker.titles.text", Column::kSpeakerTitle),
    Strings("speaker.roles", Column::kSpeakerRole),
    Strings("speaker.titles.role", Column::kSpeakerRole),
    Strings("reporters", Column::kReporter),
    Strings("reporters.name", Column::kReporter),
    Strings("credits", Column::kCredit),
    Strings("credits.name", Column::kCredit),
    Strings("persons", Column::kPerson),
    Strings("persons.name", Column::kPerson),
    Strings("organizations", Column::kOrganization),
    Strings("organizations.name", Column::kOrganization),
    Strings("places", Column::kPlace),
    Strings("places.name", Column::kPlace),
    Strings("keywords", Column::kKeyword),
    {"truncated", Type::kBool, Column::kTruncated},
    String("language", Column::kLanguage),
    Text("body", MaskOf(TextField::kBody)),
    Text("quotes", MaskOf(TextField::kQuote)),
    Text("proposals", MaskOf(TextField::kProposal)),
};

const Field* FindField(std::string_view path) {
  const auto found =
      std::find_if(std::begin(kFields), std::end(kFields), [&](const Field& f) { return f.path == path; });
  return found == std::end(kFields) ? nullptr : found;
}

std::string FieldNames() {
  std::string names;
  for (const Field& field : kFields) absl::StrAppend(&names, names.empty() ? "" : ", ", std::string(field.path));
  return names;
}

Filter Node(Kind kind, std::vector<Filter> children) {
  Filter node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

Filter Not(Filter child) {
  std::vector<Filter> children;
  children.push_back(std::move(child));
  return Node(Kind::kNot, std::move(children));
}

Filter Both(Filter a, Filter b) {
  std::vector<Filter> children;
  children.push_back(std::move(a));
  children.push_back(std::move(b));
  return Node(Kind::kAnd, std::move(children));
}

Filter Compare(Column column, Op op, int64_t number) {
  Filter node;
  node.kind = Kind::kCompare;
  node.column = column;
  node.op = op;
  node.number = number;
  return node;
}

Filter Match(Kind kind, Column column, std::string_view text) {
  Filter node;
  node.kind = kind;
  node.column = column;
  node.text = Fold(text);
  return node;
}

bool IsPresence(const FilterValue& value) { return value.text.empty() && (value.star_before || value.star_after); }

absl::Status WrongValue(const FilterValue& value, std::string_view want) {
  return FilterError(value.position, absl::StrCat("got \"", value.star_before ? "*" : "", value.text,
                                                  value.star_after ? "*" : "", "\", want ", std::string(want)));
}

Op OpOf(std::string_view comparator) {
  if (comparator == "<") return Op::kLess;
  if (comparator == "<=") return Op::kLessEqual;
  if (comparator == ">") return Op::kGreater;
  if (comparator == ">=") return Op::kGreaterEqual;
  return Op::kEqual;  // = : and, negated, !=
}

// Whole values, with wildcards at their ends.
Filter MatchValue(Column column, const FilterValue& value) {
  if (IsPresence(value)) return Match(Kind::kPresent, column, "");
  const Kind kind = value.star_before && value.star_after ? Kind::kContains
                    : value.star_before                   ? Kind::kEnds
                    : value.star_after                    ? Kind::kStarts
                                                          : Kind::kEquals;
  return Match(kind, column, value.text);
}

bool BeginsName(std::string_view text) {
  constexpr std::string_view kBeginning = "publications/";
  return text.starts_with(kBeginning) || kBeginning.starts_with(text);
}

// Of a field that is a name or an id: whether there can be such a one.
absl::Status CheckName(const Field& field, const FilterValue& value) {
  if (field.column == Column::kPublicationId) {
    if (value.star_before || value.star_after || IsResourceId(value.text)) return absl::OkStatus();
    return WrongValue(value, absl::StrCat("an id alone: ", std::string(kResourceIdForm)));
  }
  if (field.column != Column::kName && field.column != Column::kIssue) return absl::OkStatus();
  const bool issue = field.column == Column::kIssue;
  const bool can_be = value.star_before || (value.star_after && BeginsName(value.text)) ||
                      ParseName("", value.text, issue ? Collection::kIssues : Collection::kRecords).ok();
  if (can_be) return absl::OkStatus();
  return WrongValue(value, absl::StrCat("publications/{publication}/issues/{issue}", issue ? "" : "/records/{record}",
                                        ", or its end behind a *"));
}

absl::StatusOr<Filter> MatchString(const Field& field, std::string_view comparator, const FilterValue& value) {
  if (comparator != ":") {
    if (absl::Status status = CheckName(field, value); !status.ok()) return status;
  }
  if (comparator != ":" || field.type == Type::kStrings || IsPresence(value)) return MatchValue(field.column, value);
  return Match(Kind::kContains, field.column, value.text);
}

absl::StatusOr<Filter> MatchText(const Field& field, const FilterValue& value) {
  Filter node;
  node.kind = Kind::kBody;
  node.fields = field.fields;
  node.text = Fold(value.text);
  if (node.text.empty()) return WrongValue(value, "text to look for");
  return node;
}

absl::StatusOr<Filter> CompareNumber(const Field& field, std::string_view comparator, const FilterValue& value) {
  int64_t number = 0;
  const char* const end = value.text.data() + value.text.size();
  const auto [read, error] = std::from_chars(value.text.data(), end, number);
  if (error != std::errc() || read != end || value.star_before || value.star_after) {
    return WrongValue(value, "a whole number");
  }
  return Compare(field.column, OpOf(comparator), number);
}

// YYYY-MM-DD or YYYY-MM, with any digits.
bool IsShapedLikeDate(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00";
  if (text.size() != 7 && text.size() != kShape.size()) return false;
  return std::equal(text.begin(), text.end(), kShape.begin(), [](char c, char shape) {
    return shape == '-' ? c == '-' : absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

// A month or a year is the range of its days.
absl::StatusOr<Filter> CompareDate(std::string_view comparator, const FilterValue& value) {
  // Records without a date are before all others in order, and in no range.
  Filter dated = Compare(Column::kDate, Op::kGreater, kNoDate);
  if (IsPresence(value)) return dated;
  const std::optional<DayRange> days = ParseDays(value.text);
  if (!days && IsShapedLikeDate(value.text)) return WrongValue(value, "one that the calendar has");
  if (!days || value.star_before || value.star_after) {
    return WrongValue(value, "a date YYYY-MM-DD, a month YYYY-MM or a year YYYY");
  }
  switch (const Op op = OpOf(comparator)) {
    case Op::kLess:
    case Op::kGreaterEqual:
      return Both(std::move(dated), Compare(Column::kDate, op, days->first));
    case Op::kLessEqual:
    case Op::kGreater:
      return Both(std::move(dated), Compare(Column::kDate, op, days->last));
    case Op::kEqual:
      break;
  }
  return Both(Compare(Column::kDate, Op::kGreaterEqual, days->first),
              Compare(Column::kDate, Op::kLessEqual, days->last));
}

absl::StatusOr<Filter> CompareKind(const FilterValue& value) {
  record::v1::RecordKind kind;
  const bool known = record::v1::RecordKind_Parse(value.text, &kind) ||
                     record::v1::RecordKind_Parse(absl::StrCat("RECORD_KIND_", value.text), &kind);
  if (!known || value.star_before || value.star_after) {
    return WrongValue(value, "ARTICLE, LEDE, PHOTO, NOTICE or FRAGMENT");
  }
  return Compare(Column::kKind, Op::kEqual, kind);
}

absl::StatusOr<Filter> CompareBool(const Field& field, const FilterValue& value) {
  if (value.text != "true" && value.text != "false") return WrongValue(value, "true or false");
  return Compare(field.column, Op::kEqual, value.text == "true" ? 1 : 0);
}

absl::StatusOr<Filter> MakePositive(const Field& field, std::string_view comparator, const FilterValue& value) {
  switch (field.type) {
    case Type::kString:
    case Type::kStrings:
      return MatchString(field, comparator, value);
    case Type::kNumber:
      return CompareNumber(field, comparator, value);
    case Type::kDate:
      return CompareDate(comparator, value);
    case Type::kEnum:
      return CompareKind(value);
    case Type::kBool:
      return CompareBool(field, value);
    case Type::kText:
      break;
  }
  return MatchText(field, value);
}

// What a field's type can be asked.
std::string_view ComparatorsOf(Type type) {
  if (type == Type::kNumber || type == Type::kDate) return "< <= = != >= > :";
  return type == Type::kText ? ":" : "= != :";
}

bool Allows(Type type, std::string_view comparator) {
  const bool ordered = type == Type::kNumber || type == Type::kDate;
  const bool equality = comparator == "=" || comparator == "!=";
  return comparator == ":" || (equality ? type != Type::kText : ordered);
}

}  // namespace

absl::StatusOr<Filter> MakeRestriction(std::string_view path, size_t field_position, std::string_view comparator,
                                       size_t comparator_position, const FilterValue& value) {
  const Field* const field = FindField(path);
  if (field == nullptr) {
    return FilterError(field_position,
                       absl::StrCat("got an unknown field \"", std::string(path), "\", want one of ", FieldNames()));
  }
  if (!Allows(field->type, comparator)) {
    return FilterError(comparator_position, absl::StrCat("got ", std::string(comparator), " for ", std::string(path),
                                                         ", want one of ", std::string(ComparatorsOf(field->type))));
  }
  absl::StatusOr<Filter> filter = MakePositive(*field, comparator, value);
  if (!filter.ok() || comparator != "!=") return filter;
  return Not(*std::move(filter));
}

Filter MakeLiteral(const FilterValue& value) {
  Filter node;
  node.text = Fold(value.text);
  node.kind = node.text.empty() ? Kind::kAll : Kind::kBody;
  return node;
}

}  // namespace broadsheet::query
