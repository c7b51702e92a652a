// The right answer for a page, as a JSON file says it, and how records differ.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::testing {

struct ExpectedRecord {
  std::string kind;  // ARTICLE, LEDE, PHOTO, …
  std::vector<std::string> headline_lines;
  std::string headline;
  std::string speaker;
  std::vector<std::string> titles;
  std::vector<std::string> reporters;
  std::string text;  // paragraphs joined by \n
  bool truncated = false;
  std::vector<std::string> proposals;  // markers
  std::string credit;                  // of a photo
};

struct ExpectedSeam {
  std::string before, after;  // the text on both sides
};

struct ExpectedRepetition {
  size_t line = 0;     // from 1
  std::string tail;    // only the line's end; empty: the whole line
  size_t repeats = 0;  // the line that it repeats
};

struct ExpectedPage {
  std::vector<ExpectedRecord> records;
  std::vector<ExpectedSeam> seams;
  std::vector<ExpectedRepetition> removed;
  std::vector<std::string> furniture;
};

// Throws std::runtime_error if it is no such file.
ExpectedPage ReadExpectedPage(const std::string& path);

// One line for each field that differs, and for each record that is missing or
// too many; empty: all is as expected. Records may come in any order.
std::vector<std::string> Differences(const ExpectedPage& expected, const std::vector<record::v1::Record>& records);

// The text around each seam of the records, as long as the expected sides are.
std::vector<std::string> SeamDifferences(const ExpectedPage& expected, const std::vector<record::v1::Record>& records);

// Paragraphs joined by \n.
std::string BodyOf(const record::v1::Record& record);

}  // namespace broadsheet::testing
