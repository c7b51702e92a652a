// The handlers that change nothing.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/api/page_token.h"
#include "common/api/resource_name.h"
#include "common/status/error.h"
#include "ingest_service/api/ingest_service.h"
#include "ingest_service/api/parse_check.h"
#include "ingest_service/api/upload_assembler.h"
#include "ingest_service/api/upload_validation.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kTextChunk = 64 << 10;
constexpr int32_t kListDefault = 50;
constexpr int32_t kListMost = 1000;

template <typename Element>
void MoveTo(std::vector<Element> from, google::protobuf::RepeatedPtrField<Element>& to) {
  to.Reserve(static_cast<int>(from.size()));
  for (Element& element : from) *to.Add() = std::move(element);
}

}  // namespace

absl::Status IngestService::Parse(Call& call, const v1::ParseIssueRequest& request,
                                  v1::ParseIssueResponse& response) const {
  if (!request.text().empty() && !request.content().empty()) {
    return FieldError("content", absl::StrCat(request.content().size(), " bytes"), "text or content, not both");
  }
  const bool is_string = request.content().empty();
  const auto charset = CharsetOf("charset", request.charset(), is_string ? TextForm::kString : TextForm::kBytes);
  if (!charset.ok()) return charset.status();
  if (absl::Status status = CheckDate("date", request.date()); !status.ok()) return status;
  const std::string& text = is_string ? request.text() : request.content();
  if (absl::Status status = CheckSize(text.size(), limits_.issue_bytes); !status.ok()) return status;
  ByteBudget::Share share(budget_);
  if (absl::Status status = TakeBytes(share, text.size()); !status.ok()) return status;

  auto parsed = parser_.Parse(text, {*charset, request.date()}, ParseCheck(call));
  if (!parsed.ok()) return parsed.status();
  for (record::v1::Record& record : parsed->records) record.set_date(parsed->issue.date());
  *response.mutable_issue() = std::move(parsed->issue);
  MoveTo(std::move(parsed->records), *response.mutable_records());
  if (request.include_account()) *response.mutable_account() = std::move(parsed->account);
  return absl::OkStatus();
}

absl::Status IngestService::Get(const v1::GetIssueRequest& request, v1::GetIssueResponse& response) const {
  const auto name = ParseName("name", request.name(), Collection::kIssues);
  if (!name.ok()) return name.status();
  auto stored =
      log_.ReadIssue(request.name(), {.account = request.include_account(), .records = request.include_records()});
  if (!stored.ok()) return stored.status();
  *response.mutable_issue() = std::move(stored->issue);
  response.set_position(PositionOf(stored->last));
  if (request.include_account()) *response.mutable_account() = std::move(stored->account);
  MoveTo(std::move(stored->records), *response.mutable_records());
  return absl::OkStatus();
}

absl::Status IngestService::GetText(Call& call, const v1::GetIssueTextRequest& request,
                                    grpc::ServerWriter<v1::GetIssueTextResponse>& writer) const {
  const auto name = ParseName("name", request.name(), Collection::kIssues);
  if (!name.ok()) return name.status();
  const auto content = log_.GetContent(request.name());
  if (!content.ok()) return content.status();
  v1::GetIssueTextResponse response;
  for (size_t at = 0; at < content->size(); at += kTextChunk) {
    if (absl::Status status = call.CheckAlive(); !status.ok()) return status;
    response.set_chunk(content->substr(at, kTextChunk));
    if (absl::Status status = call.Write([&] { return writer.Write(response); }); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status IngestService::List(const v1::ListIssuesRequest& request, v1::ListIssuesResponse& response) const {
  const auto parent = ParseParent("parent", request.parent(), Collection::kPublications);
  if (!parent.ok()) return parent.status();
  const auto page_size = PageSize(request.page_size(), kListDefault, kListMost);
  if (!page_size.ok()) return page_size.status();
  const auto after = ReadPageToken(request);
  if (!after.ok()) return after.status();

  const std::string publication = parent->publication == "-" ? "" : request.parent();
  // One more than asked for tells whether there is another page.
  auto issues = log_.ListIssues(publication, *after, static_cast<size_t>(*page_size) + 1);
  if (!issues.ok()) return issues.status();
  if (issues->size() > static_cast<size_t>(*page_size)) {
    issues->pop_back();
    response.set_next_page_token(MakePageToken(request, issues->back().name()));
  }
  MoveTo(*std::move(issues), *response.mutable_issues());
  return absl::OkStatus();
}

absl::Status IngestService::Explain(Call& call, const v1::ExplainRecordRequest& request,
                                    v1::ExplainRecordResponse& response) const {
  const auto name = ParseName("name", request.name(), Collection::kRecords);
  if (!name.ok()) return name.status();
  ByteBudget::Share share(budget_);
  if (absl::Status status = TakeBytesOf(ParentName(request.name()), share); !status.ok()) return status;
  auto explained = intake_.Explain(request.name(), ParseCheck(call));
  if (!explained.ok()) return explained.status();
  *response.mutable_record() = std::move(explained->record);
  MoveTo(std::move(explained->explanation.fragments), *response.mutable_fragments());
  MoveTo(std::move(explained->explanation.joins), *response.mutable_joins());
  MoveTo(std::move(explained->explanation.removed), *response.mutable_removed());
  response.set_parser_version(kParserVersion);
  return absl::OkStatus();
}

}  // namespace broadsheet::ingest
