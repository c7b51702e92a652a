// Bylines: the printed line that says who wrote an article.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ingest_service/parser/credits/credit_line.h"

namespace broadsheet::ingest {

struct Byline {
  // Writers with role REPORTER, CORRESPONDENT, INTERN, AUTHOR, EDITOR (整理) or
  // TRANSLATOR, bodies with CORPORATE or AGENCY; and whom the same line credits
  // for pictures. At least one.
  std::vector<PrintedCredit> credits;
  // Begins with ■ or its like (□ ● ◇ ◎ ○ ▲, and 口, the exported form of □).
  bool marked = false;
  // Says what somebody did: 记者, 文/图, By. Without marker and label it is a
  // bare line of names, which may stand anywhere else on a page too.
  bool labelled = false;
  // The whole line stands in brackets: the signature of what stands above it.
  bool bracketed = false;
};

// Reads one printed line as a byline. Offsets are bytes of `line`. nullopt if
// anything in it is no credit, or if it credits pictures only.
std::optional<Byline> ParseByline(std::string_view line);

}  // namespace broadsheet::ingest
