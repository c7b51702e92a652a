// Searches a query service from a terminal.
//
//   search_records --address=HOST:PORT [QUERY …]          what matches
//   search_records --address=HOST:PORT --watch [QUERY …]  what matches now, and each change to it
//   search_records --address=HOST:PORT --parent=NAME      whole records of an issue, in order
//   search_records --address=HOST:PORT [QUERY …] --group-by=FIELDS    how many have each value
//   search_records --address=HOST:PORT --suggest=PREFIX   names and headlines that begin so
//   search_records --address=HOST:PORT --similar-to=NAME  records like one
#include <grpcpp/grpcpp.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "broadsheet/query/v1/query_service.grpc.pb.h"
#include "common/client/channel.h"
#include "common/config/option_parser.h"
#include "common/config/run_main.h"
#include "common/grpc/status.h"
#include "common/status/error.h"
#include "query_service/client/render.h"
#include "query_service/client/render_terms.h"

namespace broadsheet::query {
namespace {

constexpr auto kDeadline = std::chrono::seconds(10);
constexpr int kFailed = 1, kBadOptions = 2;
constexpr int64_t kPageSize = 10;

struct Options {
  ChannelOptions channel;
  std::vector<std::string> words;
  std::string parent, filter, order_by, facets, min_position, group_by, suggest, similar_to, match_classes;
  int64_t page_size = kPageSize;
  bool watch = false, explain = false;
  std::string after;
};

absl::Status DoesNotGo(std::string_view option, std::string_view kind) {
  return absl::InvalidArgumentError(absl::StrCat(std::string(option), " does not go with ", std::string(kind)));
}

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
  parser.AddText("group-by", options.group_by, "count by one or two fields instead, with a comma between");
  parser.AddText("suggest", options.suggest, "complete this, typed in characters or pinyin, instead");
  parser.AddText("similar-to", options.similar_to, "find records like this one instead, by its name");
  parser.AddText("match-classes", options.match_classes, "of script_folded, pinyin, one_edit; with commas between");
  parser.AddFlag("explain", options.explain, "show how scores came about");
  parser.AddInteger("page-size", options.page_size, {1, 1000}, "results to show, not of --parent");
  return parser.Parse(argc, argv);
}

// What kind of request the options ask for; an error where they ask for several,
// or one is given that has no meaning there.
absl::Status CheckCombination(const Options& options) {
  const std::pair<bool, std::string_view> kinds[] = {{options.watch, "--watch"},
                                                     {!options.parent.empty(), "--parent"},
                                                     {!options.group_by.empty(), "--group-by"},
                                                     {!options.suggest.empty(), "--suggest"},
                                                     {!options.similar_to.empty(), "--similar-to"}};
  std::string_view kind;
  for (const auto& [asked, name] : kinds) {
    if (!asked) continue;
    if (!kind.empty()) return DoesNotGo(name, kind);
    kind = name;
  }
  const bool search = kind.empty(), groups = kind == "--group-by", watch = kind == "--watch";
  const std::tuple<bool, bool, std::string_view> rules[] = {
      {!options.words.empty(), search || groups || watch, "a query"},
      {!options.filter.empty(), kind != "--suggest", "--filter"},
      {!options.order_by.empty(), search || groups, "--order-by"},
      {!options.facets.empty(), search, "--facets"},
      {!options.match_classes.empty(), search, "--match-classes"},
      {options.explain, search, "--explain"},
      {options.page_size != kPageSize, kind != "--parent" && !watch, "--page-size"},
      {!options.min_position.empty(), !watch, "--min-position"},
      {!options.after.empty(), watch, "--after"}};
  for (const auto& [given, taken, name] : rules) {
    if (given && !taken) return DoesNotGo(name, search ? "a search" : kind);
  }
  return absl::OkStatus();
}

int Fail(const grpc::Status& failed) {
  const absl::Status status = FromGrpc(failed);
  const std::string reason = ReasonOf(status);
  std::cerr << "search_records: " << absl::StatusCodeToString(status.code()) << (reason.empty() ? "" : " " + reason)
            << ": " << status.message() << "\n";
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
  bool any = false;
  do {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kDeadline);
    v1::ListRecordsResponse response;
    const grpc::Status status = stub.ListRecords(&context, request, &response);
    if (!status.ok()) return Fail(status);
    any = any || !response.records().empty();
    for (const auto& record : response.records()) std::cout << RenderRecord(record, style) << "\n";
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  if (!any) std::cerr << "search_records: there are no such records in " << options.parent << "\n";
  return 0;
}

std::vector<std::string> SplitList(const std::string& list) {
  return absl::StrSplit(list, ',', absl::SkipWhitespace());
}

// One unary call with the deadline.
template <typename Method, typename Request, typename Response>
grpc::Status Call(v1::QueryService::Stub& stub, Method method, const Request& request, Response& response) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kDeadline);
  return (stub.*method)(&context, request, &response);
}

