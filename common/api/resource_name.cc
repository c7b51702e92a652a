#include "common/api/resource_name.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace broadsheet {
namespace {

constexpr std::array<std::string_view, 3> kCollections = {"publications", "issues", "records"};
constexpr std::array<std::string_view, 3> kForms = {
    "publications/{publication}",
    "publications/{publication}/issues/{issue}",
    "publications/{publication}/issues/{issue}/records/{record}",
};
constexpr size_t kMaxId = 63;

bool IsIdCharacter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

// Takes `collection/id` and the slash behind it, if there is one, off `rest`.
bool TakeSegment(std::string_view collection, std::string_view& rest, std::string& id) {
  if (!rest.starts_with(collection) || rest.substr(collection.size(), 1) != "/") return false;
  rest.remove_prefix(collection.size() + 1);
  const size_t end = std::min(rest.find('/'), rest.size());
  id = rest.substr(0, end);
  rest.remove_prefix(end);
  return true;
}

// The segments of a name up to and including its collection, ids unchecked.
bool Split(std::string_view name, Collection collection, ResourceName& result) {
  const std::array<std::string*, 3> ids = {&result.publication, &result.issue, &result.record};
  for (size_t i = 0; i <= static_cast<size_t>(collection); ++i) {
    if (i > 0 && !name.starts_with('/')) return false;
    if (i > 0) name.remove_prefix(1);
    if (!TakeSegment(kCollections[i], name, *ids[i])) return false;
  }
  return name.empty();
}

absl::StatusOr<ResourceName> Parse(std::string_view field, std::string_view name, Collection collection,
                                   bool wildcard) {
  ResourceName result;
  bool valid = Split(name, collection, result);
  for (const std::string* id : {&result.publication, &result.issue, &result.record}) {
    if (id->empty()) continue;
    valid = valid && ((wildcard && *id == "-") || IsResourceId(*id));
  }
  const size_t wanted = static_cast<size_t>(collection);
  valid = valid && !result.publication.empty() && (wanted < 1 || !result.issue.empty()) &&
          (wanted < 2 || !result.record.empty());
  if (valid) return result;
  return FieldError(field, name,
                    absl::StrCat(std::string(kForms[wanted]), ", each id ", std::string(kResourceIdForm),
                                 wildcard ? ", or - for any" : ""));
}

}  // namespace

bool IsResourceId(std::string_view id) {
  return !id.empty() && id.size() <= kMaxId && id.front() != '-' && id.back() != '-' &&
         std::all_of(id.begin(), id.end(), IsIdCharacter);
}

std::string FormatName(const ResourceName& name) {
  std::string result = absl::StrCat("publications/", name.publication);
  if (name.issue.empty()) return result;
  absl::StrAppend(&result, "/issues/", name.issue);
  if (!name.record.empty()) absl::StrAppend(&result, "/records/", name.record);
  return result;
}

absl::StatusOr<ResourceName> ParseName(std::string_view field, std::string_view name, Collection collection) {
  return Parse(field, name, collection, /*wildcard=*/false);
}

absl::StatusOr<ResourceName> ParseParent(std::string_view field, std::string_view name, Collection collection) {
  return Parse(field, name, collection, /*wildcard=*/true);
}

std::string_view ParentName(std::string_view name) {
  const size_t id = name.rfind('/');
  if (id == std::string_view::npos) return {};
  const size_t collection = name.rfind('/', id - 1);
  return collection == std::string_view::npos ? std::string_view() : name.substr(0, collection);
}

std::string_view LastId(std::string_view name) { return name.substr(name.rfind('/') + 1); }

}  // namespace broadsheet
