// The handlers that change the store.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/api/resource_name.h"
#include "common/feed/position.h"
#include "common/status/error.h"
#include "ingest_service/api/ingest_service.h"
#include "ingest_service/api/parse_check.h"
#include "ingest_service/api/upload_assembler.h"
#include "ingest_service/api/upload_validation.h"

namespace broadsheet::ingest {
namespace {

// Both upload methods answer alike.
template <typename Response>
void Answer(StoredUpload stored, std::string position, Call& call, Response& response) {
  call.Annotate({"issue", stored.appended.issue.name()});
  call.Annotate({"bytes", stored.appended.issue.size_bytes()});
  call.Annotate({"records", stored.appended.issue.record_count()});
  *response.mutable_issue() = std::move(stored.appended.issue);
  response.set_position(std::move(position));
  response.set_already_stored(stored.appended.already_stored);
  response.set_unassigned_bytes(stored.unassigned_bytes);
}

// The whole of a stream. Each wait for a message has a bound of its own.
absl::Status Receive(Call& call, grpc::ServerReader<v1::UploadIssueRequest>& reader, absl::Duration patience,
                     UploadAssembler& assembler) {
  const absl::Time end = absl::Now() + patience;
  v1::UploadIssueRequest message;
  while (call.Read([&] { return reader.Read(&message); })) {
    if (absl::Now() >= end) {
      return Error(absl::StatusCode::kDeadlineExceeded, "UPLOAD_TOO_SLOW",
                   absl::StrCat("the text was not there after ", absl::FormatDuration(patience)));
    }
    if (absl::Status status = assembler.Add(message); !status.ok()) return status;
  }
  return call.CheckCaller();
}

}  // namespace

std::string IngestService::PositionOf(Sequence sequence) const { return FormatPosition(log_.Head().log_id, sequence); }

absl::Status IngestService::TakeBytesOf(std::string_view issue_name, ByteBudget::Share& share) const {
  const auto stored = log_.ReadIssue(issue_name, {});
  if (!stored.ok()) return stored.status();
  // One that was stored under greater limits takes all there is.
  return TakeBytes(share, std::min(stored->issue.size_bytes(), static_cast<uint64_t>(budget_.limit())));
}

absl::Status IngestService::Upload(Call& call, grpc::ServerReader<v1::UploadIssueRequest>& reader,
                                   v1::UploadIssueResponse& response) {
  UploadAssembler assembler(limits_.issue_bytes, budget_);
  const absl::Status received = call.ReceiveAside([&] { return Receive(call, reader, limits_.receiving, assembler); });
  if (!received.ok()) return received;
  const auto upload = assembler.Finish();
  if (!upload.ok()) return upload.status();
  auto stored = intake_.Store(**upload, ParseCheck(call));
  if (!stored.ok()) return stored.status();
  const Sequence last = stored->appended.last;
  Answer(*std::move(stored), PositionOf(last), call, response);
  return absl::OkStatus();
}

absl::Status IngestService::Create(Call& call, const v1::CreateIssueRequest& request,
                                   v1::CreateIssueResponse& response) {
  auto upload = ValidateMetadata(request.metadata(), TextForm::kString);
  if (!upload.ok()) return upload.status();
  if (absl::Status status = CheckSize(request.text().size(), limits_.issue_bytes); !status.ok()) return status;
  ByteBudget::Share share(budget_);
  if (absl::Status status = TakeBytes(share, request.text().size()); !status.ok()) return status;
  upload->content = request.text();
  auto stored = intake_.Store(*upload, ParseCheck(call));
  if (!stored.ok()) return stored.status();
  const Sequence last = stored->appended.last;
  Answer(*std::move(stored), PositionOf(last), call, response);
  return absl::OkStatus();
}

absl::Status IngestService::Reparse(Call& call, const v1::ReparseIssueRequest& request,
                                    v1::ReparseIssueResponse& response) {
  const auto name = ParseName("name", request.name(), Collection::kIssues);
  if (!name.ok()) return name.status();
  ByteBudget::Share share(budget_);
  if (absl::Status status = TakeBytesOf(request.name(), share); !status.ok()) return status;
  auto appended = intake_.Reparse(request.name(), ParseCheck(call));
  if (!appended.ok()) return appended.status();
  *response.mutable_issue() = std::move(appended->issue);
  response.set_position(PositionOf(appended->last));
  response.set_written(appended->written);
  response.set_deleted(appended->deleted);
  response.set_unchanged(appended->unchanged);
  return absl::OkStatus();
}

absl::Status IngestService::Delete(Call&, const v1::DeleteIssueRequest& request, v1::DeleteIssueResponse& response) {
  const auto name = ParseName("name", request.name(), Collection::kIssues);
  if (!name.ok()) return name.status();
  const auto last = log_.Delete(request.name());
  if (absl::IsNotFound(last.status()) && request.allow_missing()) return absl::OkStatus();
  if (!last.ok()) return last.status();
  response.set_position(PositionOf(*last));
  return absl::OkStatus();
}

}  // namespace broadsheet::ingest
