#include "common/api/page_token.h"

#include <gtest/gtest.h>

#include "broadsheet/ingest/v1/ingest_service.pb.h"
#include "common/status/error.h"

namespace broadsheet {
namespace {

ingest::v1::ListIssuesRequest Request() {
  ingest::v1::ListIssuesRequest request;
  request.set_parent("publications/p");
  request.set_page_size(2);
  return request;
}

TEST(PageTokenTest, CarriesAnyPayload) {
  for (const std::string& payload :
       {std::string("publications/p/issues/i"), std::string("\0\xFF\n", 3), std::string()}) {
    auto request = Request();
    request.set_page_token(MakePageToken(request, payload));
    EXPECT_EQ(ReadPageToken(request).value(), payload);
  }
}

TEST(PageTokenTest, TheFirstPageHasNone) { EXPECT_EQ(ReadPageToken(Request()).value(), ""); }

TEST(PageTokenTest, PageSizeMayChange) {
  auto request = Request();
  request.set_page_token(MakePageToken(request, "x"));
  request.set_page_size(9);
  EXPECT_TRUE(ReadPageToken(request).ok());
}

TEST(PageTokenTest, IsBoundToTheOtherFields) {
  auto request = Request();
  request.set_page_token(MakePageToken(request, "x"));
  request.set_parent("publications/q");
  const auto payload = ReadPageToken(request);
  EXPECT_EQ(payload.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(payload.status()), "BAD_PAGE_TOKEN");
}

TEST(PageTokenTest, IsBoundToTheKindOfRequest) {
  auto request = Request();
  broadsheet::ingest::v1::DeleteIssueRequest other;
  other.set_name(request.parent());  // the same bytes on the wire
  request.set_page_token(MakePageToken(other, "x"));
  EXPECT_EQ(ReasonOf(ReadPageToken(request).status()), "BAD_PAGE_TOKEN");
}

TEST(PageTokenTest, AnyChangedCharacterIsNoticed) {
  auto request = Request();
  const std::string token = MakePageToken(request, "publications/p/issues/i");
  for (size_t i = 0; i < token.size(); ++i) {
    for (const char c : {'A', 'b', '_', ' ', '\0'}) {
      if (token[i] == c) continue;
      std::string changed = token;
      changed[i] = c;
      request.set_page_token(changed);
      EXPECT_EQ(ReasonOf(ReadPageToken(request).status()), "BAD_PAGE_TOKEN") << changed;
    }
    if (i == 0) continue;
    request.set_page_token(token.substr(0, i));
    EXPECT_EQ(ReasonOf(ReadPageToken(request).status()), "BAD_PAGE_TOKEN") << i;
  }
  request.set_page_token(token + "A");
  EXPECT_EQ(ReasonOf(ReadPageToken(request).status()), "BAD_PAGE_TOKEN");
}

TEST(PageSizeTest, FollowsAip158) {
  EXPECT_EQ(PageSize(0, 50, 1000).value(), 50);
  EXPECT_EQ(PageSize(1, 50, 1000).value(), 1);
  EXPECT_EQ(PageSize(1001, 50, 1000).value(), 1000);
  EXPECT_EQ(PageSize(-1, 50, 1000).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace broadsheet
