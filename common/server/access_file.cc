#include "common/server/access_file.h"

#include <grpcpp/server_context.h>

#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/file/read_file.h"
#include "common/logging/log.h"
#include "common/status/error.h"

namespace broadsheet {
namespace {

absl::StatusOr<std::string> ReadSecret(std::string_view path) { return ReadFile(std::string(path)); }

absl::StatusOr<std::string> ReadVariable(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  if (value == nullptr) return Error(absl::StatusCode::kNotFound, "VARIABLE_NOT_SET", "the variable is not set");
  return std::string(value);
}

absl::StatusOr<AccessPolicy> Load(const std::string& path) {
  auto text = ReadFile(path);
  if (!text.ok()) return text.status();
  auto policy = AccessPolicy::Parse(*text, {.file = ReadSecret, .environment = ReadVariable});
  if (policy.ok()) return policy;
  return Error(policy.status().code(), ReasonOf(policy.status()), absl::StrCat(path, ": ", policy.status().message()));
}

std::vector<std::string> CertificateNames(const grpc::AuthContext& auth) {
  std::vector<std::string> names;
  if (!auth.IsPeerAuthenticated()) return names;
  for (const char* property : {"x509_subject_alternative_name", "x509_common_name"}) {
    for (const auto& value : auth.FindPropertyValues(property)) names.emplace_back(value.data(), value.size());
    if (!names.empty()) break;
  }
  return names;
}

}  // namespace

absl::StatusOr<std::unique_ptr<AccessFile>> AccessFile::Open(const std::string& path, absl::Duration interval) {
  auto policy = Load(path);
  if (!policy.ok()) return policy.status();
  return std::unique_ptr<AccessFile>(new AccessFile(path, *std::move(policy), interval));
}

AccessFile::AccessFile(std::string path, AccessPolicy policy, absl::Duration interval)
    : path_(std::move(path)), policy_(std::make_shared<const AccessPolicy>(std::move(policy))) {
  thread_ = std::jthread([this, interval](std::stop_token stop) { Follow(std::move(stop), interval); });
}

std::shared_ptr<const AccessPolicy> AccessFile::policy() const {
  const std::lock_guard lock(mutex_);
  return policy_;
}

bool AccessFile::usable() const {
  const std::lock_guard lock(mutex_);
  return problem_.empty();
}

void AccessFile::Follow(std::stop_token stop, absl::Duration interval) {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, stop, absl::ToChronoNanoseconds(interval), [&] { return stop.stop_requested(); })) {
    lock.unlock();
    auto loaded = Load(path_);
    lock.lock();
    const std::string problem(loaded.status().message());
    if (!loaded.ok() && problem != problem_) {
      LogWarning("the access file cannot be used; the last good one stays in force",
                 {{"reason", ReasonOf(loaded.status())}, {"error", problem}});
    }
    if (loaded.ok() && !problem_.empty()) LogInfo("the access file can be used again");
    problem_ = problem;
    if (loaded.ok()) policy_ = std::make_shared<const AccessPolicy>(*std::move(loaded));
  }
}

PresentedIdentity IdentityOf(const grpc::ServerContextBase& context) {
  constexpr std::string_view kBearer = "Bearer ";
  PresentedIdentity identity{.certificate_names = CertificateNames(*context.auth_context()), .bearer_token = {}};
  const auto header = context.client_metadata().find("authorization");
  if (header == context.client_metadata().end()) return identity;
  const std::string_view value(header->second.data(), header->second.size());
  if (value.starts_with(kBearer)) identity.bearer_token = std::string(value.substr(kBearer.size()));
  return identity;
}

}  // namespace broadsheet
