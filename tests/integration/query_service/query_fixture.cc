#include "tests/integration/query_service/query_fixture.h"

#include <grpcpp/create_channel.h>

#include <algorithm>

namespace broadsheet::query {

QueryClient::QueryClient(int port)
    : stub_(v1::QueryService::NewStub(
          grpc::CreateChannel("127.0.0.1:" + std::to_string(port), grpc::InsecureChannelCredentials()))) {}

absl::StatusOr<v1::SearchRecordsResponse> QueryClient::Search(const v1::SearchRecordsRequest& request,
                                                              int deadline_ms) {
  v1::SearchRecordsResponse response;
  const absl::Status status = Call(&v1::QueryService::StubInterface::SearchRecords, request, response, deadline_ms);
  if (!status.ok()) return status;
  return response;
}

std::vector<std::string> QueryClient::Find(std::string_view query, std::string_view min_position) {
  v1::SearchRecordsRequest request;
  request.set_query(std::string(query));
  request.set_min_position(std::string(min_position));
  request.set_page_size(1000);
  const auto response = Search(request);
  EXPECT_TRUE(response.ok()) << response.status();
  std::vector<std::string> ids;
  if (!response.ok()) return ids;
  EXPECT_EQ(response->total_size(), response->results_size());
  for (const auto& result : response->results()) {
    ids.push_back(result.record().name().substr(result.record().name().rfind('/') + 1));
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

v1::GetIndexStatusResponse QueryClient::Status() {
  v1::GetIndexStatusResponse response;
  const absl::Status status =
      Call(&v1::QueryService::StubInterface::GetIndexStatus, v1::GetIndexStatusRequest(), response);
  EXPECT_TRUE(status.ok()) << status;
  return response;
}

absl::Status QueryClient::Export(const v1::ExportRecordsRequest& request,
                                 std::vector<v1::ExportRecordsResponse>& messages) {
  grpc::ClientContext context;
  const auto stream = stub_->ExportRecords(&context, request);
  v1::ExportRecordsResponse message;
  while (stream->Read(&message)) messages.push_back(message);
  return FromGrpc(stream->Finish());
}

}  // namespace broadsheet::query
