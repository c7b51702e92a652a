// Names of resources (aip.dev/122):
//   publications/{publication}
//   publications/{publication}/issues/{issue}
//   publications/{publication}/issues/{issue}/records/{record}
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace broadsheet {

// Whether the text is an id: [a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?
bool IsResourceId(std::string_view id);

// What IsResourceId accepts, for the `want` of an error.
inline constexpr std::string_view kResourceIdForm =
    "1 to 63 of a-z, 0-9 and -, beginning and ending with a letter or digit";

// The ids of a name; those below its collection are empty.
struct ResourceName {
  std::string publication, issue, record;
  bool operator==(const ResourceName&) const = default;
};

enum class Collection { kPublications, kIssues, kRecords };

// The inverse of ParseName: ends with the first empty id.
std::string FormatName(const ResourceName& name);

// The ids of a name in that collection. INVALID_ARGUMENT for `field`
// otherwise.
absl::StatusOr<ResourceName> ParseName(std::string_view field, std::string_view name, Collection collection);

// The same for the parent of a list, in which every id may be "-": any
// (aip.dev/159).
absl::StatusOr<ResourceName> ParseParent(std::string_view field, std::string_view name, Collection collection);

// The name without its last collection and id: of a record its issue, of an
// issue its publication. `name` is well-formed.
std::string_view ParentName(std::string_view name);

// The last id of a well-formed name.
std::string_view LastId(std::string_view name);

}  // namespace broadsheet
