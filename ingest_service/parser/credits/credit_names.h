// The names in a line of credits. Takes folded text.
#pragma once

#include <string_view>
#include <vector>

#include "ingest_service/parser/credits/chinese_names.h"

namespace broadsheet::ingest {

// Takes the place reported from off the last of the pieces before 报道: `陈立
// 北京报道`, `陈立/台北報導`, `陈立北京报道`. `named`: names stand before the
// pieces; `after_slash`: a slash does. At least one piece.
void DropReportingPlace(std::u32string_view text, bool named, bool after_slash, std::vector<NameSpan>& pieces);

// The names that the pieces between white space are, as DivideNames, and two that
// 和, 及 or 与 joins. Empty if anything in them is no name.
std::vector<NameSpan> NamesIn(std::u32string_view text, const std::vector<NameSpan>& pieces, bool lenient);

}  // namespace broadsheet::ingest
