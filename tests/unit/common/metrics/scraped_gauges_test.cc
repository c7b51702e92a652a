#include "common/metrics/scraped_gauges.h"

#include <gtest/gtest.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

namespace broadsheet {
namespace {

TEST(ScrapedGaugesTest, ReadsAtEachScrapeAndJoinsFamilies) {
  double value = 1;
  const ScrapedGauges gauges([&] {
    return std::vector<GaugeReading>{{"lag", "Entries", {{"feed", "a"}}, value},
                                     {"lag", "Entries", {{"feed", "b"}}, 7}};
  });
  EXPECT_EQ(gauges.Collect().size(), 1u);
  value = 2;
  EXPECT_EQ(prometheus::TextSerializer().Serialize(gauges.Collect()),
            "# HELP lag Entries\n# TYPE lag gauge\nlag{feed=\"a\"} 2\nlag{feed=\"b\"} 7\n");
}

}  // namespace
}  // namespace broadsheet
