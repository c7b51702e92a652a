#include "common/metrics/process_metrics.h"

#include <prometheus/client_metric.h>
#include <prometheus/metric_family.h>
#include <prometheus/metric_type.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

#include "common/version/version.h"

namespace broadsheet {
namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

void Add(std::vector<MetricFamily>& families, const char* name, const char* help, MetricType type, double value,
         std::vector<prometheus::ClientMetric::Label> labels = {}) {
  MetricFamily family;
  family.name = name;
  family.help = help;
  family.type = type;
  prometheus::ClientMetric metric;
  metric.label = std::move(labels);
  (type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
  family.metric.push_back(std::move(metric));
  families.push_back(std::move(family));
}

// Fields of /proc/self/stat behind the command's name, which may hold spaces:
// the first is field 3 of proc(5).
std::optional<std::vector<double>> StatFields() {
  std::ifstream file("/proc/self/stat");
  std::string text;
  if (!std::getline(file, text)) return std::nullopt;
  const size_t end_of_name = text.rfind(')');
  if (end_of_name == std::string::npos) return std::nullopt;
  std::istringstream rest(text.substr(end_of_name + 1));
  std::string state;
  rest >> state;
  std::vector<double> fields = {0};
  for (double value = 0; rest >> value;) fields.push_back(value);
  return fields.size() > 21 ? std::optional(fields) : std::nullopt;
}

// Seconds since 1970 at which the machine started.
double BootTime() {
  std::ifstream file("/proc/stat");
  for (std::string key; file >> key;) {
    double value = 0;
    if (key == "btime" && file >> value) return value;
  }
  return 0;
}

void AddStat(std::vector<MetricFamily>& families) {
  const auto fields = StatFields();
  if (!fields) return;
  const auto field = [&](int number) { return (*fields)[number - 3]; };  // proc(5)'s numbers
  const double ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  const double page = static_cast<double>(sysconf(_SC_PAGESIZE));
  Add(families, "process_cpu_seconds_total", "User and system CPU time", MetricType::Counter,
      (field(14) + field(15)) / ticks);
  Add(families, "process_threads", "Threads", MetricType::Gauge, field(20));
  Add(families, "process_virtual_memory_bytes", "Virtual memory", MetricType::Gauge, field(23));
  Add(families, "process_resident_memory_bytes", "Resident memory", MetricType::Gauge, field(24) * page);
  Add(families, "process_start_time_seconds", "Start of the process, Unix time", MetricType::Gauge,
      BootTime() + field(22) / ticks);
}

void AddFileDescriptors(std::vector<MetricFamily>& families) {
  std::error_code error;
  std::filesystem::directory_iterator entries("/proc/self/fd", error);
  if (!error) {
    const auto count = std::distance(begin(entries), end(entries));
    Add(families, "process_open_fds", "Open file descriptors", MetricType::Gauge, static_cast<double>(count));
  }
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    Add(families, "process_max_fds", "Most file descriptors", MetricType::Gauge, static_cast<double>(limit.rlim_cur));
  }
}

}  // namespace

std::vector<MetricFamily> ProcessMetrics::Collect() const {
  std::vector<MetricFamily> families;
  AddStat(families);
  AddFileDescriptors(families);
  Add(families, "broadsheet_build_info", "What is running; always 1", MetricType::Gauge, 1,
      {{"version", std::string(kVersion)}});
  return families;
}

}  // namespace broadsheet
