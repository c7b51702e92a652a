// Values that are read when Prometheus asks, not kept up as they change.
#pragma once

#include <prometheus/collectable.h>

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace broadsheet {

struct GaugeReading {
  std::string name;  // the same name always has the same help and label names
  std::string help;
  std::map<std::string, std::string> labels;
  double value = 0;
  bool counts = false;  // a counter: only grows while the process runs
};

using GaugeReader = std::function<std::vector<GaugeReading>()>;

// Families of one name are one family, in the order of names.
class ScrapedGauges : public prometheus::Collectable {
 public:
  // `read` is called at each scrape, from any thread.
  explicit ScrapedGauges(GaugeReader read) : read_(std::move(read)) {}
  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  const GaugeReader read_;
};

}  // namespace broadsheet
