// The fixed parts of the page that issue_view makes.
#pragma once

namespace broadsheet::ingest {

extern const char kIssueViewStyle[];
extern const char kIssueViewScript[];

}  // namespace broadsheet::ingest
