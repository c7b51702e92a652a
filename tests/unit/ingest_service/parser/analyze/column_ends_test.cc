#include "ingest_service/parser/analyze/column_ends.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/ingest_service/parser/test_model.h"

namespace broadsheet::ingest {
namespace {

// One unit of the lines, on a page whose text runs on between columns or not.
std::vector<TextUnit> Divided(const std::vector<std::string>& lines, bool runs_on) {
  std::string decoded;
  TextUnit unit;
  for (const std::string& line : lines) {
    const size_t start = decoded.size();
    decoded += line + "\n";
    unit.passage.Append(decoded, start, start + line.size());
  }
  unit.indented = true;
  TextUnit next;
  next.block = 1;
  decoded += "下一段。";
  next.passage.Append(decoded, decoded.size() - 12, decoded.size());
  std::vector<TextUnit> units = {unit, next};
  DivideAtColumnEnds(units, {{0, decoded.size(), runs_on}}, TestModel());
  return units;
}

TEST(ColumnEndsTest, ATextIsDividedWhereOneLineDoesNotGoOnWithTheOther) {
  const auto units =
      Divided({"港务站给每条渡船都配了救生", "衣，乘客上船前要穿好，大家都很高", "国务院办公厅印发通知要求"}, true);
  ASSERT_EQ(units.size(), 3u);
  EXPECT_EQ(units[0].passage.text, "港务站给每条渡船都配了救生衣，乘客上船前要穿好，大家都很高");
  EXPECT_TRUE(units[0].indented);
  EXPECT_FALSE(units[1].indented) << "it goes on with a text or begins none";
  EXPECT_NE(units[0].block, units[1].block);
  EXPECT_EQ(units[2].block, 2);
}

TEST(ColumnEndsTest, WhereEmptyLinesDivideColumnsNothingIs) {
  EXPECT_EQ(
      Divided({"港务站给每条渡船都配了救生", "衣，乘客上船前要穿好，大家都很高", "国务院办公厅印发通知要求"}, false)
          .size(),
      2u);
}

TEST(ColumnEndsTest, WhatTheModelDoesNotKnowIsNotDivided) {
  EXPECT_EQ(Divided({"The ferries carry a life jacket for every traf", "fic light on the quay, the council said"}, true)
                .size(),
            2u);
}

}  // namespace
}  // namespace broadsheet::ingest
