#include "common/server/server.h"

#include <grpc/grpc.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>
#include <prometheus/registry.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/logging/log.h"
#include "common/server/access_file.h"
#include "common/server/admin_server.h"
#include "common/server/certificate_files.h"
#include "common/server/credentials.h"
#include "common/server/grpc_log.h"
#include "common/server/method.h"
#include "common/server/optional_plugins.h"
#include "common/status/error.h"
#include "common/version/version.h"
#include "grpc/health/v1/health.pb.h"

namespace broadsheet {
namespace {

// Threads beyond those that calls may hold: gRPC's pollers, and calls being
// refused.
constexpr int kSpareThreads = 32;

// Of the grace period: then calls in progress are cancelled, and have the rest
// to notice it.
constexpr double kShareUntilCancelled = 0.8;

// From the announcement that connections end to the end of their streams.
constexpr std::chrono::milliseconds kAnnounced(50);
// From the last call of a client to the end of its connection, while draining.
constexpr std::chrono::seconds kSilence(3);
constexpr std::chrono::milliseconds kSilencePoll(20);

// Linked only if used: reflection needs the descriptor of the health service,
// which gRPC implements without one.
void LinkHealthDescriptor() { grpc::health::v1::HealthCheckRequest::descriptor(); }

// For the life of the process: when its last user goes, gRPC waits up to 10 s for
// a poller of clients' connections, and an exit with it.
void KeepGrpc() {
  static const bool kept = (grpc_init(), true);
  static_cast<void>(kept);
}

void SetLimits(grpc::ServerBuilder& builder, const ServerOptions& options) {
  grpc::ResourceQuota quota("broadsheet");
  quota.Resize(static_cast<size_t>(options.memory_quota_bytes));
  quota.SetMaxThreads(
      static_cast<int>(options.limits.max_calls + options.limits.max_watches + options.limits.max_uploads) +
      kSpareThreads);
  builder.SetResourceQuota(quota);
  builder.SetMaxReceiveMessageSize(static_cast<int>(options.max_message_bytes));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, static_cast<int>(options.max_streams_per_connection));
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

// A peer that vanished without a word is noticed within half a minute; one that
// asks for signs of life often (followers do, behind a NAT) is not sent away.
void SetKeepalive(grpc::ServerBuilder& builder, absl::Duration max_connection_age) {
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 20'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 5'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  if (max_connection_age < absl::Hours(24 * 20)) {  // as an int of milliseconds
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS,
                               static_cast<int>(absl::ToInt64Milliseconds(max_connection_age)));
  }
}

absl::StatusOr<std::shared_ptr<AccessFile>> OpenAccessFile(const std::string& path) {
  if (path.empty()) return nullptr;
  return AccessFile::Open(path);
}

absl::StatusOr<std::shared_ptr<CertificateFiles>> OpenCertificateFiles(const TlsOptions& options) {
  if (!options.enabled()) return nullptr;
  return CertificateFiles::Open(options);
}

Authorizer MakeAuthorizer(std::shared_ptr<AccessFile> access) {
  if (access == nullptr) return nullptr;
  return [access = std::move(access)](const grpc::ServerContextBase& context, Role needed) {
    return access->policy()->Authorize(IdentityOf(context), needed);
  };
}

// 0 or 1, as Prometheus has no booleans.
GaugeReading Flag(const char* name, const char* help, bool value) { return {name, help, {}, value ? 1.0 : 0.0}; }

// Whoever waits for the file finds it whole.
absl::Status WritePortFile(const std::string& path, int port, int admin_port) {
  const std::string temporary = path + ".new";
  std::ofstream file(temporary);
  file << "grpc " << port << "\nadmin " << admin_port << "\n";
  file.close();
  if (!file || std::rename(temporary.c_str(), path.c_str()) != 0) {
    return Error(absl::StatusCode::kUnavailable, "CANNOT_WRITE", "--port-file: cannot write " + path);
  }
  return absl::OkStatus();
}

}  // namespace

class Server::Impl {
 public:
  Impl(const ServerOptions& options, std::shared_ptr<CertificateFiles> certificates, std::shared_ptr<AccessFile> access,
       std::shared_ptr<prometheus::Registry> registry)
      : options_(options),
        certificates_(std::move(certificates)),
        credentials_(MakeServerCredentials(certificates_)),
        access_(std::move(access)),
        registry_(std::move(registry)),
        gate_(options.limits, MakeAuthorizer(access_), registry_, stop_.get_token()) {}

