// How articles say that they are over.
#pragma once

#include <string_view>

namespace broadsheet::ingest {

// The text ends with what only the end of an article is followed by: who wrote,
// edited or supplied it (（记者 顾宁）, 来源：…, 编辑：…), or （完）. Nothing goes on behind it.
bool EndsArticle(std::string_view text);

}  // namespace broadsheet::ingest
