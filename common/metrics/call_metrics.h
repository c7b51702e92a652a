// Rate, errors and duration of RPC calls, under the names that the Go and Java
// gRPC Prometheus middleware use, so that existing dashboards fit:
//
//   grpc_server_started_total{grpc_service,grpc_method}
//   grpc_server_handled_total{grpc_service,grpc_method,grpc_code}
//   grpc_server_handling_seconds{grpc_service,grpc_method}       histogram
//   grpc_server_in_flight{grpc_service,grpc_method}              gauge
//
// and under our own, why calls were answered RESOURCE_EXHAUSTED: OVERLOADED, or
// what was too large:
//
//   broadsheet_exhausted_calls_total{grpc_service,grpc_method,reason}
#pragma once

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace broadsheet {

// The canonical spelling, as in grpc_code: "OK", "InvalidArgument".
std::string_view CodeName(absl::StatusCode code);

// Thread-safe.
class CallMetrics {
 public:
  explicit CallMetrics(std::shared_ptr<prometheus::Registry> registry);

  // Makes the method's series, so that rates see the first of their counts: of all
  // calls, of errors that are the server's fault, and of refusals as OVERLOADED.
  void CountFromZero(std::string_view service, std::string_view method);

  void Started(std::string_view service, std::string_view method);
  // Once for each Started. `reason` is that of an error.
  void Handled(std::string_view service, std::string_view method, absl::StatusCode code, std::string_view reason,
               absl::Duration duration);

 private:
  struct Series {
    prometheus::Counter* started;
    prometheus::Histogram* seconds;
    prometheus::Gauge* in_flight;
    prometheus::Labels labels;
    std::unordered_map<int, prometheus::Counter*> handled;            // by code
    std::unordered_map<std::string, prometheus::Counter*> exhausted;  // by reason
  };
  // These hold mutex_.
  Series& SeriesOf(std::string_view service, std::string_view method);
  prometheus::Counter& HandledWith(absl::StatusCode code, Series& series);
  prometheus::Counter& ExhaustedFor(const std::string& reason, Series& series);

  std::shared_ptr<prometheus::Registry> registry_;
  prometheus::Family<prometheus::Counter>& started_;
  prometheus::Family<prometheus::Counter>& handled_;
  prometheus::Family<prometheus::Counter>& exhausted_;
  prometheus::Family<prometheus::Histogram>& seconds_;
  prometheus::Family<prometheus::Gauge>& in_flight_;

  std::mutex mutex_;
  std::unordered_map<std::string, Series> series_;  // by "service/method"; guarded by mutex_
};

}  // namespace broadsheet
