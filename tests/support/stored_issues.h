// Invented issues for tests of the store, the feed and the API.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest_service/store/record_log.h"

namespace broadsheet::ingest {

// An issue named publications/{publication}/issues/{issue}, whose records have
// the given ids and texts, in that order. Its content is that of its records.
StoredIssue MakeIssue(std::string_view publication, std::string_view issue,
                      const std::vector<std::pair<std::string, std::string>>& records);

}  // namespace broadsheet::ingest
