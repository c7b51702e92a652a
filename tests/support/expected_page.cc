#include "tests/support/expected_page.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <stdexcept>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/support/read_file.h"

namespace broadsheet::testing {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;
using record::v1::Record;

const Value& Field(const Struct& object, const std::string& name) {
  static const Value* const none = new Value;
  const auto found = object.fields().find(name);
  return found == object.fields().end() ? *none : found->second;
}

std::vector<std::string> Strings(const Value& value) {
  std::vector<std::string> strings;
  for (const auto& item : value.list_value().values()) strings.push_back(item.string_value());
  return strings;
}

ExpectedRecord ToRecord(const Struct& object) {
  ExpectedRecord record;
  record.kind = Field(object, "kind").string_value();
  record.headline_lines = Strings(Field(object, "headline_lines"));
  record.headline = Field(object, "headline").string_value();
  record.speaker = Field(object, "speaker").string_value();
  record.titles = Strings(Field(object, "titles"));
  record.reporters = Strings(Field(object, "reporters"));
  record.text = Field(object, "text").string_value();
  record.truncated = Field(object, "truncated").bool_value();
  record.proposals = Strings(Field(object, "proposals"));
  record.credit = Field(object, "credit").string_value();
  return record;
}

// What a record says, in the same form.
ExpectedRecord Observed(const Record& record) {
  ExpectedRecord seen;
  seen.kind = record::v1::RecordKind_Name(record.kind()).substr(sizeof("RECORD_KIND_") - 1);
  for (const auto& line : record.headline().lines()) seen.headline_lines.push_back(line.text());
  seen.headline = record.headline().text();
  seen.speaker = record.speaker().name();
  for (const auto& title : record.speaker().titles()) seen.titles.push_back(title.text().text());
  for (const auto& credit : record.reporters()) seen.reporters.push_back(credit.name());
  seen.text = BodyOf(record);
  seen.truncated = record.truncation() != record::v1::TRUNCATION_UNSPECIFIED;
  for (const auto& list : record.enumerations()) {
    if (list.kind() != record::v1::ENUMERATION_KIND_PROPOSAL) continue;
    for (const auto& item : list.items()) {
      if (!item.marker().empty()) seen.proposals.push_back(item.marker());
    }
  }
  if (record.kind() == record::v1::RECORD_KIND_PHOTO) {
    std::vector<std::string> names;
    for (const auto& credit : record.credits()) names.push_back(credit.name());
    seen.credit = absl::StrJoin(names, " ");
  }
  return seen;
}

std::string Shown(const std::string& value) { return value; }
std::string Shown(bool value) { return value ? "true" : "false"; }
std::string Shown(const std::vector<std::string>& values) { return absl::StrJoin(values, " | "); }

void Compare(const ExpectedRecord& want, const ExpectedRecord& got, std::vector<std::string>& differences) {
  const std::string label = absl::StrCat(want.kind, " «", want.headline, "» ");
  const auto check = [&](const char* field, const auto& wanted, const auto& seen) {
    if (wanted == seen) return;
    differences.push_back(absl::StrCat(label, field, ": got «", Shown(seen), "», want «", Shown(wanted), "»"));
  };
  check("headline_lines", want.headline_lines, got.headline_lines);
  check("speaker", want.speaker, got.speaker);
  check("titles", want.titles, got.titles);
  check("reporters", want.reporters, got.reporters);
  check("text", want.text, got.text);
  check("truncated", want.truncated, got.truncated);
  check("proposals", want.proposals, got.proposals);
  check("credit", want.credit, got.credit);
}

// The record's text up to a seam, and from it on.
std::pair<std::string, std::string> Sides(const Record& record, const record::v1::Seam& seam) {
  std::string before, after;
  for (int p = 0; p < record.paragraphs_size(); ++p) {
    const std::string& text = record.paragraphs(p).text();
    const size_t cut = p < static_cast<int>(seam.paragraph())    ? text.size()
                       : p == static_cast<int>(seam.paragraph()) ? std::min<size_t>(seam.offset(), text.size())
                                                                 : 0;
    before += text.substr(0, cut);
    after += text.substr(cut);
  }
  return {before, after};
}

}  // namespace

std::string BodyOf(const Record& record) {
  std::vector<std::string> paragraphs;
  for (const auto& paragraph : record.paragraphs()) paragraphs.push_back(paragraph.text());
  return absl::StrJoin(paragraphs, "\n");
}

ExpectedPage ReadExpectedPage(const std::string& path) {
  Struct object;
  const auto status = google::protobuf::util::JsonStringToMessage(ReadFile(path), &object);
  if (!status.ok()) throw std::runtime_error(path + ": " + std::string(status.message()));
  ExpectedPage page;
  for (const auto& item : Field(object, "records").list_value().values()) {
    page.records.push_back(ToRecord(item.struct_value()));
  }
  for (const auto& item : Field(object, "seams").list_value().values()) {
    const auto sides = Strings(item);
    page.seams.push_back({sides.at(0), sides.at(1)});
  }
  for (const auto& item : Field(object, "removed").list_value().values()) {
    const Struct& removed = item.struct_value();
    page.removed.push_back({static_cast<size_t>(Field(removed, "line").number_value()),
                            Field(removed, "tail").string_value(),
                            static_cast<size_t>(Field(removed, "repeats").number_value())});
  }
  page.furniture = Strings(Field(object, "furniture"));
  return page;
}

std::vector<std::string> Differences(const ExpectedPage& expected, const std::vector<Record>& records) {
  std::vector<std::string> differences;
  std::vector<ExpectedRecord> seen;
  for (const auto& record : records) seen.push_back(Observed(record));
  for (const auto& want : expected.records) {
    const auto got = std::find_if(seen.begin(), seen.end(), [&](const ExpectedRecord& record) {
      return record.kind == want.kind && record.headline == want.headline;
    });
    if (got == seen.end()) {
      differences.push_back(absl::StrCat("missing: ", want.kind, " «", want.headline, "»"));
      continue;
    }
    Compare(want, *got, differences);
    seen.erase(got);
  }
  for (const auto& record : seen) {
    differences.push_back(absl::StrCat("not expected: ", record.kind, " «", record.headline, "» ", record.text));
  }
  return differences;
}

std::vector<std::string> SeamDifferences(const ExpectedPage& expected, const std::vector<Record>& records) {
  std::vector<ExpectedSeam> missing = expected.seams;
  std::vector<std::string> differences;
  for (const auto& record : records) {
    for (const auto& seam : record.seams()) {
      const auto [before, after] = Sides(record, seam);
      const auto found = std::find_if(missing.begin(), missing.end(), [&, b = before, a = after](const auto& want) {
        return absl::EndsWith(b, want.before) && absl::StartsWith(a, want.after);
      });
      if (found != missing.end()) {
        missing.erase(found);
      } else {
        differences.push_back(absl::StrCat("not expected: seam in «", record.headline().text(), "» before ",
                                           after.substr(0, after.size() < 36 ? after.size() : 36)));
      }
    }
  }
  for (const auto& seam : missing) differences.push_back(absl::StrCat("missing: seam ", seam.before, "|", seam.after));
  return differences;
}

}  // namespace broadsheet::testing
