// A real page through real processes: uploaded to the ingest service, followed,
// listed by the query service, compared with the right answer.
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "broadsheet/ingest/v1/ingest_service.grpc.pb.h"
#include "broadsheet/query/v1/query_service.grpc.pb.h"
#include "tests/support/child_process.h"
#include "tests/support/expected_page.h"
#include "tests/support/read_file.h"

namespace broadsheet {
namespace {

constexpr char kSeed[] = BROADSHEET_SOURCE_DIR "/../shared/seed";
constexpr char kIssue[] = "publications/seed/issues/2024-03-06";

// "127.0.0.1:PORT" once the program listens.
std::string AddressOf(const std::string& port_file, testing::ChildProcess& process) {
  const std::string line = testing::WaitForLine(port_file, process);
  return line.rfind("grpc ", 0) == 0 ? "127.0.0.1:" + line.substr(5) : "";
}

std::unique_ptr<grpc::ClientContext> Context() {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  return context;
}

// Uploads the page in chunks; the position of its last entry.
std::string Upload(ingest::v1::IngestService::Stub& stub, const std::string& text) {
  const auto context = Context();
  ingest::v1::UploadIssueResponse response;
  const auto writer = stub.UploadIssue(context.get(), &response);
  ingest::v1::UploadIssueRequest request;
  request.mutable_metadata()->set_parent("publications/seed");
  request.mutable_metadata()->mutable_issue()->set_date("2024-03-06");
  writer->Write(request);
  for (size_t at = 0; at < text.size(); at += 4096) {
    request.set_chunk(text.substr(at, 4096));
    writer->Write(request);
  }
  writer->WritesDone();
  const grpc::Status status = writer->Finish();
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.issue().name(), kIssue);
  EXPECT_EQ(response.unassigned_bytes(), 0u);
  return response.position();
}

TEST(SeedIssueTest, IsAnsweredAsExpectedThroughBothServices) {
  if (!std::filesystem::exists(kSeed)) GTEST_SKIP() << "the seed page is not there: " << kSeed;
  const auto expected = testing::ReadExpectedPage(std::string(kSeed) + "/expected.json");
  const testing::TempDir folder;

  testing::ChildProcess ingest(
      {BROADSHEET_BUILD_DIR "/ingest_service/ingest_service", "--data-dir=" + folder / "ingest",
       "--listen-address=127.0.0.1:0", "--port-file=" + folder / "ingest.port"},
      folder / "ingest.log");
  const std::string ingest_address = AddressOf(folder / "ingest.port", ingest);
  ASSERT_NE(ingest_address, "") << testing::ReadFile(folder / "ingest.log");
  testing::ChildProcess query(
      {BROADSHEET_BUILD_DIR "/query_service/query_service", "--data-dir=" + folder / "query",
       "--listen-address=127.0.0.1:0", "--port-file=" + folder / "query.port", "--ingest-addresses=" + ingest_address},
      folder / "query.log");
  const std::string query_address = AddressOf(folder / "query.port", query);
  ASSERT_NE(query_address, "") << testing::ReadFile(folder / "query.log");

  const auto ingest_stub =
      ingest::v1::IngestService::NewStub(grpc::CreateChannel(ingest_address, grpc::InsecureChannelCredentials()));
  const auto query_stub =
      query::v1::QueryService::NewStub(grpc::CreateChannel(query_address, grpc::InsecureChannelCredentials()));

  query::v1::ListRecordsRequest request;
  request.set_parent(kIssue);
  request.set_view(query::v1::RECORD_VIEW_FULL);
  request.set_order_by("ordinal");
  request.set_min_position(Upload(*ingest_stub, testing::ReadFile(std::string(kSeed) + "/issue.txt")));
  query::v1::ListRecordsResponse response;
  const grpc::Status status = query_stub->ListRecords(Context().get(), request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();

  const std::vector<record::v1::Record> records(response.records().begin(), response.records().end());
  EXPECT_EQ(absl::StrJoin(testing::Differences(expected, records), "\n"), "");
  EXPECT_EQ(absl::StrJoin(testing::SeamDifferences(expected, records), "\n"), "");
}

}  // namespace
}  // namespace broadsheet
