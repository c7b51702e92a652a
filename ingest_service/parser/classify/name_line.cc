#include "ingest_service/parser/classify/name_line.h"

#include <algorithm>

#include "common/text/utf8.h"
#include "ingest_service/parser/credits/byline.h"
#include "ingest_service/parser/credits/chinese_names.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {

bool IsNameLine(std::string_view line) {
  const auto byline = ParseByline(line);
  if (!byline || byline->bracketed) return false;
  const bool named = std::all_of(byline->credits.begin(), byline->credits.end(), [](const PrintedCredit& credit) {
    return IsFrequentSurname(FirstCharacter(credit.name));
  });
  const bool divided = line.find_first_of(" ,/") != line.npos || line.find("　") != line.npos ||
                       line.find("、") != line.npos || line.find("·") != line.npos;
  return named && (byline->credits.size() == 1 || divided);
}

}  // namespace broadsheet::ingest
