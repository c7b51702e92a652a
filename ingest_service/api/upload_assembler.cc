#include "ingest_service/api/upload_assembler.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "ingest_service/api/upload_validation.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kMaxChunk = 3 << 20;

absl::Status OutOfPlace(std::string_view reason, std::string_view message) {
  return Error(absl::StatusCode::kInvalidArgument, reason, message);
}

}  // namespace

absl::Status TakeBytes(ByteBudget::Share& share, uint64_t bytes) {
  if (share.Take(static_cast<int64_t>(bytes))) return absl::OkStatus();
  return WithRetry(Error(absl::StatusCode::kResourceExhausted, "OVERLOADED",
                         "this server holds as many bytes of issues' texts as it may; nothing was done"),
                   absl::Seconds(1));
}

absl::Status UploadAssembler::Add(const v1::UploadIssueRequest& message) {
  switch (message.part_case()) {
    case v1::UploadIssueRequest::kMetadata:
      return AddMetadata(message.metadata());
    case v1::UploadIssueRequest::kChunk:
      return AddChunk(message.chunk());
    case v1::UploadIssueRequest::PART_NOT_SET:
      break;
  }
  return FieldError("part", "", "metadata or chunk");
}

absl::Status UploadAssembler::AddMetadata(const v1::IssueMetadata& metadata) {
  if (upload_) return OutOfPlace("METADATA_REPEATED", "metadata: got it again, want it once");
  auto upload = ValidateMetadata(metadata, TextForm::kBytes);
  if (!upload.ok()) return upload.status();
  upload_ = *std::move(upload);
  return absl::OkStatus();
}

absl::Status UploadAssembler::AddChunk(const std::string& chunk) {
  if (!upload_) return OutOfPlace("METADATA_MISSING", "chunk: got it first, want metadata first");
  if (chunk.size() > kMaxChunk) {
    return FieldError("chunk", absl::StrCat(chunk.size(), " bytes"), absl::StrCat("at most ", kMaxChunk, " bytes"));
  }
  if (absl::Status status = CheckSize(upload_->content.size() + chunk.size(), limit_bytes_); !status.ok()) {
    return status;
  }
  if (absl::Status status = TakeBytes(share_, chunk.size()); !status.ok()) return status;
  upload_->content += chunk;
  return absl::OkStatus();
}

absl::StatusOr<const Upload*> UploadAssembler::Finish() const {
  if (upload_) return &*upload_;
  return OutOfPlace("METADATA_MISSING", "metadata: the stream ended without it");
}

}  // namespace broadsheet::ingest