  ~Impl() {
    Drain();
    admin_.reset();  // first: its pages use the rest
  }

  absl::Status StartAdmin() {
    auto admin = AdminServer::Start(options_.admin_address,
                                    {.registry = registry_,
                                     .gauges = std::make_shared<ScrapedGauges>([this] { return Gauges(); }),
                                     .ready = [this] { return serving_.load(); },
                                     .why_not_ready = [this] { return WhyNotReady(); },
                                     .status = [this] { return StatusJson(); }});
    if (!admin.ok()) return admin.status();
    admin_ = *std::move(admin);
    LogInfo("starting", {{"admin_port", admin_->port()}});
    return absl::OkStatus();
  }

  absl::Status Start(std::initializer_list<ServedService> services) {
    LinkHealthDescriptor();
    grpc::EnableDefaultHealthCheckService(true);
    auto plugins = OptionalPlugins(options_.reflection, options_.channelz);
    grpc::ServerBuilder builder;
    builder.SetOption(std::move(plugins));
    SetLimits(builder, options_);
    SetKeepalive(builder, options_.max_connection_age);
    builder.AddListeningPort(options_.listen_address, credentials_, &port_);
    for (const ServedService& served : services) {
      builder.RegisterService(served.service);
      names_.emplace_back(served.name);
      for (const Method& method : kMethods) {
        if (method.service == served.name) gate_.CountFromZero(method);
      }
    }
    server_ = builder.BuildAndStart();
    if (server_ == nullptr || port_ == 0) {
      return Error(absl::StatusCode::kUnavailable, "CANNOT_LISTEN",
                   "--listen-address: cannot listen on " + options_.listen_address);
    }
    phase_ = Phase::kListening;
    SetServing(false);
    LogInfo("listening", {{"address", options_.listen_address},
                          {"port", port_},
                          {"admin_port", admin_->port()},
                          {"tls", options_.tls.enabled()},
                          {"reflection", options_.reflection}});
    return options_.port_file.empty() ? absl::OkStatus() : WritePortFile(options_.port_file, port_, admin_->port());
  }

  void SetServing(bool serving) {
    serving_ = serving;
    auto* health = server_->GetHealthCheckService();
    for (const std::string& name : names_) health->SetServingStatus(name, serving);
    health->SetServingStatus("", serving);
  }

  void Drain() {
    if (server_ == nullptr || std::exchange(drained_, true)) return;
    const absl::Time start = absl::Now();
    LogInfo("draining", {{"grace_period", absl::FormatDuration(options_.grace_period)}});
    phase_ = Phase::kDraining;
    serving_ = false;
    server_->GetHealthCheckService()->Shutdown();
    absl::SleepFor(std::min(options_.drain_delay, options_.grace_period / 2));
    // Connections hear first that they end: a stream that is told to go on
    // elsewhere is not begun again on one of them.
    const std::jthread closer([this](const std::stop_token& drained) {
      std::this_thread::sleep_for(kAnnounced);
      stop_.request_stop();
      CloseIdleConnections(drained);
    });
    server_->Shutdown(absl::ToChronoTime(start + options_.grace_period * kShareUntilCancelled));
    server_->Wait();
    LogInfo("drained");
  }

  void SetStatusPage(std::function<std::string()> status_json) {
    const std::lock_guard lock(pages_mutex_);
    status_json_ = std::move(status_json);
  }

  void SetReadinessPage(std::function<std::string()> why_not_ready) {
    const std::lock_guard lock(pages_mutex_);
    why_not_ready_ = std::move(why_not_ready);
  }

  void SetGauges(GaugeReader read) {
    const std::lock_guard lock(pages_mutex_);
    read_gauges_ = std::move(read);
  }

  const ServerOptions options_;
  const std::shared_ptr<CertificateFiles> certificates_;  // null: plaintext
  const std::shared_ptr<grpc::ServerCredentials> credentials_;
  const std::shared_ptr<AccessFile> access_;  // null: everybody has every role
  const std::shared_ptr<prometheus::Registry> registry_;
  std::stop_source stop_;
  CallGate gate_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<AdminServer> admin_;

 private:
  enum class Phase { kStarting, kListening, kDraining };

  // To be called without the lock.
  template <typename Function>
  Function Copy(const Function& page) const {
    const std::lock_guard lock(pages_mutex_);
    return page;
  }

