// An ingest service as a test's client sees it.
#pragma once

#include <grpcpp/channel.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "broadsheet/feed/v1/feed_service.grpc.pb.h"
#include "broadsheet/ingest/v1/ingest_service.grpc.pb.h"
#include "common/grpc/status.h"

namespace broadsheet::testing {

// Metadata of an issue of the publication "test".
ingest::v1::IssueMetadata IssueNamed(std::string_view issue_id);
// The name of that issue.
std::string NameOf(std::string_view issue_id);

// The messages that upload a text.
std::vector<ingest::v1::UploadIssueRequest> Messages(const ingest::v1::IssueMetadata& metadata, std::string_view text,
                                                     size_t chunk_bytes = 1000);

// Statuses carry their details. Every call ends after a minute.
class IssueClient {
 public:
  using Stub = ingest::v1::IngestService::Stub;

  explicit IssueClient(const std::shared_ptr<grpc::Channel>& channel);

  absl::StatusOr<ingest::v1::UploadIssueResponse> Upload(const ingest::v1::IssueMetadata& metadata,
                                                         std::string_view text);
  // Sends the messages as they are, for as long as the server takes them.
  absl::StatusOr<ingest::v1::UploadIssueResponse> Send(const std::vector<ingest::v1::UploadIssueRequest>& messages);
  absl::StatusOr<ingest::v1::CreateIssueResponse> Create(const ingest::v1::IssueMetadata& metadata,
                                                         const std::string& text);
  // With its records and the account of its bytes.
  absl::StatusOr<ingest::v1::GetIssueResponse> Get(const std::string& name);
  absl::StatusOr<std::string> GetText(const std::string& name);
  // The whole feed, read page by page.
  absl::StatusOr<std::vector<feed::v1::Entry>> ReadFeed();

  // Any unary method: client.Call(&Stub::ListIssues, request).
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request) {
    grpc::ClientContext context;
    LimitTime(context);
    Response response;
    const absl::Status status = FromGrpc((stub_.get()->*method)(&context, request, &response));
    if (!status.ok()) return status;
    return response;
  }

  Stub& stub() { return *stub_; }

 private:
  static void LimitTime(grpc::ClientContext& context);

  const std::unique_ptr<Stub> stub_;
  const std::unique_ptr<feed::v1::FeedService::Stub> feed_;
};

}  // namespace broadsheet::testing
