// Searches a query service from a terminal.
//
//   search_records --address=HOST:PORT [QUERY …]          what matches
//   search_records --address=HOST:PORT --watch [QUERY …]  what matches now, and each change to it
//   search_records --address=HOST:PORT --parent=NAME      whole records of an issue, in order
#include <grpcpp/grpcpp.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "broadsheet/query/v1/query_service.grpc.pb.h"
#include "common/client/channel.h"
#include "common/config/option_parser.h"
#include "query_service/client/render.h"

namespace broadsheet::query {
namespace {

constexpr auto kDeadline = std::chrono::seconds(10);
constexpr int kFailed = 1, kBadOptions = 2;

struct Options {
  ChannelOptions channel;
  std::vector<std::string> words;
  std::string parent, filter, order_by, facets, min_position;
  int64_t page_size = 10;
  bool watch = false;
  std::string after;
};

absl::StatusOr<ParseOutcome> ReadOptions(int argc, char** argv, Options& options) {
  OptionParser parser("search_records", "Searches a query service.");
  parser.AddPositionals("query", options.words, "words, \"phrases\", OR, -not, field:word");
  AddChannelOptions(parser, "", options.channel);
  parser.AddText("parent", options.parent, "show this issue's records whole: publications/P/issues/I, - for any");
  parser.AddText("filter", options.filter, "an AIP-160 filter, e.g. 'kind = PHOTO'");
  parser.AddText("order-by", options.order_by, "relevance, date desc or date");
  parser.AddText("facets", options.facets, "fields to count, with commas between");
  parser.AddText("min-position", options.min_position, "wait until this position of the feed is applied");
  parser.AddFlag("watch", options.watch, "show what matches and every change to it, until interrupted");
  parser.AddText("after", options.after, "with --watch: go on behind this position, as it was printed");
  parser.AddInteger("page-size", options.page_size, {1, 1000}, "results to show");
  return parser.Parse(argc, argv);
}

int Fail(const grpc::Status& status) {
  std::cerr << "search_records: " << status.error_message() << " (code " << status.error_code() << ")\n";
  return kFailed;
}

int PrintRecords(v1::QueryService::Stub& stub, const Options& options, const RenderStyle& style) {
  v1::ListRecordsRequest request;
  request.set_parent(options.parent);
  request.set_filter(options.filter);
  request.set_order_by("ordinal");
  request.set_page_size(100);
  request.set_view(v1::RECORD_VIEW_FULL);
  request.set_min_position(options.min_position);
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

int PrintSearch(v1::QueryService::Stub& stub, const Options& options, const RenderStyle& style) {
  v1::SearchRecordsRequest request;
  request.set_query(absl::StrJoin(options.words, " "));
  request.set_filter(options.filter);
  request.set_order_by(options.order_by);
  request.set_page_size(static_cast<int32_t>(options.page_size));
  request.set_min_position(options.min_position);
  for (const auto& facet : absl::StrSplit(options.facets, ',', absl::SkipWhitespace())) {
    request.add_facets(std::string(facet));
  }
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

// Ends with the stream's error: positions are on standard error, to go on from.
int PrintWatch(v1::QueryService::Stub& stub, const Options& options, const RenderStyle& style) {
  v1::WatchRecordsRequest request;
  request.set_query(absl::StrJoin(options.words, " "));
  request.set_filter(options.filter);
  request.set_view(v1::RECORD_VIEW_BASIC);
  request.set_after(options.after);
  grpc::ClientContext context;
  const auto stream = stub.WatchRecords(&context, request);
  for (v1::WatchRecordsResponse message; stream->Read(&message);) {
    for (const auto& change : message.changes()) {
      if (change.has_record_written()) std::cout << RenderRecord(change.record_written(), style) << "\n";
      if (change.has_record_deleted()) std::cout << "deleted: " << change.record_deleted() << "\n";
    }
    if (message.changes().empty()) continue;
    std::cout << std::flush;
    std::cerr << "position: " << message.last_position() << "\n";
  }
  return Fail(stream->Finish());
}

int Main(int argc, char** argv) {
  Options options;
  options.channel.address = "127.0.0.1:7602";
  const auto outcome = ReadOptions(argc, argv, options);
  if (outcome.ok() && *outcome == ParseOutcome::kExit) return 0;
  const auto channel = outcome.ok() ? MakeChannel(options.channel) : outcome.status();
  if (!channel.ok()) {
    std::cerr << "search_records: " << channel.status().message() << "\nTry --help.\n";
    return kBadOptions;
  }
  const RenderStyle style{.color = isatty(STDOUT_FILENO) == 1};
  const auto stub = v1::QueryService::NewStub(*channel);
  if (options.watch) return PrintWatch(*stub, options, style);
  return options.parent.empty() ? PrintSearch(*stub, options, style) : PrintRecords(*stub, options, style);
}

}  // namespace
}  // namespace broadsheet::query

int main(int argc, char** argv) { return broadsheet::query::Main(argc, argv); }
