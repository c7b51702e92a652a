#include "query_service/api/query_service.h"

#include "common/server/method.h"
#include "query_service/api/aggregate_records.h"
#include "query_service/api/analyze_query.h"
#include "query_service/api/export_records.h"
#include "query_service/api/find_similar_records.h"
#include "query_service/api/read_records.h"
#include "query_service/api/search_records.h"
#include "query_service/api/suggest_terms.h"
#include "query_service/api/watch_records.h"

namespace broadsheet::query {

grpc::ServerUnaryReactor* QueryServiceHandlers::SearchRecords(grpc::CallbackServerContext* context,
                                                              const v1::SearchRecordsRequest* request,
                                                              v1::SearchRecordsResponse* response) {
  return gate_.ServeOnPool(*context, MethodOf(kQueryService, "SearchRecords"), [this, request, response](Call& call) {
    return query::SearchRecords(backend_, call, *request, *response);
  });
}

grpc::Status QueryServiceHandlers::ListRecords(grpc::ServerContext* context, const v1::ListRecordsRequest* request,
                                               v1::ListRecordsResponse* response) {
  return gate_.Serve(*context, MethodOf(kQueryService, "ListRecords"),
                     [&](Call& call) { return query::ListRecords(backend_, call, *request, *response); });
}

grpc::Status QueryServiceHandlers::GetRecord(grpc::ServerContext* context, const v1::GetRecordRequest* request,
                                             v1::GetRecordResponse* response) {
  return gate_.Serve(*context, MethodOf(kQueryService, "GetRecord"),
                     [&](Call& call) { return query::GetRecord(backend_, call, *request, *response); });
}

grpc::Status QueryServiceHandlers::BatchGetRecords(grpc::ServerContext* context,
                                                   const v1::BatchGetRecordsRequest* request,
                                                   v1::BatchGetRecordsResponse* response) {
  return gate_.Serve(*context, MethodOf(kQueryService, "BatchGetRecords"),
                     [&](Call& call) { return query::BatchGetRecords(backend_, call, *request, *response); });
}

grpc::Status QueryServiceHandlers::ListIssues(grpc::ServerContext* context, const v1::ListIssuesRequest* request,
                                              v1::ListIssuesResponse* response) {
  return gate_.Serve(*context, MethodOf(kQueryService, "ListIssues"),
                     [&](Call& call) { return query::ListIssues(backend_, call, *request, *response); });
}

grpc::Status QueryServiceHandlers::GetIssueOutline(grpc::ServerContext* context,
                                                   const v1::GetIssueOutlineRequest* request,
                                                   v1::GetIssueOutlineResponse* response) {
  return gate_.Serve(*context, MethodOf(kQueryService, "GetIssueOutline"),
                     [&](Call& call) { return query::GetIssueOutline(backend_, call, *request, *response); });
}

grpc::Status QueryServiceHandlers::GetIndexStatus(grpc::ServerContext* context, const v1::GetIndexStatusRequest*,
                                                  v1::GetIndexStatusResponse* response) {
  return gate_.Serve(*context, MethodOf(kQueryService, "GetIndexStatus"),
                     [&](Call&) { return query::GetIndexStatus(backend_, *response); });
}

grpc::Status QueryServiceHandlers::AnalyzeQuery(grpc::ServerContext* context, const v1::AnalyzeQueryRequest* request,
                                                v1::AnalyzeQueryResponse* response) {
  return gate_.Serve(*context, MethodOf(kQueryService, "AnalyzeQuery"),
                     [&](Call& call) { return query::AnalyzeQuery(backend_, call, *request, *response); });
}

grpc::Status QueryServiceHandlers::ExportRecords(grpc::ServerContext* context, const v1::ExportRecordsRequest* request,
                                                 grpc::ServerWriter<v1::ExportRecordsResponse>* writer) {
  return gate_.Serve(*context, MethodOf(kQueryService, "ExportRecords"), [&](Call& call) {
    return query::ExportRecords(backend_, call, *request,
                                [&](const v1::ExportRecordsResponse& message) { return writer->Write(message); });
  });
}

grpc::Status QueryServiceHandlers::AggregateRecords(grpc::ServerContext* context,
                                                    const v1::AggregateRecordsRequest* request,
                                                    v1::AggregateRecordsResponse* response) {
  return gate_.Serve(*context, MethodOf(kQueryService, "AggregateRecords"),
                     [&](Call& call) { return query::AggregateRecords(backend_, call, *request, *response); });
}

grpc::Status QueryServiceHandlers::WatchRecords(grpc::ServerContext* context, const v1::WatchRecordsRequest* request,
                                                grpc::ServerWriter<v1::WatchRecordsResponse>* writer) {
  return gate_.Serve(*context, MethodOf(kQueryService, "WatchRecords"), [&](Call& call) {
    return query::WatchRecords(backend_, call, watched_, *request,
                               [&](const v1::WatchRecordsResponse& message) { return writer->Write(message); });
  });
}

grpc::Status QueryServiceHandlers::SuggestTerms(grpc::ServerContext* context, const v1::SuggestTermsRequest* request,
                                                v1::SuggestTermsResponse* response) {
  return gate_.Serve(*context, MethodOf(kQueryService, "SuggestTerms"),
                     [&](Call& call) { return query::SuggestTerms(backend_, call, *request, *response); });
}

grpc::Status QueryServiceHandlers::FindSimilarRecords(grpc::ServerContext* context,
                                                      const v1::FindSimilarRecordsRequest* request,
                                                      v1::FindSimilarRecordsResponse* response) {
  return gate_.Serve(*context, MethodOf(kQueryService, "FindSimilarRecords"),
                     [&](Call& call) { return query::FindSimilarRecords(backend_, call, *request, *response); });
}

}  // namespace broadsheet::query
