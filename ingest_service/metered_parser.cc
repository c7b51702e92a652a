#include "ingest_service/metered_parser.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <array>
#include <utility>

namespace broadsheet::ingest {
namespace {

// Seconds: from a stage of a page to one of a whole issue.
const prometheus::Histogram::BucketBoundaries kSeconds = {0.0001, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                          0.1,    0.25,  0.5,    1,     2.5,  10};

class Metered : public Parser {
 public:
  Metered(std::unique_ptr<const Parser> parser, prometheus::Registry& registry)
      : parser_(std::move(parser)),
        bytes_(prometheus::BuildCounter()
                   .Name("broadsheet_parse_bytes_total")
                   .Help("Bytes of the texts that were parsed")
                   .Register(registry)
                   .Add({})),
        records_(prometheus::BuildCounter()
                     .Name("broadsheet_parse_records_total")
                     .Help("Records restored from them")
                     .Register(registry)
                     .Add({})) {
    auto& family = prometheus::BuildHistogram()
                       .Name("broadsheet_parse_stage_seconds")
                       .Help("Time that a stage of parsing takes for a text")
                       .Register(registry);
    for (size_t i = 0; i < kStageCount; ++i) seconds_[i] = &family.Add({{"stage", kStageNames[i]}}, kSeconds);
  }

  absl::StatusOr<ParsedIssue> Parse(std::string_view bytes, const ParseHints& hints,
                                    CheckAlive check_alive) const override {
    auto parsed = parser_->Parse(bytes, hints, check_alive);
    if (!parsed.ok()) return parsed;
    for (size_t i = 0; i < kStageCount; ++i) {
      seconds_[i]->Observe(std::chrono::duration<double>(parsed->stage_times[i]).count());
    }
    bytes_.Increment(static_cast<double>(bytes.size()));
    records_.Increment(static_cast<double>(parsed->records.size()));
    return parsed;
  }

 private:
  const std::unique_ptr<const Parser> parser_;
  std::array<prometheus::Histogram*, kStageCount> seconds_{};
  prometheus::Counter& bytes_;
  prometheus::Counter& records_;
};

}  // namespace

std::unique_ptr<const Parser> MeteredParser(std::unique_ptr<const Parser> parser, prometheus::Registry& registry) {
  return std::make_unique<const Metered>(std::move(parser), registry);
}

}  // namespace broadsheet::ingest
