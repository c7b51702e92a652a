#include "common/server/admin_server.h"

#include <httplib.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/config/option_value.h"
#include "common/metrics/process_metrics.h"
#include "common/status/error.h"

namespace broadsheet {
namespace {

constexpr char kText[] = "text/plain; charset=utf-8";
constexpr char kPrometheusText[] = "text/plain; version=0.0.4; charset=utf-8";
// Idle ones cost little; a scrape or a client that says nothing holds one for as
// long as it takes, and a probe is to find another.
constexpr size_t kThreads = 8;
constexpr time_t kTimeoutSeconds = 5;

void Register(httplib::Server& server, const AdminPages& pages) {
  server.Get("/metrics", [&pages](const httplib::Request&, httplib::Response& response) {
    std::vector<prometheus::MetricFamily> families = ProcessMetrics().Collect();
    for (auto& family : pages.registry->Collect()) families.push_back(std::move(family));
    if (pages.gauges != nullptr) {
      for (auto& family : pages.gauges->Collect()) families.push_back(std::move(family));
    }
    response.set_content(prometheus::TextSerializer().Serialize(families), kPrometheusText);
  });
  server.Get("/healthz",
             [](const httplib::Request&, httplib::Response& response) { response.set_content("ok\n", kText); });
  server.Get("/readyz", [&pages](const httplib::Request&, httplib::Response& response) {
    const bool ready = pages.ready();
    response.status = ready ? 200 : 503;
    const std::string why_not = ready ? "" : pages.why_not_ready();
    response.set_content(
        ready ? "ready\n" : absl::StrCat("not ready", why_not.empty() ? "" : absl::StrCat(": ", why_not), "\n"), kText);
  });
  server.Get("/statusz", [&pages](const httplib::Request&, httplib::Response& response) {
    response.set_content(pages.status() + "\n", "application/json");
  });
}

}  // namespace

class AdminServer::Impl {
 public:
  explicit Impl(AdminPages pages) : pages_(std::move(pages)) {
    Register(server_, pages_);
    server_.set_socket_options([](socket_t socket) {  // by default it shares its port with whoever asks
      const int on = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    });
    server_.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
    // One answer a connection: a client that keeps its connection open does not
    // hold up the end of the process.
    server_.set_keep_alive_max_count(1);
    server_.set_read_timeout(kTimeoutSeconds);
    server_.set_write_timeout(kTimeoutSeconds);
    server_.set_payload_max_length(0);
  }

  ~Impl() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }

  bool Listen(const HostPort& address) {
    if (address.port == 0) {
      port_ = server_.bind_to_any_port(address.host);
    } else {
      port_ = server_.bind_to_port(address.host, address.port) ? address.port : -1;
    }
    if (port_ <= 0) return false;
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();  // stop() before that would be lost
    return true;
  }

  int port() const { return port_; }

 private:
  const AdminPages pages_;
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

absl::StatusOr<std::unique_ptr<AdminServer>> AdminServer::Start(const std::string& address, AdminPages pages) {
  const auto parsed = ParseHostPort(address);
  auto impl = std::make_unique<Impl>(std::move(pages));
  if (!parsed || !impl->Listen(*parsed)) {
    return Error(absl::StatusCode::kUnavailable, "CANNOT_LISTEN",
                 absl::StrCat("--admin-address: cannot listen on ", address));
  }
  return std::unique_ptr<AdminServer>(new AdminServer(std::move(impl)));
}

AdminServer::AdminServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AdminServer::~AdminServer() = default;

int AdminServer::port() const { return impl_->port(); }

}  // namespace broadsheet
