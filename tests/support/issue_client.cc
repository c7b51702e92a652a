#include "tests/support/issue_client.h"

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <utility>

namespace broadsheet::testing {
namespace {

constexpr auto kPatience = std::chrono::minutes(1);
constexpr char kPublication[] = "publications/test";

}  // namespace

ingest::v1::IssueMetadata IssueNamed(std::string_view issue_id) {
  ingest::v1::IssueMetadata metadata;
  metadata.set_parent(kPublication);
  metadata.set_issue_id(std::string(issue_id));
  return metadata;
}

std::string NameOf(std::string_view issue_id) { return std::string(kPublication) + "/issues/" + std::string(issue_id); }

std::vector<ingest::v1::UploadIssueRequest> Messages(const ingest::v1::IssueMetadata& metadata, std::string_view text,
                                                     size_t chunk_bytes) {
  std::vector<ingest::v1::UploadIssueRequest> messages(1);
  *messages.front().mutable_metadata() = metadata;
  for (size_t at = 0; at < text.size(); at += chunk_bytes) {
    messages.emplace_back().set_chunk(std::string(text.substr(at, chunk_bytes)));
  }
  return messages;
}

IssueClient::IssueClient(const std::shared_ptr<grpc::Channel>& channel)
    : stub_(ingest::v1::IngestService::NewStub(channel)), feed_(feed::v1::FeedService::NewStub(channel)) {}

absl::StatusOr<ingest::v1::UploadIssueResponse> IssueClient::Upload(const ingest::v1::IssueMetadata& metadata,
                                                                    std::string_view text) {
  return Send(Messages(metadata, text));
}

absl::StatusOr<ingest::v1::UploadIssueResponse> IssueClient::Send(
    const std::vector<ingest::v1::UploadIssueRequest>& messages) {
  grpc::ClientContext context;
  LimitTime(context);
  ingest::v1::UploadIssueResponse response;
  const auto writer = stub_->UploadIssue(&context, &response);
  for (const auto& message : messages) {
    if (!writer->Write(message)) break;
  }
  writer->WritesDone();
  if (absl::Status status = FromGrpc(writer->Finish()); !status.ok()) return status;
  return response;
}

absl::StatusOr<ingest::v1::CreateIssueResponse> IssueClient::Create(const ingest::v1::IssueMetadata& metadata,
                                                                    const std::string& text) {
  ingest::v1::CreateIssueRequest request;
  *request.mutable_metadata() = metadata;
  request.set_text(text);
  return Call(&Stub::CreateIssue, request);
}

absl::StatusOr<ingest::v1::GetIssueResponse> IssueClient::Get(const std::string& name) {
  ingest::v1::GetIssueRequest request;
  request.set_name(name);
  request.set_include_account(true);
  request.set_include_records(true);
  return Call(&Stub::GetIssue, request);
}

absl::StatusOr<std::string> IssueClient::GetText(const std::string& name) {
  grpc::ClientContext context;
  LimitTime(context);
  ingest::v1::GetIssueTextRequest request;
  request.set_name(name);
  const auto reader = stub_->GetIssueText(&context, request);
  std::string text;
  for (ingest::v1::GetIssueTextResponse part; reader->Read(&part);) text += part.chunk();
  if (absl::Status status = FromGrpc(reader->Finish()); !status.ok()) return status;
  return text;
}

absl::StatusOr<std::vector<feed::v1::Entry>> IssueClient::ReadFeed() {
  std::vector<feed::v1::Entry> entries;
  feed::v1::ReadRecordsRequest request;
  for (;;) {
    grpc::ClientContext context;
    LimitTime(context);
    feed::v1::ReadRecordsResponse page;
    if (absl::Status status = FromGrpc(feed_->ReadRecords(&context, request, &page)); !status.ok()) return status;
    if (page.entries().empty()) return entries;
    entries.insert(entries.end(), page.entries().begin(), page.entries().end());
    request.set_after(page.last_position());
  }
}

void IssueClient::LimitTime(grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
}

}  // namespace broadsheet::testing
