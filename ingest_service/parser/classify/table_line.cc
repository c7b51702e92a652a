#include "ingest_service/parser/classify/table_line.h"

#include <re2/re2.h>

#include <cstddef>

#include "common/text/utf8.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kLongestRow = 240;  // bytes

bool IsDigit(char32_t c) { return (c >= '0' && c <= '9') || (c >= U'０' && c <= U'９'); }

// What stands between white space.
struct Columns {
  int all = 0, with_digits = 0;
};

Columns ColumnsIn(std::string_view line) {
  Columns columns;
  bool inside = false, digits = false;
  const auto end_column = [&] {
    columns.all += inside;
    columns.with_digits += digits;
    inside = digits = false;
  };
  for (size_t at = 0; at < line.size();) {
    const char32_t c = NextCharacter(line, at);
    if (IsSpace(c)) {
      end_column();
      continue;
    }
    inside = true;
    digits |= IsDigit(c);
  }
  end_column();
  return columns;
}

}  // namespace

TableLine TableLineOf(std::string_view line) {
  if (line.size() > kLongestRow || line.find("。") != line.npos) return TableLine::kNone;
  const bool spaced = line.find(' ') != line.npos || line.find("　") != line.npos || line.find('\t') != line.npos;
  if (!spaced) return TableLine::kNone;
  static const RE2* const index = new RE2(
      ".{4,60}\\s第?[A-Za-z]?[0-9０-９]{1,2}\\s?[版页]|[A-Z][0-9]{1,2}\\s+.{4,60}|.{4,60}[…·.]{2,}\\s?[A-Z]?[0-9]{1,"
      "2}");
  static const RE2* const timed = new RE2("[0-9]{1,2}[:：][0-9]{2}\\s.*");
  static const RE2* const pair = new RE2("\\p{Han}{2,4}(?:[（(]\\p{Han}[）)])?(?:\\s{2,}|　)\\p{Han}{4,20}");
  const re2::StringPiece text(line.data(), line.size());
  if (RE2::FullMatch(text, *timed)) return TableLine::kRow;
  if (RE2::FullMatch(text, *index)) return TableLine::kIndex;
  constexpr int kFewestColumns = 3;
  const Columns columns = ColumnsIn(line);
  if (columns.all >= kFewestColumns && 2 * columns.with_digits > columns.all) return TableLine::kRow;
  return RE2::FullMatch(text, *pair) ? TableLine::kPair : TableLine::kNone;
}

void LabelTables(const std::vector<TextUnit>& units, std::vector<Label>& labels) {
  constexpr size_t kFewestLines = 2, kFewestPairs = 3;
  for (size_t begin = 0; begin < units.size();) {
    const auto kind_of = [&](size_t i) {
      return labels[i].role == Role::kBody ? TableLineOf(units[i].passage.text) : TableLine::kNone;
    };
    const TableLine kind = kind_of(begin);
    size_t end = begin + 1;
    while (kind != TableLine::kNone && end < units.size() && units[end].page == units[begin].page &&
           kind_of(end) == kind) {
      ++end;
    }
    const bool labelled = begin > 0 && labels[begin - 1].furniture == record::v1::FURNITURE_TYPE_LABEL;
    const bool is_index = kind == TableLine::kIndex && (labelled || end - begin >= kFewestLines);
    const bool is_table = end - begin >= (kind == TableLine::kPair ? kFewestPairs : kFewestLines);
    for (size_t i = begin; i < end && kind != TableLine::kNone; ++i) {
      if (is_index) labels[i] = {Role::kFurniture, record::v1::FURNITURE_TYPE_LABEL, true};
      labels[i].in_table = is_table && !is_index;
    }
    begin = end;
  }
}

}  // namespace broadsheet::ingest
