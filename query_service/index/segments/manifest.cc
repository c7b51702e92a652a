#include "query_service/index/segments/manifest.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <system_error>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "absl/strings/str_cat.h"
#include "common/file/read_file.h"
#include "common/status/error.h"
#include "query_service/index/segments/section_file.h"

namespace broadsheet::query {
namespace {

namespace fs = std::filesystem;

constexpr char kName[] = "manifest";
constexpr char kTemporaryName[] = "manifest.new";
constexpr char kFormat[] = "broadsheet-index 2";
constexpr SectionId kTextSection = 1;

std::string TextOf(const Manifest& manifest) {
  std::string text = absl::StrCat(kFormat, "\napplied ", manifest.applied, "\nnext ", manifest.next_file, "\n");
  for (const Manifest::File& file : manifest.files) {
    absl::StrAppend(&text, "segment ", file.segment, " ", file.deleted.empty() ? "-" : file.deleted, "\n");
  }
  return text;
}

absl::Status Damaged(const std::string& directory) {
  return Error(absl::StatusCode::kDataLoss, "DAMAGED_SEGMENT", absl::StrCat(directory, ": the manifest is damaged"));
}

}  // namespace

absl::Status WriteManifest(const std::string& directory, const Manifest& manifest) {
  const std::string temporary = directory + "/" + kTemporaryName, name = directory + "/" + kName;
  auto file = SectionWriter::Create(temporary);
  if (!file.ok()) return file.status();
  (*file)->Begin(kTextSection);
  (*file)->Append(TextOf(manifest));
  if (absl::Status status = (*file)->Finish(); !status.ok()) return status;
  std::error_code error;
  fs::rename(temporary, name, error);
  if (!error) return absl::OkStatus();
  return Error(absl::StatusCode::kUnavailable, "INDEX_IO", absl::StrCat("rename ", name, ": ", error.message()));
}

absl::StatusOr<std::optional<Manifest>> ReadManifest(const std::string& directory) {
  const std::string name = directory + "/" + kName;
  const auto exists = PathExists(name);
  if (!exists.ok()) return exists.status();
  if (!*exists) return std::optional<Manifest>();
  const auto file = SectionReader::Open(name);
  if (!file.ok()) return file.status();
  std::istringstream text{std::string((*file)->Section(kTextSection))};
  std::string line, word;
  Manifest manifest;
  if (!std::getline(text, line) || line != kFormat) return Damaged(directory);
  if (!(text >> word >> manifest.applied >> word >> manifest.next_file)) return Damaged(directory);
  for (Manifest::File entry; text >> word >> entry.segment >> entry.deleted;) {
    if (entry.deleted == "-") entry.deleted.clear();
    manifest.files.push_back(entry);
  }
  return std::optional<Manifest>(std::move(manifest));
}

void RemoveOthers(const std::string& directory, const Manifest& manifest) {
  std::set<std::string> named = {kName};
  for (const Manifest::File& file : manifest.files) named.insert({file.segment, file.deleted});
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    const std::string name = entry.path().filename();
    const bool ours = name.starts_with("segment-") || name.starts_with("deleted-") || name.starts_with("manifest");
    if (ours && named.count(name) == 0) fs::remove(entry.path(), error);
  }
}

}  // namespace broadsheet::query
