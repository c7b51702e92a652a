// Counts, suggestions and shared terms as a person reads them in a terminal.
#pragma once

#include <string>

#include "broadsheet/query/v1/query_service.pb.h"

namespace broadsheet::query {

// A group a line, and what was left out.
std::string RenderGroups(const v1::AggregateRecordsResponse& response);

// A term a line, with its kind and how many records have it.
std::string RenderSuggestions(const v1::SuggestTermsResponse& response);

// Why a record is like another.
std::string RenderSharedTerms(const v1::SimilarRecord& similar);

// What each term adds to a score; empty: it was not asked for.
std::string RenderExplanation(const v1::ScoreExplanation& explanation);

// How many were found in each class; empty: none was asked for.
std::string RenderClassTotals(const v1::SearchRecordsResponse& response);

}  // namespace broadsheet::query
