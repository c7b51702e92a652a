// Answers that hold many things end at 3 MiB and say how to go on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "common/grpc/status.h"
#include "tests/integration/query_service/direct_query.h"

namespace broadsheet::query {
namespace {

using ::testing::Le;
using Stub = v1::QueryService::Stub;

constexpr size_t kMostBytes = size_t{3} << 20;
constexpr int kCount = 40;
constexpr size_t kEach = 100'000;

class AnswerSizeTest : public ::testing::Test {
 protected:
  template <typename Request, typename Response>
  Response Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*), const Request& request) {
    grpc::ClientContext context;
    Response response;
    const absl::Status status = FromGrpc((stub_.get()->*method)(&context, request, &response));
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_THAT(response.ByteSizeLong(), Le(kMostBytes));
    return response;
  }

  // Records whose section takes much of an answer, the later ones printed first.
  void ApplyRecords() {
    std::vector<feed::v1::Entry> entries = {IssueWritten("p/i")};
    for (int i = 0; i < kCount; ++i) {
      record::v1::Record record =
          MakeRecord("p/i/r" + std::to_string(i), "题", "文", static_cast<uint32_t>(kCount - i));
      record.set_section(std::to_string(i) + std::string(kEach, 's'));
      record.set_page(static_cast<uint32_t>(1 + (kCount - i) / 10));
      entries.push_back(Written(std::move(record)));
    }
    service_.Apply(std::move(entries));
  }

  DirectQuery service_;
  std::unique_ptr<Stub> stub_ = service_.NewStub();
};

TEST_F(AnswerSizeTest, IssuesComeInPages) {
  std::vector<feed::v1::Entry> entries;
  for (int i = 0; i < kCount; ++i) {
    entries.push_back(IssueWritten("p/i" + std::to_string(i)));
    entries.back().mutable_issue_written()->add_sections(std::string(kEach, 's'));
  }
  service_.Apply(std::move(entries));
  v1::ListIssuesRequest request;
  request.set_parent("publications/p");
  request.set_page_size(1000);
  std::set<std::string> names;
  int pages = 0;
  do {
    const auto response = Ask(&Stub::ListIssues, request);
    for (const auto& issue : response.issues()) EXPECT_TRUE(names.insert(issue.name()).second) << issue.name();
    request.set_page_token(response.next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_EQ(pages, 2);
  EXPECT_EQ(names.size(), size_t{kCount});
}

TEST_F(AnswerSizeTest, AnOutlineComesInPages) {
  ApplyRecords();
  v1::GetIssueOutlineRequest request;
  request.set_name(IssueName("p/i"));
  for (const int page_size : {0, 7}) {
    request.set_page_size(page_size);
    int answers = 0;
    uint32_t last = 0, records = 0;
    do {
      const auto response = Ask(&Stub::GetIssueOutline, request);
      EXPECT_EQ(response.issue().name(), request.name());
      for (const auto& page : response.pages()) {
        for (const auto& record : page.records()) {
          EXPECT_EQ(record.page(), page.page().index());
          EXPECT_GT(record.ordinal(), last) << "as printed";
          last = record.ordinal();
          ++records;
        }
      }
      request.set_page_token(response.next_page_token());
      ++answers;
    } while (!request.page_token().empty());
    EXPECT_EQ(records, uint32_t{kCount});
    EXPECT_EQ(answers, page_size == 0 ? 2 : 6);
  }
}

TEST_F(AnswerSizeTest, GroupsThatFindNoRoomAreCountedAsLeftOut) {
  ApplyRecords();
  v1::AggregateRecordsRequest request;
  request.add_group_by("section");
  const auto response = Ask(&Stub::AggregateRecords, request);
  EXPECT_LT(response.groups_size(), kCount);
  EXPECT_EQ(response.groups_size() + response.omitted_count(), kCount);
  EXPECT_EQ(response.distinct_groups(), kCount);
}

}  // namespace
}  // namespace broadsheet::query
