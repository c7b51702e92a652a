// What the operating system says of this process, under the names that the
// Prometheus client libraries agreed on: process_cpu_seconds_total,
// process_resident_memory_bytes, process_virtual_memory_bytes,
// process_open_fds, process_max_fds, process_threads,
// process_start_time_seconds. And under our own:
// broadsheet_resident_memory_bytes{kind}: own, files (mapped ones);
// broadsheet_heap_bytes{state}: used, free;
// broadsheet_build_info{version}, always 1.
#pragma once

#include <prometheus/collectable.h>

#include <vector>

namespace broadsheet {

// Reads /proc at each scrape; a value that cannot be read is left out.
class ProcessMetrics : public prometheus::Collectable {
 public:
  std::vector<prometheus::MetricFamily> Collect() const override;
};

}  // namespace broadsheet
