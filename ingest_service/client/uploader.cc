#include "ingest_service/client/uploader.h"

#include <grpcpp/client_context.h>

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/file/read_file.h"
#include "common/grpc/status.h"
#include "common/hash/sha256.h"
#include "common/status/error.h"
#include "google/rpc/error_details.pb.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kChunk = 1 << 20;
constexpr absl::Duration kLongestPause = absl::Seconds(10);

// How long to wait before the same call again; nothing: do not.
std::optional<absl::Duration> PauseOf(const absl::Status& status, absl::Duration otherwise) {
  google::rpc::RetryInfo info;
  if (const auto payload = status.GetPayload("type.googleapis.com/google.rpc.RetryInfo")) {
    info.ParseFromString(std::string(*payload));
    return absl::Seconds(info.retry_delay().seconds()) + absl::Nanoseconds(info.retry_delay().nanos());
  }
  if (absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status)) return otherwise;
  return std::nullopt;
}

// Whether something that is said of an issue is not what is stored of it.
bool Corrects(const record::v1::Issue& said, const record::v1::Issue& stored) {
  const auto differs = [](const std::string& a, const std::string& b) { return !a.empty() && a != b; };
  return differs(said.publication(), stored.publication()) || differs(said.date(), stored.date()) ||
         differs(said.number(), stored.number()) || differs(said.edition(), stored.edition());
}

}  // namespace

UploadResult Uploader::Upload(const UploadTask& task) const {
  UploadResult result;
  result.path = task.path;
  const auto content = ReadFile(task.path);
  if (!content.ok()) {
    result.status = content.status();
    return result;
  }
  result.bytes = content->size();
  v1::IssueMetadata metadata = task.metadata;
  metadata.set_content_sha256(Sha256Hex(*content));
  if (IsStored(metadata, result)) return result;
  absl::Duration pause = options_.first_pause;
  for (int attempt = 1;; ++attempt) {
    result.status = Send(metadata, *content, result);
    const auto wait = PauseOf(result.status, pause);
    if (result.status.ok() || !wait || attempt >= options_.attempts) return result;
    absl::SleepFor(std::min(std::max(*wait, pause), kLongestPause));
    pause *= 2;
  }
}

bool Uploader::IsStored(const v1::IssueMetadata& metadata, UploadResult& result) const {
  const std::string& id = metadata.issue_id().empty() ? metadata.issue().date() : metadata.issue_id();
  if (id.empty()) return false;
  v1::GetIssueRequest request;
  request.set_name(absl::StrCat(metadata.parent(), "/issues/", id));
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + options_.deadline));
  v1::GetIssueResponse response;
  if (!stub_.GetIssue(&context, request, &response).ok()) return false;
  if (response.issue().content_sha256() != metadata.content_sha256()) return false;
  if (metadata.allow_replace() && Corrects(metadata.issue(), response.issue())) return false;
  result.position = response.position();
  result.issue_name = response.issue().name();
  result.records = response.issue().record_count();
  result.already_stored = true;
  return true;
}

absl::Status Uploader::Send(const v1::IssueMetadata& metadata, const std::string& content, UploadResult& result) const {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + options_.deadline));
  v1::UploadIssueResponse response;
  const auto writer = stub_.UploadIssue(&context, &response);
  v1::UploadIssueRequest message;
  *message.mutable_metadata() = metadata;
  bool open = writer->Write(message);
  for (size_t at = 0; open && (at < content.size() || at == 0); at += kChunk) {
    message.set_chunk(content.substr(at, kChunk));
    open = writer->Write(message);
  }
  writer->WritesDone();
  const absl::Status status = FromGrpc(writer->Finish());
  if (!status.ok()) return status;
  result.issue_name = response.issue().name();
  result.position = response.position();
  result.already_stored = response.already_stored();
  result.records = response.issue().record_count();
  result.unassigned_bytes = response.unassigned_bytes();
  return status;
}

}  // namespace broadsheet::ingest
