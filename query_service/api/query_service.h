// The gRPC service: every call through the gate, then to the function of its
// name.
#pragma once

#include "broadsheet/query/v1/query_service.grpc.pb.h"
#include "common/server/call_gate.h"
#include "query_service/api/backend.h"
#include "query_service/api/watched_documents.h"

namespace broadsheet::query {

class QueryServiceHandlers final
    : public v1::QueryService::WithCallbackMethod_SearchRecords<v1::QueryService::Service> {
 public:
  // Both have to outlive it.
  QueryServiceHandlers(CallGate& gate, const Backend& backend) : gate_(gate), backend_(backend) {}

  grpc::ServerUnaryReactor* SearchRecords(grpc::CallbackServerContext* context, const v1::SearchRecordsRequest* request,
                                          v1::SearchRecordsResponse* response) override;
  grpc::Status ListRecords(grpc::ServerContext* context, const v1::ListRecordsRequest* request,
                           v1::ListRecordsResponse* response) override;
  grpc::Status GetRecord(grpc::ServerContext* context, const v1::GetRecordRequest* request,
                         v1::GetRecordResponse* response) override;
  grpc::Status BatchGetRecords(grpc::ServerContext* context, const v1::BatchGetRecordsRequest* request,
                               v1::BatchGetRecordsResponse* response) override;
  grpc::Status ListIssues(grpc::ServerContext* context, const v1::ListIssuesRequest* request,
                          v1::ListIssuesResponse* response) override;
  grpc::Status GetIssueOutline(grpc::ServerContext* context, const v1::GetIssueOutlineRequest* request,
                               v1::GetIssueOutlineResponse* response) override;
  grpc::Status GetIndexStatus(grpc::ServerContext* context, const v1::GetIndexStatusRequest* request,
                              v1::GetIndexStatusResponse* response) override;
  grpc::Status AnalyzeQuery(grpc::ServerContext* context, const v1::AnalyzeQueryRequest* request,
                            v1::AnalyzeQueryResponse* response) override;
  grpc::Status ExportRecords(grpc::ServerContext* context, const v1::ExportRecordsRequest* request,
                             grpc::ServerWriter<v1::ExportRecordsResponse>* writer) override;
  grpc::Status WatchRecords(grpc::ServerContext* context, const v1::WatchRecordsRequest* request,
                            grpc::ServerWriter<v1::WatchRecordsResponse>* writer) override;
  grpc::Status AggregateRecords(grpc::ServerContext* context, const v1::AggregateRecordsRequest* request,
                                v1::AggregateRecordsResponse* response) override;
  grpc::Status SuggestTerms(grpc::ServerContext* context, const v1::SuggestTermsRequest* request,
                            v1::SuggestTermsResponse* response) override;
  grpc::Status FindSimilarRecords(grpc::ServerContext* context, const v1::FindSimilarRecordsRequest* request,
                                  v1::FindSimilarRecordsResponse* response) override;

 private:
  // Some thousand changes: watches that keep up are that close together.
  static constexpr size_t kWatchedBytes = size_t{32} << 20;

  CallGate& gate_;
  const Backend backend_;
  WatchedDocuments watched_{kWatchedBytes};
};

}  // namespace broadsheet::query