// False: there is no such class.
bool AddClasses(const std::string& list, v1::SearchRecordsRequest& request) {
  for (const std::string& name : SplitList(list)) {
    v1::MatchClass match_class;
    if (!v1::MatchClass_Parse("MATCH_CLASS_" + absl::AsciiStrToUpper(name), &match_class)) return false;
    request.add_match_classes(match_class);
  }
  return true;
}

int PrintSearch(v1::QueryService::Stub& stub, const Options& options, const RenderStyle& style) {
  v1::SearchRecordsRequest request;
  request.set_query(absl::StrJoin(options.words, " "));
  request.set_filter(options.filter);
  request.set_order_by(options.order_by);
  request.set_page_size(static_cast<int32_t>(options.page_size));
  request.set_min_position(options.min_position);
  request.set_explain(options.explain);
  for (const std::string& facet : SplitList(options.facets)) request.add_facets(facet);
  if (!AddClasses(options.match_classes, request)) {
    std::cerr << "search_records: --match-classes: want script_folded, pinyin or one_edit\n";
    return kBadOptions;
  }
  v1::SearchRecordsResponse response;
  const grpc::Status status = Call(stub, &v1::QueryService::Stub::SearchRecords, request, response);
  if (!status.ok()) return Fail(status);
  int rank = 0;
  for (const auto& result : response.results()) {
    std::cout << RenderResult(result, ++rank, style) << RenderExplanation(result.explanation());
  }
  std::cout << RenderSummary(response, style) << RenderClassTotals(response);
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

int PrintGroups(v1::QueryService::Stub& stub, const Options& options) {
  v1::AggregateRecordsRequest request;
  request.set_query(absl::StrJoin(options.words, " "));
  request.set_filter(options.filter);
  request.set_order_by(options.order_by);
  request.set_min_position(options.min_position);
  request.set_max_groups(static_cast<int32_t>(options.page_size));
  for (const std::string& field : SplitList(options.group_by)) request.add_group_by(field);
  v1::AggregateRecordsResponse response;
  const grpc::Status status = Call(stub, &v1::QueryService::Stub::AggregateRecords, request, response);
  if (!status.ok()) return Fail(status);
  std::cout << RenderGroups(response);
  return 0;
}

int PrintSuggestions(v1::QueryService::Stub& stub, const Options& options) {
  v1::SuggestTermsRequest request;
  request.set_prefix(options.suggest);
  request.set_min_position(options.min_position);
  request.set_max_suggestions(static_cast<int32_t>(options.page_size));
  v1::SuggestTermsResponse response;
  const grpc::Status status = Call(stub, &v1::QueryService::Stub::SuggestTerms, request, response);
  if (!status.ok()) return Fail(status);
  std::cout << RenderSuggestions(response);
  return 0;
}

int PrintSimilar(v1::QueryService::Stub& stub, const Options& options, const RenderStyle& style) {
  v1::FindSimilarRecordsRequest request;
  request.set_name(options.similar_to);
  request.set_filter(options.filter);
  request.set_min_position(options.min_position);
  request.set_max_results(static_cast<int32_t>(options.page_size));
  v1::FindSimilarRecordsResponse response;
  const grpc::Status status = Call(stub, &v1::QueryService::Stub::FindSimilarRecords, request, response);
  if (!status.ok()) return Fail(status);
  int rank = 0;
  for (const auto& similar : response.results()) {
    v1::SearchResult result;
    *result.mutable_record() = similar.record();
    std::cout << RenderResult(result, ++rank, style) << RenderSharedTerms(similar);
  }
  return 0;
}

int Print(v1::QueryService::Stub& stub, const Options& options, const RenderStyle& style) {
  if (options.watch) return PrintWatch(stub, options, style);
  if (!options.parent.empty()) return PrintRecords(stub, options, style);
  if (!options.group_by.empty()) return PrintGroups(stub, options);
  if (!options.suggest.empty()) return PrintSuggestions(stub, options);
  if (!options.similar_to.empty()) return PrintSimilar(stub, options, style);
  return PrintSearch(stub, options, style);
}

int Main(int argc, char** argv) {
  Options options;
  options.channel.address = "127.0.0.1:7602";
  const auto outcome = ReadOptions(argc, argv, options);
  if (outcome.ok() && *outcome == ParseOutcome::kExit) return 0;
  const absl::Status combination = outcome.ok() ? CheckCombination(options) : outcome.status();
  const auto channel = combination.ok() ? MakeChannel(options.channel) : combination;
  if (!channel.ok()) {
    std::cerr << "search_records: " << channel.status().message() << "\nTry --help.\n";
    return kBadOptions;
  }
  const RenderStyle style{.color = isatty(STDOUT_FILENO) == 1};
  const auto stub = v1::QueryService::NewStub(*channel);
  return Print(*stub, options, style);
}

}  // namespace
}  // namespace broadsheet::query

int main(int argc, char** argv) {
  return broadsheet::RunMain("search_records", [&] { return broadsheet::query::Main(argc, argv); });
}
