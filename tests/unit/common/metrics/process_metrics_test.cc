#include "common/metrics/process_metrics.h"

#include <gtest/gtest.h>
#include <prometheus/metric_family.h>

#include <ctime>
#include <map>
#include <string>
#include <vector>

namespace broadsheet {
namespace {

std::map<std::string, double> Values() {
  std::map<std::string, double> values;
  for (const auto& family : ProcessMetrics().Collect()) {
    const bool counter = family.type == prometheus::MetricType::Counter;
    values[family.name] = counter ? family.metric.at(0).counter.value : family.metric.at(0).gauge.value;
  }
  return values;
}

TEST(ProcessMetricsTest, ReportsWhatTheKernelSays) {
  auto values = Values();
  EXPECT_GE(values["process_cpu_seconds_total"], 0);
  EXPECT_GT(values["process_resident_memory_bytes"], 1e6);
  EXPECT_GT(values["process_virtual_memory_bytes"], values["process_resident_memory_bytes"]);
  EXPECT_GE(values["process_threads"], 1);
  EXPECT_GE(values["process_open_fds"], 3);
  EXPECT_GT(values["process_max_fds"], values["process_open_fds"]);
  EXPECT_EQ(values["broadsheet_build_info"], 1);
  const auto now = static_cast<double>(std::time(nullptr));
  EXPECT_NEAR(values["process_start_time_seconds"], now, 3600);
}

// The value of a family's metric by its one label's.
double Labelled(const std::string& name, const std::string& label) {
  for (const auto& family : ProcessMetrics().Collect()) {
    if (family.name != name) continue;
    for (const auto& metric : family.metric) {
      if (metric.label.at(0).value == label) return metric.gauge.value;
    }
  }
  return -1;
}

TEST(ProcessMetricsTest, TellsMemoryOfItsOwnFromThatOfFiles) {
  const double before = Labelled("broadsheet_resident_memory_bytes", "own");
  const std::vector<char> block(64 << 20, 'x');
  EXPECT_GT(Labelled("broadsheet_resident_memory_bytes", "own"), before + (60 << 20)) << block.size();
  const double files = Labelled("broadsheet_resident_memory_bytes", "files");
  EXPECT_GT(files, 1e5) << "at least of the program itself";
  EXPECT_LT(files, 60 << 20);
}

TEST(ProcessMetricsTest, ShowsTheHeap) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizer's heap has no such figures";
#endif
  const double before = Labelled("broadsheet_heap_bytes", "used");
  const std::vector<char> block(64 << 20, 'x');
  EXPECT_GT(Labelled("broadsheet_heap_bytes", "used"), before + (60 << 20)) << block.size();
  EXPECT_GE(Labelled("broadsheet_heap_bytes", "free"), 0);
}

}  // namespace
}  // namespace broadsheet
