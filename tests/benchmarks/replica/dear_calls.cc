#include "dear_calls.h"

#include <cstdlib>
#include <iostream>
#include <memory>
#include <utility>

namespace broadsheet::benchmark {
namespace {

namespace v1 = query::v1;
using Stub = v1::QueryService::Stub;
using Words = std::vector<std::string>;

template <typename Request, typename Response>
DearCall Unary(std::string name, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
               std::function<Request(int)> request) {
  return {std::move(name), [=](Stub& stub, grpc::ClientContext& context, int n) {
            Response response;
            return (stub.*method)(&context, request(n), &response);
          }};
}

DearCall Suggest(std::string name, Words prefixes, std::vector<v1::TermKind> kinds) {
  return Unary<v1::SuggestTermsRequest>(std::move(name), &Stub::SuggestTerms, [=](int n) {
    v1::SuggestTermsRequest request;
    request.set_prefix(prefixes[static_cast<size_t>(n) % prefixes.size()]);
    for (const v1::TermKind kind : kinds) request.add_kinds(kind);
    return request;
  });
}

DearCall Search(std::string name, Words queries, const std::function<void(v1::SearchRecordsRequest&)>& edit) {
  return Unary<v1::SearchRecordsRequest>(std::move(name), &Stub::SearchRecords, [=](int n) {
    v1::SearchRecordsRequest request;
    request.set_query(queries[static_cast<size_t>(n) % queries.size()]);
    edit(request);
    return request;
  });
}

// Names of records that have common words.
Words SomeRecords(Stub& stub) {
  Words names;
  for (const char* word : {"的", "经济", "记者", "农业", "比赛", "教育", "企业"}) {
    v1::SearchRecordsRequest request;
    request.set_query(word);
    request.set_page_size(30);
    request.set_omit_snippets(true);
    grpc::ClientContext context;
    v1::SearchRecordsResponse response;
    if (!stub.SearchRecords(&context, request, &response).ok()) std::cerr << "no records\n", std::abort();
    for (const auto& result : response.results()) names.push_back(result.record().name());
  }
  return names;
}

DearCall Export() {
  return {"export", [](Stub& stub, grpc::ClientContext& context, int) {
            v1::ExportRecordsResponse response;
            const auto stream = stub.ExportRecords(&context, {});
            while (stream->Read(&response)) continue;
            return stream->Finish();
          }};
}

}  // namespace

std::vector<DearCall> DearCalls(Stub& stub) {
  const Words characters = {"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "伟", "芳", "娜", "敏", "静"};
  const Words begun = {"王伟", "李芳", "张敏", "刘静", "陈丽", "杨强", "伟芳", "芳娜", "静丽", "强磊"};
  const Words letters = {"w", "l", "z", "s", "c", "y", "h", "j", "m", "x"};
  const Words pinyin = {"wang", "lij", "zhangm", "wwf", "zhaoy", "lw", "chenj", "huang", "sunli", "gaow"};
  const Words latin = {"internet", "windows",  "company", "washington", "microsoft", "beijing", "system",
                       "china",    "american", "design",  "intel",      "mobile",    "market",  "online"};
  const Words common = {"的", "中国", "一", "发展", "是 不", "\"的人\" OR 国", "年", "经济 发展"};
  const Words similar = SomeRecords(stub);
  const auto allow = [](v1::MatchClass match_class) {
    return [=](v1::SearchRecordsRequest& request) { request.add_match_classes(match_class); };
  };
  std::vector<DearCall> calls = {
      Suggest("suggest names, a character", characters, {v1::TERM_KIND_PERSON, v1::TERM_KIND_ORGANIZATION}),
      Suggest("suggest all, a character", characters, {}),
      Suggest("suggest all, two characters", begun, {}),
      Suggest("suggest all, a letter", letters, {}),
      Suggest("suggest all, pinyin", pinyin, {}),
      Suggest("suggest headlines", characters, {v1::TERM_KIND_HEADLINE}),
      Search("one edit", latin, allow(v1::MATCH_CLASS_ONE_EDIT)),
      Search("pinyin", pinyin, allow(v1::MATCH_CLASS_PINYIN)),
      Search("common words", common, [](v1::SearchRecordsRequest&) {}),
      Search("facets", common,
             [](v1::SearchRecordsRequest& request) {
               for (const char* field : {"publication", "persons", "date.month"}) request.add_facets(field);
             }),
      Search("body filter", common,
             [](v1::SearchRecordsRequest& request) { request.set_filter("headline.text:\"*经*\" OR body:\"不\""); }),
      Search("near", {"NEAR(\"的\" \"是\", 5)", "NEAR(\"一\" \"人\", 20)", "NEAR(\"中\" \"国\" \"人\", 10)"},
             [](v1::SearchRecordsRequest&) {}),
      Unary<v1::FindSimilarRecordsRequest>("similar records", &Stub::FindSimilarRecords,
                                           [=](int n) {
                                             v1::FindSimilarRecordsRequest request;
                                             request.set_name(similar[static_cast<size_t>(n) % similar.size()]);
                                             return request;
                                           }),
      Unary<v1::AggregateRecordsRequest>("aggregate", &Stub::AggregateRecords,
                                         [=](int n) {
                                           v1::AggregateRecordsRequest request;
                                           request.set_query(common[static_cast<size_t>(n) % common.size()]);
                                           request.add_group_by("publication");
                                           request.add_group_by("persons");
                                           return request;
                                         }),
      Unary<v1::AnalyzeQueryRequest>("analyze", &Stub::AnalyzeQuery,
                                     [=](int n) {
                                       v1::AnalyzeQueryRequest request;
                                       request.set_query(common[static_cast<size_t>(n) % common.size()]);
                                       return request;
                                     }),
  };
  calls.push_back(Export());
  return calls;
}

}  // namespace broadsheet::benchmark
