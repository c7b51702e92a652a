#include "ingest_service/client/upload_tasks.h"

#include <re2/re2.h>

#include <filesystem>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/status/error.h"

namespace broadsheet::ingest {
namespace {

namespace fs = std::filesystem;

const std::map<std::string, const char*, std::less<>>& FieldExpressions() {
  static const auto* const expressions = new std::map<std::string, const char*, std::less<>>{
      {"publication", "([^/]+?)"}, {"issue", "([^/]+?)"},   {"date", "([0-9]{4}-?[0-9]{2}-?[0-9]{2})"},
      {"number", "([^/]+?)"},      {"edition", "([^/]+?)"}, {"any", "([^/]*?)"}};
  return *expressions;
}

// YYYYMMDD with its dashes.
std::string WithDashes(const std::string& date) {
  const std::string digits = absl::StrReplaceAll(date, {{"-", ""}});
  return absl::StrCat(digits.substr(0, 4), "-", digits.substr(4, 2), "-", digits.substr(6));
}

void SetField(const std::string& field, const std::string& value, v1::IssueMetadata& metadata) {
  if (field == "publication") metadata.set_parent("publications/" + value);
  if (field == "issue") metadata.set_issue_id(value);
  if (field == "date") metadata.mutable_issue()->set_date(WithDashes(value));
  if (field == "number") metadata.mutable_issue()->set_number(value);
  if (field == "edition") metadata.mutable_issue()->set_edition(value);
}

}  // namespace

absl::StatusOr<std::vector<std::string>> FindFiles(const std::vector<std::string>& paths, std::string_view suffix) {
  std::set<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
      return Error(absl::StatusCode::kNotFound, "FILE_NOT_FOUND", absl::StrCat("there is no file or folder ", path));
    }
    if (!fs::is_directory(status)) {
      files.insert(path);
      continue;
    }
    for (const auto& entry :
         fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied, error)) {
      const std::string name = entry.path().string();
      if (entry.is_regular_file(error) && std::string_view(name).ends_with(suffix)) files.insert(name);
    }
  }
  return std::vector<std::string>(files.begin(), files.end());
}

absl::StatusOr<PathPattern> PathPattern::Compile(std::string_view pattern) {
  PathPattern result;
  result.pattern_ = pattern;
  result.expression_ = "(?:.*/)?";
  for (size_t at = 0; at < pattern.size();) {
    const size_t open = std::min(pattern.find('{', at), pattern.size());
    result.expression_ += RE2::QuoteMeta(re2::StringPiece(pattern.data() + at, open - at));
    if (open == pattern.size()) break;
    const size_t close = pattern.find('}', open);
    const std::string field(pattern.substr(open + 1, close == std::string_view::npos ? 0 : close - open - 1));
    const auto expression = FieldExpressions().find(field);
    if (expression == FieldExpressions().end()) {
      return FieldError("--path-pattern", pattern, "fields {publication} {issue} {date} {number} {edition} {any}");
    }
    result.expression_ += expression->second;
    result.fields_.push_back(field);
    at = close + 1;
  }
  return result;
}

absl::Status PathPattern::Apply(std::string_view path, v1::IssueMetadata& metadata) const {
  std::vector<std::string> values(fields_.size());
  std::vector<RE2::Arg> arguments(fields_.size());
  std::vector<const RE2::Arg*> pointers(fields_.size());
  for (size_t i = 0; i < fields_.size(); ++i) {
    arguments[i] = &values[i];
    pointers[i] = &arguments[i];
  }
  const RE2 expression(expression_);
  if (!RE2::FullMatchN(re2::StringPiece(path.data(), path.size()), expression, pointers.data(),
                       static_cast<int>(pointers.size()))) {
    return FieldError("path", path, absl::StrCat("a path that ends like ", pattern_));
  }
  for (size_t i = 0; i < fields_.size(); ++i) SetField(fields_[i], values[i], metadata);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<UploadTask>> MakeTasks(const std::vector<std::string>& files,
                                                  const v1::IssueMetadata& defaults, const PathPattern* pattern) {
  std::vector<UploadTask> tasks;
  for (const std::string& file : files) {
    UploadTask& task = tasks.emplace_back(UploadTask{file, defaults});
    if (pattern == nullptr) continue;
    if (absl::Status status = pattern->Apply(file, task.metadata); !status.ok()) return status;
  }
  return tasks;
}

}  // namespace broadsheet::ingest
