#include "ingest_service/api/upload_validation.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/api/iso_date.h"
#include "common/api/resource_name.h"
#include "common/status/error.h"
#include "ingest_service/parser/text/decode.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kMaxLabel = 256;
constexpr size_t kMaxRequestId = 64;
constexpr size_t kSha256Digits = 64;

absl::Status CheckLabel(std::string_view field, const std::string& text) {
  if (text.size() <= kMaxLabel) return absl::OkStatus();
  return FieldError(field, text, absl::StrCat("at most ", kMaxLabel, " bytes"));
}

absl::Status CheckDescription(const record::v1::Issue& issue) {
  for (absl::Status status :
       {CheckLabel("metadata.issue.publication", issue.publication()),
        CheckLabel("metadata.issue.number", issue.number()), CheckLabel("metadata.issue.edition", issue.edition()),
        CheckDate("metadata.issue.date", issue.date())}) {
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

bool IsPrintable(const std::string& text) { return std::all_of(text.begin(), text.end(), absl::ascii_isprint); }

bool IsSha256(const std::string& text) {
  return text.size() == kSha256Digits && std::all_of(text.begin(), text.end(), absl::ascii_isxdigit);
}

absl::Status CheckIds(const v1::IssueMetadata& metadata) {
  if (!metadata.issue_id().empty() && !IsResourceId(metadata.issue_id())) {
    return FieldError("metadata.issue_id", metadata.issue_id(), kResourceIdForm);
  }
  if (metadata.request_id().size() > kMaxRequestId || !IsPrintable(metadata.request_id())) {
    return FieldError("metadata.request_id", metadata.request_id(),
                      absl::StrCat("at most ", kMaxRequestId, " printable ASCII characters"));
  }
  if (!metadata.content_sha256().empty() && !IsSha256(metadata.content_sha256())) {
    return FieldError("metadata.content_sha256", metadata.content_sha256(), "64 hexadecimal digits");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Upload> ValidateMetadata(const v1::IssueMetadata& metadata, TextForm form) {
  const auto parent = ParseName("metadata.parent", metadata.parent(), Collection::kPublications);
  if (!parent.ok()) return parent.status();
  if (absl::Status status = CheckIds(metadata); !status.ok()) return status;
  if (absl::Status status = CheckDescription(metadata.issue()); !status.ok()) return status;
  auto charset = CharsetOf("metadata.charset", metadata.charset(), form);
  if (!charset.ok()) return charset.status();

  Upload upload;
  upload.publication_id = parent->publication;
  upload.issue_id = metadata.issue_id();
  upload.described = metadata.issue();
  upload.charset = *std::move(charset);
  upload.allow_replace = metadata.allow_replace();
  upload.request_id = metadata.request_id();
  upload.content_sha256 = absl::AsciiStrToLower(metadata.content_sha256());
  return upload;
}

absl::Status CheckSize(uint64_t size, int64_t limit_bytes) {
  if (size <= static_cast<uint64_t>(limit_bytes)) return absl::OkStatus();
  return Error(absl::StatusCode::kResourceExhausted, "ISSUE_TOO_LARGE",
               absl::StrCat("text: got more than ", limit_bytes, " bytes, the limit of this server"),
               {{"limit_bytes", absl::StrCat(limit_bytes)}});
}

absl::StatusOr<std::string> CharsetOf(std::string_view field, const std::string& charset, TextForm form) {
  if (form == TextForm::kBytes) {
    if (charset.empty() || IsSupportedCharset(charset)) return charset;
    return FieldError(field, charset, absl::StrCat(std::string(kSupportedCharsets), ", or nothing: it is detected"));
  }
  if (charset.empty() || absl::EqualsIgnoreCase(charset, "UTF-8")) return std::string("UTF-8");
  return FieldError(field, charset, "UTF-8 or nothing, since the text is a string");
}

absl::Status CheckDate(std::string_view field, const std::string& date) {
  if (date.empty() || IsIsoDate(date)) return absl::OkStatus();
  return FieldError(field, date, "a day as YYYY-MM-DD, or nothing");
}

}  // namespace broadsheet::ingest
