// Searches a query service from a terminal.
//
//   search_records --address=HOST:PORT [QUERY …]          what matches
//   search_records --address=HOST:PORT --parent=NAME      whole records of an issue, in order
#include <grpcpp/grpcpp.h>
#include <unistd.h>

#include <iostream>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "broadsheet/query/v1/query_service.grpc.pb.h"
#include "query_service/client/render.h"

ABSL_FLAG(std::string, address, "127.0.0.1:7602", "Where the query service listens.");
ABSL_FLAG(std::string, parent, "", "Print the records of this issue (publications/P/issues/I; - for any).");
ABSL_FLAG(std::string, filter, "", "An AIP-160 filter.");
ABSL_FLAG(std::string, order_by, "", "relevance, date desc or date.");
ABSL_FLAG(int, page_size, 10, "Results to show.");
ABSL_FLAG(std::string, facets, "", "Fields to count, separated by commas.");
ABSL_FLAG(std::string, min_position, "", "Wait until this position of the feed is applied.");

namespace broadsheet::query {
namespace {

constexpr auto kDeadline = std::chrono::seconds(10);

int Fail(const grpc::Status& status) {
  std::cerr << "search_records: " << status.error_message() << " (code " << status.error_code() << ")\n";
  return 1;
}

int PrintIssue(v1::QueryService::Stub& stub, const RenderStyle& style) {
  v1::ListRecordsRequest request;
  request.set_parent(absl::GetFlag(FLAGS_parent));
  request.set_filter(absl::GetFlag(FLAGS_filter));
  request.set_order_by("ordinal");
  request.set_page_size(100);
  request.set_view(v1::RECORD_VIEW_FULL);
  request.set_min_position(absl::GetFlag(FLAGS_min_position));
  do {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kDeadline);
    v1::ListRecordsResponse response;
    const grpc::Status status = stub.ListRecords(&context, request, &response);
    if (!status.ok()) return Fail(status);
    for (const auto& record : response.records()) std::cout << RenderRecord(record, style) << "\n";
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return 0;
}

int PrintSearch(v1::QueryService::Stub& stub, const std::string& query, const RenderStyle& style) {
  v1::SearchRecordsRequest request;
  request.set_query(query);
  request.set_filter(absl::GetFlag(FLAGS_filter));
  request.set_order_by(absl::GetFlag(FLAGS_order_by));
  request.set_page_size(absl::GetFlag(FLAGS_page_size));
  request.set_min_position(absl::GetFlag(FLAGS_min_position));
  const std::string facets = absl::GetFlag(FLAGS_facets);
  for (const auto& facet : absl::StrSplit(facets, ',', absl::SkipWhitespace())) request.add_facets(std::string(facet));

  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kDeadline);
  v1::SearchRecordsResponse response;
  const grpc::Status status = stub.SearchRecords(&context, request, &response);
  if (!status.ok()) return Fail(status);
  int rank = 0;
  for (const auto& result : response.results()) std::cout << RenderResult(result, ++rank, style);
  std::cout << RenderSummary(response, style);
  return 0;
}

int Main(const std::vector<std::string>& words) {
  const RenderStyle style{.color = isatty(STDOUT_FILENO) == 1};
  auto stub =
      v1::QueryService::NewStub(grpc::CreateChannel(absl::GetFlag(FLAGS_address), grpc::InsecureChannelCredentials()));
  if (!absl::GetFlag(FLAGS_parent).empty()) return PrintIssue(*stub, style);
  return PrintSearch(*stub, absl::StrJoin(words, " "), style);
}

}  // namespace
}  // namespace broadsheet::query

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("search_records [flags] [QUERY …]: searches a query service.");
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  return broadsheet::query::Main({rest.begin() + 1, rest.end()});
}
