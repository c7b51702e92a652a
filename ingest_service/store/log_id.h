// The identity of a record log.
#pragma once

#include <string>

namespace broadsheet::ingest {

// Random, so that two databases never take each other's positions for theirs.
std::string NewLogId();

}  // namespace broadsheet::ingest
