// Bylines and datelines of papers in Latin script.
#pragma once

#include <optional>
#include <string_view>

#include "ingest_service/parser/credits/byline.h"
#include "ingest_service/parser/credits/dateline.h"

namespace broadsheet::ingest {

// `By JANE DOE and John Q. Smith, Staff Writers`, `Photograph by Jane Doe`.
std::optional<CreditLine> ReadLatinCredits(std::string_view line);

// `Staff Writer`, `Notre correspondante`: the whole line says what somebody is.
bool IsLatinPosition(std::string_view line);

// `PARIS, March 5 (Reuters) — `: a place in capitals, perhaps a day and an
// agency, and a dash.
std::optional<PrintedDateline> ParseLatinDateline(std::string_view paragraph);

}  // namespace broadsheet::ingest
