// A query's tree back in the query language.
#pragma once

#include <string>
#include <string_view>

#include "query_service/index/query.h"

namespace broadsheet::query {

// A field by its prefix in the language, e.g. org.
std::string_view FieldName(TextField field);

// Every term in quotation marks, every group in parentheses. It parses to a
// tree that finds the same, unless a term has a quotation mark in it, which the
// language cannot write inside a phrase. Empty for kAll.
std::string CanonicalQuery(const TextQuery& query);

}  // namespace broadsheet::query
