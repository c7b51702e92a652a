// IngestService's handlers: validate, call, convert.
#pragma once

#include <string>
#include <string_view>

#include "broadsheet/ingest/v1/ingest_service.grpc.pb.h"
#include "common/server/call_gate.h"
#include "ingest_service/api/byte_budget.h"
#include "ingest_service/api/upload_limits.h"
#include "ingest_service/intake/issue_intake.h"
#include "ingest_service/parser/parser.h"
#include "ingest_service/store/record_log.h"

namespace broadsheet::ingest {

// Synchronous, since parsing and storing take time. All that it is given has to
// outlive it.
class IngestService final : public v1::IngestService::Service {
 public:
  IngestService(CallGate& gate, const Parser& parser, RecordLog& log, const UploadLimits& limits);

  grpc::Status UploadIssue(grpc::ServerContext* context, grpc::ServerReader<v1::UploadIssueRequest>* reader,
                           v1::UploadIssueResponse* response) override;
  grpc::Status CreateIssue(grpc::ServerContext* context, const v1::CreateIssueRequest* request,
                           v1::CreateIssueResponse* response) override;
  grpc::Status ParseIssue(grpc::ServerContext* context, const v1::ParseIssueRequest* request,
                          v1::ParseIssueResponse* response) override;
  grpc::Status GetIssue(grpc::ServerContext* context, const v1::GetIssueRequest* request,
                        v1::GetIssueResponse* response) override;
  grpc::Status GetIssueText(grpc::ServerContext* context, const v1::GetIssueTextRequest* request,
                            grpc::ServerWriter<v1::GetIssueTextResponse>* writer) override;
  grpc::Status ListIssues(grpc::ServerContext* context, const v1::ListIssuesRequest* request,
                          v1::ListIssuesResponse* response) override;
  grpc::Status ReparseIssue(grpc::ServerContext* context, const v1::ReparseIssueRequest* request,
                            v1::ReparseIssueResponse* response) override;
  grpc::Status DeleteIssue(grpc::ServerContext* context, const v1::DeleteIssueRequest* request,
                           v1::DeleteIssueResponse* response) override;
  grpc::Status ExplainRecord(grpc::ServerContext* context, const v1::ExplainRecordRequest* request,
                             v1::ExplainRecordResponse* response) override;

 private:
  // In write_handlers.cc.
  absl::Status Upload(Call& call, grpc::ServerReader<v1::UploadIssueRequest>& reader,
                      v1::UploadIssueResponse& response);
  absl::Status Create(Call& call, const v1::CreateIssueRequest& request, v1::CreateIssueResponse& response);
  absl::Status Reparse(Call& call, const v1::ReparseIssueRequest& request, v1::ReparseIssueResponse& response);
  absl::Status Delete(Call& call, const v1::DeleteIssueRequest& request, v1::DeleteIssueResponse& response);
  std::string PositionOf(Sequence sequence) const;
  // TakeBytes of a stored issue's text, which is to be parsed again; the store's
  // errors.
  absl::Status TakeBytesOf(std::string_view issue_name, ByteBudget::Share& share) const;

  // In read_handlers.cc.
  absl::Status Parse(Call& call, const v1::ParseIssueRequest& request, v1::ParseIssueResponse& response) const;
  absl::Status Get(const v1::GetIssueRequest& request, v1::GetIssueResponse& response) const;
  absl::Status GetText(Call& call, const v1::GetIssueTextRequest& request,
                       grpc::ServerWriter<v1::GetIssueTextResponse>& writer) const;
  absl::Status List(const v1::ListIssuesRequest& request, v1::ListIssuesResponse& response) const;
  absl::Status Explain(Call& call, const v1::ExplainRecordRequest& request, v1::ExplainRecordResponse& response) const;

  CallGate& gate_;
  const Parser& parser_;
  RecordLog& log_;
  const IssueIntake intake_;
  const UploadLimits limits_;
  mutable ByteBudget budget_;  // of all texts that are held or parsed
};

}  // namespace broadsheet::ingest
