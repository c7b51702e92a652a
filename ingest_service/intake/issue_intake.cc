#include "ingest_service/intake/issue_intake.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/api/resource_name.h"
#include "common/hash/sha256.h"
#include "common/status/error.h"

namespace broadsheet::ingest {
namespace {

// What the caller says of an issue goes before what its furniture says.
void Describe(const record::v1::Issue& described, record::v1::Issue& issue) {
  if (!described.publication().empty()) issue.set_publication(described.publication());
  if (!described.date().empty()) issue.set_date(described.date());
  if (!described.number().empty()) issue.set_number(described.number());
  if (!described.edition().empty()) issue.set_edition(described.edition());
}

// What an upload says of its issue, as the store keeps it.
record::v1::Issue DescriptionOf(const Upload& upload) {
  record::v1::Issue described;
  Describe(upload.described, described);
  described.set_charset(upload.charset);
  return described;
}

// What was said of a stored issue: of one that was stored before that was kept,
// what was found is all there is.
const record::v1::Issue& DescriptionOf(const StoredIssue& stored) {
  return stored.described ? *stored.described : stored.issue;
}

ParseHints HintsOf(const record::v1::Issue& described) { return {described.charset(), described.date()}; }

// Everything of the parse under the issue's name.
StoredIssue Assemble(ParsedIssue parsed, const ResourceName& issue_name, const record::v1::Issue& described,
                     std::string content_sha256) {
  StoredIssue stored;
  stored.issue = std::move(parsed.issue);
  stored.described = described;
  Describe(described, stored.issue);
  stored.issue.set_name(FormatName(issue_name));
  stored.issue.set_content_sha256(std::move(content_sha256));
  stored.issue.set_record_count(static_cast<uint32_t>(parsed.records.size()));
  stored.issue.set_parser_version(kParserVersion);
  stored.account = std::move(parsed.account);
  stored.records = std::move(parsed.records);
  ResourceName record_name = issue_name;
  for (size_t i = 0; i < stored.records.size(); ++i) {
    record_name.record = parsed.record_ids[i];
    stored.records[i].set_name(FormatName(record_name));
    stored.records[i].set_publication(stored.issue.publication());
    stored.records[i].set_date(stored.issue.date());
  }
  return stored;
}

std::string IssueIdOf(const Upload& upload, const record::v1::Issue& parsed, std::string_view content_sha256) {
  if (!upload.issue_id.empty()) return upload.issue_id;
  const std::string& date = upload.described.date().empty() ? parsed.date() : upload.described.date();
  return date.empty() ? absl::StrCat("sha-", std::string(content_sha256.substr(0, 12))) : date;
}

absl::Status ContentMismatch(std::string_view got, std::string_view want) {
  return Error(absl::StatusCode::kInvalidArgument, "CONTENT_MISMATCH",
               absl::StrCat("content: got SHA-256 ", std::string(got), ", want ", std::string(want),
                            " as metadata.content_sha256 says"),
               {{"content_sha256", std::string(got)}});
}

absl::Status RecordNotFound(std::string_view name) {
  return Error(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND", absl::StrCat("there is no record ", std::string(name)),
               {{"name", std::string(name)}});
}

absl::Status RequestIdOfAnother(const std::string& request_id, const std::string& issue_name) {
  return Error(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED",
               absl::StrCat("request_id ", request_id, " was used to upload ", issue_name),
               {{"request_id", request_id}});
}

}  // namespace

absl::StatusOr<StoredUpload> IssueIntake::Store(const Upload& upload, CheckAlive check_alive) const {
  std::string sha256 = Sha256Hex(upload.content);
  if (!upload.content_sha256.empty() && upload.content_sha256 != sha256) {
    return ContentMismatch(sha256, upload.content_sha256);
  }
  if (!upload.request_id.empty()) {
    auto earlier = log_.FindRequest(upload.request_id, sha256);
    if (!earlier.ok()) return earlier.status();
    if (earlier->has_value()) {
      const std::string& name = (*earlier)->issue.name();
      const bool same = ParentName(name) == FormatName({upload.publication_id, "", ""}) &&
                        (upload.issue_id.empty() || upload.issue_id == LastId(name));
      if (!same) return RequestIdOfAnother(upload.request_id, name);
      const auto account = log_.GetAccount(name);
      return StoredUpload{**std::move(earlier), account.ok() ? account->unassigned_bytes() : 0};
    }
  }
  if (absl::Status status = check_alive(); !status.ok()) return status;
  const record::v1::Issue described = DescriptionOf(upload);
  if (auto stored = FindStored(upload, described, sha256)) return *std::move(stored);
  auto parsed = parser_.Parse(upload.content, HintsOf(described), check_alive);
  if (!parsed.ok()) return parsed.status();
  const ResourceName name{upload.publication_id, IssueIdOf(upload, parsed->issue, sha256), ""};
  StoredIssue issue = Assemble(*std::move(parsed), name, described, std::move(sha256));
  issue.content = upload.content;
  issue.request_id = upload.request_id;
  // A stream that broke off can look like one that ended until about now.
  if (absl::Status status = check_alive(); !status.ok()) return status;
  auto appended = log_.Append(issue, upload.allow_replace);
  if (!appended.ok()) return appended.status();
  return StoredUpload{*std::move(appended), issue.account.unassigned_bytes()};
}

std::optional<StoredUpload> IssueIntake::FindStored(const Upload& upload, const record::v1::Issue& described,
                                                    std::string_view content_sha256) const {
  const std::string id = upload.issue_id.empty() ? described.date() : upload.issue_id;
  // A request id is the log's to remember.
  if (id.empty() || !upload.request_id.empty()) return std::nullopt;
  const std::string name = FormatName({upload.publication_id, id, ""});
  auto stored = log_.ReadIssue(name, {.account = true});
  if (!stored.ok() || stored->issue.content_sha256() != content_sha256) return std::nullopt;
  if (upload.allow_replace) {
    const auto whole = log_.ReadIssue(name, {.content = true});
    const bool same = whole.ok() && whole->last == stored->last && whole->described &&
                      whole->described->SerializeAsString() == described.SerializeAsString();
    if (!same) return std::nullopt;
  }
  const uint64_t unassigned_bytes = stored->account.unassigned_bytes();
  return StoredUpload{{std::move(stored->issue), stored->last, /*already_stored=*/true, 0, 0, 0}, unassigned_bytes};
}

absl::StatusOr<Appended> IssueIntake::Reparse(std::string_view issue_name, CheckAlive check_alive) const {
  auto stored = log_.ReadIssue(issue_name, {.content = true});
  if (!stored.ok()) return stored.status();
  const auto name = ParseName("name", issue_name, Collection::kIssues);
  if (!name.ok()) return name.status();
  const record::v1::Issue& described = DescriptionOf(*stored);
  auto parsed = parser_.Parse(stored->content, HintsOf(described), check_alive);
  if (!parsed.ok()) return parsed.status();
  StoredIssue again = Assemble(*std::move(parsed), *name, described, stored->issue.content_sha256());
  again.described = stored->described;
  again.content = std::move(stored->content);
  if (absl::Status status = check_alive(); !status.ok()) return status;
  return log_.Replace(again);
}

absl::StatusOr<ExplainedRecord> IssueIntake::Explain(std::string_view record_name, CheckAlive check_alive) const {
  const std::string_view issue_name = ParentName(record_name);
  auto stored = log_.ReadIssue(issue_name, {.content = true, .records = true});
  if (!stored.ok()) return stored.status();
  const auto record = std::find_if(stored->records.begin(), stored->records.end(),
                                   [&](const record::v1::Record& r) { return r.name() == record_name; });
  if (record == stored->records.end()) return RecordNotFound(record_name);
  const record::v1::Issue& issue = stored->issue;
  auto parsed = parser_.Parse(stored->content, HintsOf(DescriptionOf(*stored)), check_alive);
  if (!parsed.ok()) return parsed.status();
  const auto id = std::find(parsed->record_ids.begin(), parsed->record_ids.end(), LastId(record_name));
  if (id == parsed->record_ids.end()) {
    return Error(absl::StatusCode::kFailedPrecondition, "PARSER_CHANGED",
                 absl::StrCat("parser ", kParserVersion, " does not make ", std::string(record_name),
                              " of its issue any more, parser ", issue.parser_version(), " did; reparse the issue"),
                 {{"parser_version", issue.parser_version()}});
  }
  return ExplainedRecord{std::move(*record), std::move(parsed->explanations[id - parsed->record_ids.begin()])};
}

}  // namespace broadsheet::ingest
