#include "common/status/error.h"

#include "absl/strings/cord.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"

namespace broadsheet {
namespace {

constexpr char kTypePrefix[] = "type.googleapis.com/";
constexpr char kDomain[] = "broadsheet";

template <typename Message>
absl::string_view UrlOf() {
  static const std::string url = kTypePrefix + Message::descriptor()->full_name();
  return url;
}

template <typename Message>
void Attach(absl::Status& status, const Message& message) {
  status.SetPayload(UrlOf<Message>(), absl::Cord(message.SerializeAsString()));
}

google::rpc::ErrorInfo InfoOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  if (auto payload = status.GetPayload(UrlOf<google::rpc::ErrorInfo>())) info.ParseFromString(std::string(*payload));
  return info;
}

}  // namespace

absl::Status Error(absl::StatusCode code, std::string_view reason, std::string_view message, ErrorMetadata metadata) {
  absl::Status status(code, absl::string_view(message.data(), message.size()));
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(kDomain);
  for (const auto& [key, value] : metadata) (*info.mutable_metadata())[std::string(key)] = value;
  Attach(status, info);
  return status;
}

absl::Status FieldError(std::string_view field, std::string_view got, std::string_view want) {
  const std::string name(field);
  std::string shown = absl::Utf8SafeCEscape(std::string(got.substr(0, 100)));
  if (got.size() > 100) shown += "…";
  const std::string description = absl::StrCat("got \"", shown, "\", want ", std::string(want));
  absl::Status status =
      Error(absl::StatusCode::kInvalidArgument, "BAD_FIELD", absl::StrCat(name, ": ", description), {{"field", name}});
  google::rpc::BadRequest bad;
  auto* violation = bad.add_field_violations();
  violation->set_field(name);
  violation->set_description(description);
  Attach(status, bad);
  return status;
}

absl::Status WithRetry(absl::Status status, absl::Duration delay) {
  google::rpc::RetryInfo retry;
  const timespec time = absl::ToTimespec(delay);
  retry.mutable_retry_delay()->set_seconds(time.tv_sec);
  retry.mutable_retry_delay()->set_nanos(static_cast<int32_t>(time.tv_nsec));
  Attach(status, retry);
  return status;
}

std::string ReasonOf(const absl::Status& status) { return InfoOf(status).reason(); }

std::string MetadataOf(const absl::Status& status, std::string_view key) {
  const auto info = InfoOf(status);
  const auto found = info.metadata().find(std::string(key));
  return found == info.metadata().end() ? "" : found->second;
}

}  // namespace broadsheet
