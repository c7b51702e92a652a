// Lines of tables, programmes, results and indexes: none is a headline.
#pragma once

#include <string_view>
#include <vector>

#include "ingest_service/parser/classify/label.h"
#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

enum class TableLine {
  kNone,
  kRow,    // 上证指数 2750.30 +3.08, 18:30 新闻: figures in columns, a clock time or a rank
  kPair,   // 顾长河  河口渡船站大副: a name and, behind a wide gap, what it stands for
  kIndex,  // 渡口添了夜航灯  3版, A03 渡口添了夜航灯
};
TableLine TableLineOf(std::string_view line);

// Marks the lines that stand together as a table, and makes furniture of an index
// of the issue: two of its lines, or one under its label.
void LabelTables(const std::vector<TextUnit>& units, std::vector<Label>& labels);

}  // namespace broadsheet::ingest
