#include "common/metrics/call_metrics.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace broadsheet {
namespace {

constexpr std::string_view kCodeNames[] = {
    "OK",       "Canceled",       "Unknown",          "InvalidArgument",   "DeadlineExceeded",
    "NotFound", "AlreadyExists",  "PermissionDenied", "ResourceExhausted", "FailedPrecondition",
    "Aborted",  "OutOfRange",     "Unimplemented",    "Internal",          "Unavailable",
    "DataLoss", "Unauthenticated"};

// Seconds: from a cached answer to a large upload.
const prometheus::Histogram::BucketBoundaries kSeconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                          0.25,   0.5,   1,      2.5,   5,    10,    30,   60};

}  // namespace

std::string_view CodeName(absl::StatusCode code) {
  const auto index = static_cast<size_t>(code);
  return index < std::size(kCodeNames) ? kCodeNames[index] : "Unknown";
}

CallMetrics::CallMetrics(std::shared_ptr<prometheus::Registry> registry)
    : registry_(std::move(registry)),
      started_(prometheus::BuildCounter()
                   .Name("grpc_server_started_total")
                   .Help("Calls that reached the server")
                   .Register(*registry_)),
      handled_(prometheus::BuildCounter()
                   .Name("grpc_server_handled_total")
                   .Help("Calls that were answered, by status code")
                   .Register(*registry_)),
      exhausted_(prometheus::BuildCounter()
                     .Name("broadsheet_exhausted_calls_total")
                     .Help("Calls answered RESOURCE_EXHAUSTED, by reason")
                     .Register(*registry_)),
      seconds_(prometheus::BuildHistogram()
                   .Name("grpc_server_handling_seconds")
                   .Help("Time from a call's start to its answer")
                   .Register(*registry_)),
      in_flight_(
          prometheus::BuildGauge().Name("grpc_server_in_flight").Help("Calls in progress").Register(*registry_)) {}

CallMetrics::Series& CallMetrics::SeriesOf(std::string_view service, std::string_view method) {
  const std::string key = absl::StrCat(std::string(service), "/", std::string(method));
  if (const auto found = series_.find(key); found != series_.end()) return found->second;
  const prometheus::Labels labels = {{"grpc_service", std::string(service)}, {"grpc_method", std::string(method)}};
  const Series series{&started_.Add(labels), &seconds_.Add(labels, kSeconds), &in_flight_.Add(labels), labels, {}, {}};
  return series_.emplace(key, series).first->second;
}

prometheus::Counter& CallMetrics::HandledWith(absl::StatusCode code, Series& series) {
  auto& counter = series.handled[static_cast<int>(code)];
  if (counter == nullptr) {
    auto labels = series.labels;
    labels.emplace("grpc_code", std::string(CodeName(code)));
    counter = &handled_.Add(labels);
  }
  return *counter;
}

prometheus::Counter& CallMetrics::ExhaustedFor(const std::string& reason, Series& series) {
  auto& counter = series.exhausted[reason];
  if (counter == nullptr) {
    auto labels = series.labels;
    labels.emplace("reason", reason);
    counter = &exhausted_.Add(labels);
  }
  return *counter;
}

void CallMetrics::CountFromZero(std::string_view service, std::string_view method) {
  const std::lock_guard lock(mutex_);
  Series& series = SeriesOf(service, method);
  for (const auto code : {absl::StatusCode::kUnknown, absl::StatusCode::kInternal, absl::StatusCode::kDataLoss}) {
    HandledWith(code, series);
  }
  ExhaustedFor("OVERLOADED", series);
}

void CallMetrics::Started(std::string_view service, std::string_view method) {
  const std::lock_guard lock(mutex_);
  Series& series = SeriesOf(service, method);
  series.started->Increment();
  series.in_flight->Increment();
}

void CallMetrics::Handled(std::string_view service, std::string_view method, absl::StatusCode code,
                          std::string_view reason, absl::Duration duration) {
  const std::lock_guard lock(mutex_);
  Series& series = SeriesOf(service, method);
  series.in_flight->Decrement();
  series.seconds->Observe(absl::ToDoubleSeconds(duration));
  HandledWith(code, series).Increment();
  if (code == absl::StatusCode::kResourceExhausted) ExhaustedFor(std::string(reason), series).Increment();
}

}  // namespace broadsheet
