// Queries and filters drawn from the text there is and from noise.
#pragma once

#include "query_service/index/record_index.h"
#include "random_collection.h"

namespace broadsheet::query {

IndexSearch RandomSearch(Random& random, const std::vector<IndexDocument>& documents);

IndexAggregation RandomAggregation(Random& random, const std::vector<IndexDocument>& documents);

TermSearch RandomTermSearch(Random& random);

// For messages.
std::string ToString(const IndexSearch& search);
std::string ToString(const IndexAggregation& aggregation);

}  // namespace broadsheet::query
