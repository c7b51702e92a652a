// The index that looks at every document: slow, and right by inspection. The
// other implementations are compared with it; small collections can use it.
#pragma once

#include <memory>

#include "query_service/index/record_index.h"

namespace broadsheet::query {

// Keeps everything in memory; Flush does nothing and a restart begins at 0.
std::unique_ptr<RecordIndex> MakeScanIndex();

}  // namespace broadsheet::query
