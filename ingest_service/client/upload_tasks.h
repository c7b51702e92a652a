// Which files to upload, and as what.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "broadsheet/ingest/v1/ingest_service.pb.h"

namespace broadsheet::ingest {

struct UploadTask {
  std::string path;
  v1::IssueMetadata metadata;
};

// The files among `paths` themselves and all files below the folders among them
// whose names end in `suffix`; each once, in the order of their paths.
// NOT_FOUND, naming the path, if one does not exist.
absl::StatusOr<std::vector<std::string>> FindFiles(const std::vector<std::string>& paths, std::string_view suffix);

// Reads metadata off paths: a pattern like "{publication}/{date}-{edition}.txt"
// that has to match the end of a path, from a folder's or file's name on.
// Fields: publication (its id), issue (its id), date (YYYY-MM-DD or YYYYMMDD),
// number, edition, any. A field does not reach over a slash.
class PathPattern {
 public:
  // INVALID_ARGUMENT for an unknown field or a brace without its partner.
  static absl::StatusOr<PathPattern> Compile(std::string_view pattern);

  // Sets what the path says. INVALID_ARGUMENT if the pattern does not match.
  absl::Status Apply(std::string_view path, v1::IssueMetadata& metadata) const;

 private:
  std::string pattern_, expression_;
  std::vector<std::string> fields_;  // of the groups, in order
};

// A task for each file: `defaults` and, where a pattern is given (not null),
// what the path says.
absl::StatusOr<std::vector<UploadTask>> MakeTasks(const std::vector<std::string>& files,
                                                  const v1::IssueMetadata& defaults, const PathPattern* pattern);

}  // namespace broadsheet::ingest
