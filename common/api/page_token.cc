#include "common/api/page_token.h"

#include <algorithm>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/hash/sha256.h"
#include "common/status/error.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace broadsheet {
namespace {

using google::protobuf::Message;

// Raised when the meaning of the bytes changes.
constexpr char kVersion = 1;
constexpr size_t kDigestBytes = 8;
constexpr size_t kHeaderBytes = 1 + kDigestBytes;

std::string SerializeDeterministically(const Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

void ClearField(Message& message, const char* name) {
  if (const auto* field = message.GetDescriptor()->FindFieldByName(name)) {
    message.GetReflection()->ClearField(&message, field);
  }
}

std::string DigestOf(const Message& request, std::string_view payload) {
  const std::unique_ptr<Message> bound(request.New());
  bound->CopyFrom(request);
  ClearField(*bound, "page_token");
  ClearField(*bound, "page_size");
  std::string hashed = absl::StrCat(request.GetDescriptor()->full_name(), "\n", std::string(payload), "\n");
  hashed += SerializeDeterministically(*bound);
  const Sha256Digest digest = Sha256(hashed);
  return std::string(digest.begin(), digest.begin() + kDigestBytes);
}

std::string TokenOf(const Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("page_token");
  return field ? request.GetReflection()->GetString(request, field) : "";
}

}  // namespace

std::string MakePageToken(const Message& request, std::string_view payload) {
  std::string bytes(1, kVersion);
  bytes += DigestOf(request, payload);
  bytes += payload;
  return absl::WebSafeBase64Escape(bytes);
}

absl::StatusOr<std::string> ReadPageToken(const Message& request) {
  const std::string token = TokenOf(request);
  if (token.empty()) return std::string();
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(token, &bytes) || bytes.size() < kHeaderBytes || bytes[0] != kVersion ||
      absl::WebSafeBase64Escape(bytes) != token) {
    return BadPageToken();
  }
  const std::string_view payload = std::string_view(bytes).substr(kHeaderBytes);
  if (std::string_view(bytes).substr(1, kDigestBytes) != DigestOf(request, payload)) return BadPageToken();
  return std::string(payload);
}

absl::Status BadPageToken() {
  return Error(absl::StatusCode::kInvalidArgument, "BAD_PAGE_TOKEN",
               "page_token: got a token that this request's previous page did not give, want its next_page_token with "
               "all other fields but page_size unchanged",
               {{"field", "page_token"}});
}

absl::StatusOr<int32_t> PageSize(int32_t page_size, int32_t by_default, int32_t most) {
  if (page_size < 0) {
    return FieldError("page_size", absl::StrCat(page_size), absl::StrCat("0 (", by_default, ") to ", most));
  }
  return page_size == 0 ? by_default : std::min(page_size, most);
}

}  // namespace broadsheet
