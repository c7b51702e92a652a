// Our index, as the benchmark and the agreement test ask it.
#pragma once

#include "engine.h"
#include "query_service/index/record_index.h"

namespace broadsheet::benchmark {

query::IndexDocument DocumentOf(const BenchmarkRecord& record);
query::IndexSearch SearchOf(const BenchmarkQuery& query);

}  // namespace broadsheet::benchmark
