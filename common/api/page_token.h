// Paging (aip.dev/158): page sizes, and tokens bound to their request.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace broadsheet {

// An opaque, URL-safe token that carries `payload` and a digest of it and of
// all fields of the request but page_token and page_size, which may change
// from page to page. It is no secret and no proof of origin: whoever reads a
// payload checks that it makes sense.
std::string MakePageToken(const google::protobuf::Message& request, std::string_view payload);

// The payload that request.page_token carries; empty for the first page.
// INVALID_ARGUMENT, reason BAD_PAGE_TOKEN, if it is no token or one of another
// request.
absl::StatusOr<std::string> ReadPageToken(const google::protobuf::Message& request);

// The error for a token whose payload makes no sense.
absl::Status BadPageToken();

// request.page_size with AIP-158's rules: 0: `by_default`, larger than `most`:
// `most`, negative: INVALID_ARGUMENT.
absl::StatusOr<int32_t> PageSize(int32_t page_size, int32_t by_default, int32_t most);

}  // namespace broadsheet
