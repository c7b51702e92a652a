#include "ingest_service/client/stored_issue_reader.h"

#include <grpcpp/client_context.h>

#include <chrono>

#include "common/grpc/status.h"

namespace broadsheet::ingest {
namespace {

constexpr std::chrono::minutes kDeadline{1};

}  // namespace

absl::StatusOr<WholeIssue> ReadStoredIssue(v1::IngestService::StubInterface& stub, std::string_view name) {
  WholeIssue whole;
  v1::GetIssueRequest request;
  request.set_name(std::string(name));
  request.set_include_account(true);
  request.set_include_records(true);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kDeadline);
  absl::Status status = FromGrpc(stub.GetIssue(&context, request, &whole.issue));
  if (!status.ok()) return status;

  v1::GetIssueTextRequest text_request;
  text_request.set_name(std::string(name));
  grpc::ClientContext text_context;
  text_context.set_deadline(std::chrono::system_clock::now() + kDeadline);
  const auto reader = stub.GetIssueText(&text_context, text_request);
  v1::GetIssueTextResponse chunk;
  while (reader->Read(&chunk)) whole.content += chunk.chunk();
  status = FromGrpc(reader->Finish());
  if (!status.ok()) return status;
  return whole;
}

}  // namespace broadsheet::ingest
