#include "common/metrics/process_metrics.h"

#include <gtest/gtest.h>
#include <prometheus/metric_family.h>

#include <ctime>
#include <map>
#include <string>

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

}  // namespace
}  // namespace broadsheet
