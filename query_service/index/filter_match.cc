#include "query_service/index/filter_match.h"

#include <algorithm>

#include "common/text/fold.h"
#include "query_service/index/text_match.h"

namespace broadsheet::query {
namespace {

const std::vector<std::string>& StringsOf(const IndexDocument& document, Column column) {
  return document.strings[static_cast<int>(column) - kNumberColumnCount];
}

bool IsPresent(const IndexDocument& document, Column column) {
  if (!IsNumber(column)) return !StringsOf(document, column).empty();
  return column != Column::kDate || document.numbers[static_cast<int>(column)] != kNoDate;
}

}  // namespace

bool Compare(int64_t value, Filter::Op op, int64_t number) {
  switch (op) {
    case Filter::Op::kLess:
      return value < number;
    case Filter::Op::kLessEqual:
      return value <= number;
    case Filter::Op::kEqual:
      return value == number;
    case Filter::Op::kGreaterEqual:
      return value >= number;
    case Filter::Op::kGreater:
      return value > number;
  }
  return false;
}

bool CompareText(std::string_view folded, Filter::Kind kind, std::string_view text) {
  switch (kind) {
    case Filter::Kind::kEquals:
      return folded == text;
    case Filter::Kind::kStarts:
      return folded.starts_with(text);
    case Filter::Kind::kEnds:
      return folded.ends_with(text);
    case Filter::Kind::kContains:
      return folded.find(text) != std::string_view::npos;
    default:
      return false;
  }
}

bool Passes(const IndexDocument& document, const Filter& filter) {
  const auto passes = [&](const Filter& child) { return Passes(document, child); };
  switch (filter.kind) {
    case Filter::Kind::kAll:
      return true;
    case Filter::Kind::kAnd:
      return std::all_of(filter.children.begin(), filter.children.end(), passes);
    case Filter::Kind::kOr:
      return std::any_of(filter.children.begin(), filter.children.end(), passes);
    case Filter::Kind::kNot:
      return std::none_of(filter.children.begin(), filter.children.end(), passes);
    case Filter::Kind::kCompare:
      return IsNumber(filter.column) &&
             Compare(document.numbers[static_cast<int>(filter.column)], filter.op, filter.number);
    case Filter::Kind::kEquals:
    case Filter::Kind::kStarts:
    case Filter::Kind::kEnds:
    case Filter::Kind::kContains: {
      if (IsNumber(filter.column)) return false;
      const auto& values = StringsOf(document, filter.column);
      return std::any_of(values.begin(), values.end(),
                         [&](const std::string& value) { return CompareText(Fold(value), filter.kind, filter.text); });
    }
    case Filter::Kind::kPresent:
      return IsPresent(document, filter.column);
    case Filter::Kind::kBody: {
      TextQuery phrase{.kind = TextQuery::Kind::kPhrase, .fields = filter.fields, .text = filter.text};
      return Matches(document, phrase);
    }
  }
  return false;
}

}  // namespace broadsheet::query
