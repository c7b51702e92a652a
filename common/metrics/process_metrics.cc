#include "common/metrics/process_metrics.h"

#include <malloc.h>
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

prometheus::ClientMetric Metric(MetricType type, double value,
                                std::vector<prometheus::ClientMetric::Label> labels = {}) {
  prometheus::ClientMetric metric;
  metric.label = std::move(labels);
  (type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
  return metric;
}

void Add(std::vector<MetricFamily>& families, const char* name, const char* help,
         std::vector<prometheus::ClientMetric> metrics, MetricType type) {
  families.push_back({.name = name, .help = help, .type = type, .metric = std::move(metrics)});
}

void Add(std::vector<MetricFamily>& families, const char* name, const char* help, MetricType type, double value) {
  Add(families, name, help, {Metric(type, value)}, type);
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

// A process's own pages are its memory for good; those of mapped files the
// system takes back when it needs them.
void AddResidentKinds(std::vector<MetricFamily>& families) {
  std::ifstream file("/proc/self/status");
  double own = 0, files = 0;
  for (std::string word; file >> word;) {
    double kibibytes = 0;
    if (word == "RssAnon:" && file >> kibibytes) own += kibibytes * 1024;
    if ((word == "RssFile:" || word == "RssShmem:") && file >> kibibytes) files += kibibytes * 1024;
  }
  Add(families, "broadsheet_resident_memory_bytes", "Resident memory: the process's own, and pages of mapped files",
      {Metric(MetricType::Gauge, own, {{"kind", "own"}}), Metric(MetricType::Gauge, files, {{"kind", "files"}})},
      MetricType::Gauge);
}

void AddHeap(std::vector<MetricFamily>& families) {
  const struct mallinfo2 heap = mallinfo2();
  const auto used = static_cast<double>(heap.uordblks + heap.hblkhd), free = static_cast<double>(heap.fordblks);
  Add(families, "broadsheet_heap_bytes", "Heap: what is in use, and what was freed and kept for the next use",
      {Metric(MetricType::Gauge, used, {{"state", "used"}}), Metric(MetricType::Gauge, free, {{"state", "free"}})},
      MetricType::Gauge);
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
  AddResidentKinds(families);
  AddHeap(families);
  AddFileDescriptors(families);
  Add(families, "broadsheet_build_info", "What is running; always 1",
      {Metric(MetricType::Gauge, 1, {{"version", std::string(kVersion)}})}, MetricType::Gauge);
  return families;
}

}  // namespace broadsheet
