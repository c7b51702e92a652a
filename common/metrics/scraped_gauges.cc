#include "common/metrics/scraped_gauges.h"

#include <prometheus/client_metric.h>
#include <prometheus/metric_family.h>
#include <prometheus/metric_type.h>

namespace broadsheet {

std::vector<prometheus::MetricFamily> ScrapedGauges::Collect() const {
  std::map<std::string, prometheus::MetricFamily> families;
  for (const GaugeReading& reading : read_()) {
    prometheus::MetricFamily& family = families[reading.name];
    family.name = reading.name;
    family.help = reading.help;
    family.type = reading.counts ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
    prometheus::ClientMetric metric;
    for (const auto& [name, value] : reading.labels) metric.label.push_back({name, value});
    (reading.counts ? metric.counter.value : metric.gauge.value) = reading.value;
    family.metric.push_back(std::move(metric));
  }
  std::vector<prometheus::MetricFamily> result;
  for (auto& [name, family] : families) result.push_back(std::move(family));
  return result;
}

}  // namespace broadsheet
