#include "ingest_service/api/ingest_service.h"

#include "common/server/method.h"

namespace broadsheet::ingest {

IngestService::IngestService(CallGate& gate, const Parser& parser, RecordLog& log, const UploadLimits& limits)
    : gate_(gate), parser_(parser), log_(log), intake_(parser, log), limits_(limits), budget_(limits.in_flight_bytes) {}

grpc::Status IngestService::UploadIssue(grpc::ServerContext* context,
                                        grpc::ServerReader<v1::UploadIssueRequest>* reader,
                                        v1::UploadIssueResponse* response) {
  return gate_.Serve(*context, MethodOf(kIngestService, "UploadIssue"),
                     [&](Call& call) { return Upload(call, *reader, *response); });
}

grpc::Status IngestService::CreateIssue(grpc::ServerContext* context, const v1::CreateIssueRequest* request,
                                        v1::CreateIssueResponse* response) {
  return gate_.Serve(*context, MethodOf(kIngestService, "CreateIssue"),
                     [&](Call& call) { return Create(call, *request, *response); });
}

grpc::Status IngestService::ParseIssue(grpc::ServerContext* context, const v1::ParseIssueRequest* request,
                                       v1::ParseIssueResponse* response) {
  return gate_.Serve(*context, MethodOf(kIngestService, "ParseIssue"),
                     [&](Call& call) { return Parse(call, *request, *response); });
}

grpc::Status IngestService::GetIssue(grpc::ServerContext* context, const v1::GetIssueRequest* request,
                                     v1::GetIssueResponse* response) {
  return gate_.Serve(*context, MethodOf(kIngestService, "GetIssue"), [&](Call&) { return Get(*request, *response); });
}

grpc::Status IngestService::GetIssueText(grpc::ServerContext* context, const v1::GetIssueTextRequest* request,
                                         grpc::ServerWriter<v1::GetIssueTextResponse>* writer) {
  return gate_.Serve(*context, MethodOf(kIngestService, "GetIssueText"),
                     [&](Call& call) { return GetText(call, *request, *writer); });
}

grpc::Status IngestService::ListIssues(grpc::ServerContext* context, const v1::ListIssuesRequest* request,
                                       v1::ListIssuesResponse* response) {
  return gate_.Serve(*context, MethodOf(kIngestService, "ListIssues"),
                     [&](Call&) { return List(*request, *response); });
}

grpc::Status IngestService::ReparseIssue(grpc::ServerContext* context, const v1::ReparseIssueRequest* request,
                                         v1::ReparseIssueResponse* response) {
  return gate_.Serve(*context, MethodOf(kIngestService, "ReparseIssue"),
                     [&](Call& call) { return Reparse(call, *request, *response); });
}

grpc::Status IngestService::DeleteIssue(grpc::ServerContext* context, const v1::DeleteIssueRequest* request,
                                        v1::DeleteIssueResponse* response) {
  return gate_.Serve(*context, MethodOf(kIngestService, "DeleteIssue"),
                     [&](Call& call) { return Delete(call, *request, *response); });
}

grpc::Status IngestService::ExplainRecord(grpc::ServerContext* context, const v1::ExplainRecordRequest* request,
                                          v1::ExplainRecordResponse* response) {
  return gate_.Serve(*context, MethodOf(kIngestService, "ExplainRecord"),
                     [&](Call& call) { return Explain(call, *request, *response); });
}

}  // namespace broadsheet::ingest
