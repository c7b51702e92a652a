#include "common/grpc/status.h"

#include <string>

#include "absl/strings/cord.h"
#include "common/text/utf8.h"
#include "google/rpc/status.pb.h"

namespace broadsheet {
namespace {

constexpr size_t kMaxMessage = 2048;
constexpr size_t kMaxDetails = 4096;

}  // namespace

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const auto code = static_cast<grpc::StatusCode>(status.code());
  const std::string whole(status.message());
  const std::string message(CutAtCharacter(ReplaceInvalidUtf8(whole), kMaxMessage));

  google::rpc::Status details;
  details.set_code(code);
  details.set_message(message);
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    if (details.ByteSizeLong() + payload.size() > kMaxDetails) return;
    auto* any = details.add_details();
    any->set_type_url(std::string(url));
    any->set_value(std::string(payload));
  });
  if (details.details().empty()) return grpc::Status(code, message);
  return grpc::Status(code, message, details.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  google::rpc::Status details;
  if (details.ParseFromString(status.error_details())) {
    for (const auto& any : details.details()) result.SetPayload(any.type_url(), absl::Cord(any.value()));
  }
  return result;
}

}  // namespace broadsheet
