#include "ingest_service/store/log_id.h"

#include <random>

#include "absl/strings/str_format.h"

namespace broadsheet::ingest {

std::string NewLogId() {
  std::random_device random;
  return absl::StrFormat("%08x%08x", random(), random());
}

}  // namespace broadsheet::ingest
