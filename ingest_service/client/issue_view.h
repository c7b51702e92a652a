// A restored issue as a page to look at.
#pragma once

#include <string>
#include <string_view>

#include "broadsheet/ingest/v1/ingest_service.pb.h"

namespace broadsheet::ingest {

// One self-contained HTML page: on the left the upload in its order, coloured
// by the record that each run went to, removed repetitions struck through,
// furniture grey, unassigned bytes red, seams with their confidence; on the
// right the articles. Pointing at one shows the other. `issue` has its account
// and records, `content` is the upload.
std::string RenderIssueView(const v1::GetIssueResponse& issue, std::string_view content);

}  // namespace broadsheet::ingest