  std::vector<GaugeReading> Gauges() const {
    const GaugeReader read = Copy(read_gauges_);
    std::vector<GaugeReading> gauges = read ? read() : std::vector<GaugeReading>();
    gauges.push_back(Flag("broadsheet_serving", "1: health says SERVING", serving_));
    if (access_ != nullptr) {
      gauges.push_back(Flag("broadsheet_access_file_usable",
                            "0: the access file cannot be used as it is now; the last good one is in force",
                            access_->usable()));
    }
    if (certificates_ != nullptr) {
      const auto certificates = certificates_->Reload();
      gauges.push_back({"broadsheet_tls_certificate_end_time_seconds",
                        "When the certificate in force ends, or one of its chain",
                        {},
                        absl::ToDoubleSeconds(certificates->end - absl::UnixEpoch())});
      gauges.push_back(Flag("broadsheet_tls_files_usable",
                            "0: the certificate files cannot be used as they are now; the last good ones are in force",
                            certificates_->usable()));
    }
    return gauges;
  }

  std::string WhyNotReady() const {
    const Phase phase = phase_;
    if (phase == Phase::kStarting) return "starting";
    if (phase == Phase::kDraining) return "draining";
    const auto why_not_ready = Copy(why_not_ready_);
    return why_not_ready ? why_not_ready() : "";
  }

  std::string StatusJson() const {
    const auto status_json = Copy(status_json_);
    return absl::StrCat("{\"version\":\"", std::string(kVersion), "\",\"started\":\"",
                        absl::FormatTime(absl::RFC3339_sec, started_, absl::UTCTimeZone()),
                        "\",\"serving\":", serving_ ? "true" : "false", ",\"options\":", options_.shown_as_json,
                        ",\"service\":", status_json ? status_json() : "{}", "}");
  }

  // A client that is told to go on elsewhere closes its connection when it next
  // looks, which may take long. Nobody waits for one that has been silent.
  void CloseIdleConnections(const std::stop_token& drained) {
    std::optional<int64_t> calls;
    auto since = std::chrono::steady_clock::now();
    while (!drained.stop_requested()) {
      const auto now = std::chrono::steady_clock::now();
      const std::optional<int64_t> latest = gate_.CallsIfIdle();
      if (!latest || latest != calls) since = now;
      calls = latest;
      if (now - since >= kSilence) return grpc_server_cancel_all_calls(server_->c_server());
      std::this_thread::sleep_for(kSilencePoll);
    }
  }

  const absl::Time started_ = absl::Now();
  mutable std::mutex pages_mutex_;
  std::function<std::string()> status_json_;  // this and the next two guarded by pages_mutex_
  std::function<std::string()> why_not_ready_;
  GaugeReader read_gauges_;
  std::vector<std::string> names_;
  std::atomic<bool> serving_{false};
  std::atomic<Phase> phase_{Phase::kStarting};
  bool drained_ = false;
};

absl::StatusOr<std::unique_ptr<Server>> Server::Create(const ServerOptions& options,
                                                       std::shared_ptr<prometheus::Registry> registry) {
  KeepGrpc();
  SendGrpcLogHere();
  if (absl::Status status = ValidateServerOptions(options); !status.ok()) return status;
  auto certificates = OpenCertificateFiles(options.tls);
  if (!certificates.ok()) return certificates.status();
  auto access = OpenAccessFile(options.access_file);
  if (!access.ok()) return access.status();
  auto impl = std::make_unique<Impl>(options, *std::move(certificates), *std::move(access), std::move(registry));
  if (absl::Status status = impl->StartAdmin(); !status.ok()) return status;
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

CallGate& Server::gate() { return impl_->gate_; }
std::stop_token Server::stop_token() const { return impl_->stop_.get_token(); }
void Server::SetStatusPage(std::function<std::string()> status_json) { impl_->SetStatusPage(std::move(status_json)); }
void Server::SetReadinessPage(std::function<std::string()> why_not_ready) {
  impl_->SetReadinessPage(std::move(why_not_ready));
}
void Server::SetGauges(GaugeReader read) { impl_->SetGauges(std::move(read)); }
absl::Status Server::Start(std::initializer_list<ServedService> services) { return impl_->Start(services); }
void Server::SetServing(bool serving) { impl_->SetServing(serving); }
int Server::port() const { return impl_->port_; }
int Server::admin_port() const { return impl_->admin_->port(); }
std::shared_ptr<grpc::Channel> Server::InProcessChannel() { return impl_->server_->InProcessChannel({}); }
void Server::Drain() { impl_->Drain(); }

}  // namespace broadsheet
