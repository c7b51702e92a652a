// The query service's methods: what they answer, and what they refuse.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/query_service/query_fixture.h"

namespace broadsheet::query {
namespace {

using ::testing::ElementsAre;

using Stub = v1::QueryService::StubInterface;

class ApiTest : public ::testing::Test {
 protected:
  ApiTest() : feed_("log-a") {
    server_ = *QueryServer::Start(QueryOptions(folder_, feed_.address()));
    client_ = std::make_unique<QueryClient>(server_->port());
    feed_.Append("2024-01-01", {{"a", "水稻育种基地"}, {"b", "水稻入仓"}});
    client_->Find("", feed_.Append("2024-01-02", {{"c", "AI+安全的水稻"}, {"d", "小麦"}}));
  }

  absl::Status SearchError(const v1::SearchRecordsRequest& request) { return client_->Search(request).status(); }

  broadsheet::testing::TempDir folder_;
  TestFeed feed_;
  std::unique_ptr<QueryServer> server_;
  std::unique_ptr<QueryClient> client_;
};

std::string Name(std::string_view issue, std::string_view record) {
  return "publications/delta/issues/" + std::string(issue) + "/records/" + std::string(record);
}

TEST_F(ApiTest, SearchShowsWhy) {
  v1::SearchRecordsRequest request;
  request.set_query("ai+安全");
  request.add_facets("date.year");
  request.add_facets("kind");
  const auto response = client_->Search(request);
  ASSERT_TRUE(response.ok()) << response.status();
  ASSERT_EQ(response->results_size(), 1);
  const auto& result = response->results(0);
  EXPECT_EQ(result.record().name(), Name("2024-01-02", "c"));
  EXPECT_EQ(result.record().paragraphs_size(), 0) << "BASIC";
  EXPECT_GT(result.score(), 0);
  ASSERT_EQ(result.snippets_size(), 1);
  EXPECT_EQ(result.snippets(0).text(), "AI+安全的水稻");
  EXPECT_EQ(result.snippets(0).highlights(0).end(), 9u);
  EXPECT_TRUE(response->total_size_exact());
  ASSERT_EQ(response->facets_size(), 2);
  EXPECT_EQ(response->facets(0).values(0).value(), "2024");
  EXPECT_EQ(response->facets(1).values(0).value(), "ARTICLE");
  EXPECT_EQ(response->freshness().logs_size(), 1);

  request.set_view(v1::RECORD_VIEW_FULL);
  request.set_omit_snippets(true);
  const auto full = client_->Search(request);
  EXPECT_EQ(full->results(0).record().paragraphs_size(), 1);
  EXPECT_EQ(full->results(0).snippets_size(), 0);
}

TEST_F(ApiTest, PagingIsStableWhileRecordsArrive) {
  for (const char* order : {"relevance", "date desc", "date"}) {
    v1::SearchRecordsRequest request;
    request.set_query("水稻");
    request.set_order_by(order);
    request.set_page_size(1);
    std::vector<std::string> seen;
    for (int page = 0; page < 10; ++page) {
      const auto response = client_->Search(request);
      ASSERT_TRUE(response.ok()) << response.status();
      EXPECT_EQ(response->total_size(), 3) << order;
      for (const auto& result : response->results()) seen.push_back(result.record().name());
      request.set_page_token(response->next_page_token());
      if (response->next_page_token().empty()) break;
      client_->Find("", feed_.Append("2024-02-0" + std::to_string(page + 1),
                                     {{std::string("new-") + order[0] + std::to_string(page), "水稻水稻水稻"}}));
    }
    std::sort(seen.begin(), seen.end());
    EXPECT_THAT(seen, ElementsAre(Name("2024-01-01", "a"), Name("2024-01-01", "b"), Name("2024-01-02", "c"))) << order;
    for (int issue = 1; issue <= 2; ++issue) client_->Find("", feed_.Delete("2024-02-0" + std::to_string(issue)));
  }
}

TEST_F(ApiTest, ListsByParentFilterAndOrder) {
  v1::ListRecordsRequest request;
  v1::ListRecordsResponse response;
  request.set_parent("publications/-/issues/-");
  request.set_order_by("ordinal");
  ASSERT_TRUE(client_->Call(&Stub::ListRecords, request, response).ok());
  std::vector<std::string> names;
  for (const auto& record : response.records()) names.push_back(record.name());
  EXPECT_THAT(names, ElementsAre(Name("2024-01-01", "a"), Name("2024-01-01", "b"), Name("2024-01-02", "c"),
                                 Name("2024-01-02", "d")));
  request.set_parent("publications/delta/issues/2024-01-01");
  request.set_filter("ordinal = 1");
  ASSERT_TRUE(client_->Call(&Stub::ListRecords, request, response).ok());
  EXPECT_EQ(response.total_size(), 1);
  EXPECT_EQ(response.records(0).name(), Name("2024-01-01", "b"));
  request.set_parent("publications/-/issues/2024-01-01");
  ASSERT_TRUE(client_->Call(&Stub::ListRecords, request, response).ok());
  EXPECT_EQ(response.total_size(), 1);
  request.set_parent("publications/none/issues/-");
  ASSERT_TRUE(client_->Call(&Stub::ListRecords, request, response).ok());
  EXPECT_EQ(response.total_size(), 0);
  request.set_parent("delta");
  EXPECT_EQ(MetadataOf(client_->Call(&Stub::ListRecords, request, response), "field"), "parent");
}

TEST_F(ApiTest, AViewThatThereIsNotIsRefused) {
  const auto view = static_cast<v1::RecordView>(77);
  const auto refused = [&](auto method, auto request, auto response) {
    request.set_view(view);
    return MetadataOf(client_->Call(method, request, response), "field");
  };
  v1::ListRecordsRequest list;
  list.set_parent("publications/-/issues/-");
  v1::GetRecordRequest get;
  get.set_name(Name("2024-01-01", "a"));
  v1::BatchGetRecordsRequest batch;
  batch.add_names(get.name());
  v1::FindSimilarRecordsRequest similar;
  similar.set_name(get.name());
  EXPECT_EQ(refused(&Stub::SearchRecords, v1::SearchRecordsRequest(), v1::SearchRecordsResponse()), "view");
  EXPECT_EQ(refused(&Stub::ListRecords, list, v1::ListRecordsResponse()), "view");
  EXPECT_EQ(refused(&Stub::GetRecord, get, v1::GetRecordResponse()), "view");
  EXPECT_EQ(refused(&Stub::BatchGetRecords, batch, v1::BatchGetRecordsResponse()), "view");
  EXPECT_EQ(refused(&Stub::FindSimilarRecords, similar, v1::FindSimilarRecordsResponse()), "view");
}

TEST_F(ApiTest, ReadsByName) {
  v1::GetRecordRequest get;
  v1::GetRecordResponse got;
  get.set_name(Name("2024-01-01", "a"));
  ASSERT_TRUE(client_->Call(&Stub::GetRecord, get, got).ok());
  EXPECT_EQ(got.record().paragraphs(0).text(), "水稻育种基地") << "FULL unless asked otherwise";
  get.set_name(Name("2024-01-01", "x"));
  EXPECT_EQ(ReasonOf(client_->Call(&Stub::GetRecord, get, got)), "RECORD_NOT_FOUND");
  get.set_name("no name");
  EXPECT_EQ(MetadataOf(client_->Call(&Stub::GetRecord, get, got), "field"), "name");

  v1::BatchGetRecordsRequest batch;
  v1::BatchGetRecordsResponse records;
  EXPECT_EQ(MetadataOf(client_->Call(&Stub::BatchGetRecords, batch, records), "field"), "names");
  for (const char* id : {"b", "a", "b"}) batch.add_names(Name("2024-01-01", id));
  ASSERT_TRUE(client_->Call(&Stub::BatchGetRecords, batch, records).ok());
  ASSERT_EQ(records.records_size(), 3);
  EXPECT_EQ(records.records(0).name(), Name("2024-01-01", "b"));
  batch.add_names(Name("2024-01-01", "x"));
  EXPECT_EQ(ReasonOf(client_->Call(&Stub::BatchGetRecords, batch, records)), "RECORD_NOT_FOUND");
  EXPECT_EQ(records.records_size(), 0) << "all or nothing";
  while (batch.names_size() <= 1000) batch.add_names(Name("2024-01-01", "a"));
  EXPECT_EQ(MetadataOf(client_->Call(&Stub::BatchGetRecords, batch, records), "field"), "names");
}

TEST_F(ApiTest, IssuesAndOutline) {
  v1::ListIssuesRequest list;
  v1::ListIssuesResponse issues;
  list.set_parent("publications/-");
  list.set_page_size(1);
  ASSERT_TRUE(client_->Call(&Stub::ListIssues, list, issues).ok());
  EXPECT_EQ(issues.issues(0).name(), "publications/delta/issues/2024-01-02");
  list.set_page_token(issues.next_page_token());
  ASSERT_TRUE(client_->Call(&Stub::ListIssues, list, issues).ok());
  EXPECT_EQ(issues.issues(0).name(), "publications/delta/issues/2024-01-01");
  EXPECT_EQ(issues.next_page_token(), "");

  v1::GetIssueOutlineRequest outline;
  v1::GetIssueOutlineResponse pages;
  outline.set_name("publications/delta/issues/2024-01-01");
  ASSERT_TRUE(client_->Call(&Stub::GetIssueOutline, outline, pages).ok());
  ASSERT_EQ(pages.pages_size(), 1);
  EXPECT_EQ(pages.pages(0).records_size(), 2);
  outline.set_name("publications/delta/issues/none");
  EXPECT_EQ(ReasonOf(client_->Call(&Stub::GetIssueOutline, outline, pages)), "ISSUE_NOT_FOUND");
}

TEST_F(ApiTest, AnalyzesQueries) {
  v1::AnalyzeQueryRequest request;
  v1::AnalyzeQueryResponse response;
  request.set_query("水稻 -(入倉 OR headline:x) ");
  ASSERT_TRUE(client_->Call(&Stub::AnalyzeQuery, request, response).ok());
  EXPECT_EQ(response.canonical_query(), "\"水稻\" -(\"入仓\" OR headline:\"x\")");
  EXPECT_EQ(response.total_size(), 2);
  ASSERT_EQ(response.terms_size(), 3);
  EXPECT_EQ(response.terms(0).record_count(), 3);
  EXPECT_EQ(response.terms(1).record_count(), 1);
  EXPECT_TRUE(response.terms(1).negated());
  EXPECT_EQ(response.terms(2).fields(0), "headline");
}

TEST_F(ApiTest, AggregatesByTwoFields) {
  v1::AggregateRecordsRequest request;
  v1::AggregateRecordsResponse response;
  request.set_query("水稻");
  request.add_group_by("date.day");
  request.add_group_by("kind");
  request.set_order_by("value");
  ASSERT_TRUE(client_->Call(&Stub::AggregateRecords, request, response).ok());
  EXPECT_EQ(response.total_size(), 3);
  EXPECT_EQ(response.distinct_groups(), 2);
  ASSERT_EQ(response.groups_size(), 2);
  EXPECT_THAT(response.groups(0).values(), ElementsAre("2024-01-01", "ARTICLE"));
  EXPECT_EQ(response.groups(0).count(), 2);
  request.set_max_groups(1);
  ASSERT_TRUE(client_->Call(&Stub::AggregateRecords, request, response).ok());
  EXPECT_EQ(response.groups_size(), 1);
  EXPECT_EQ(response.distinct_groups(), 2);
  EXPECT_EQ(response.omitted_count(), 1);

  const auto field_of_error = [&] {
    return MetadataOf(client_->Call(&Stub::AggregateRecords, request, response), "field");
  };
  request.set_max_groups(-1);
  EXPECT_EQ(field_of_error(), "max_groups");
  request.set_order_by("colour");
  EXPECT_EQ(field_of_error(), "order_by");
  request.set_group_by(1, "date.day");
  EXPECT_EQ(field_of_error(), "group_by[1]");
  request.set_group_by(0, "colour");
  EXPECT_EQ(field_of_error(), "group_by[0]");
  request.clear_group_by();
  EXPECT_EQ(field_of_error(), "group_by");
}

TEST_F(ApiTest, SuggestsNamesAndHeadlines) {
  const auto edit = [](record::v1::Record& record) {
    record.add_persons()->set_name("雷军");
    record.add_organizations()->set_name("雷鸣公司");
    record.mutable_headline()->set_text(record.ordinal() == 0 ? "雷雨夜归人" : "夜读《雷雨》");
  };
  client_->Find("", feed_.Append("2024-03-01", {{"m", "甲"}, {"n", "乙"}}, edit));
  v1::SuggestTermsRequest request;
  v1::SuggestTermsResponse response;
  const auto suggest = [&](const char* prefix) {
    request.set_prefix(prefix);
    EXPECT_TRUE(client_->Call(&Stub::SuggestTerms, request, response).ok());
    std::vector<std::string> texts;
    for (const auto& suggestion : response.suggestions()) {
      texts.push_back(suggestion.text() + " " + std::to_string(suggestion.record_count()));
    }
    return texts;
  };
  EXPECT_THAT(suggest("雷"), ElementsAre("雷军 2", "雷鸣公司 2", "夜读《雷雨》 1", "雷雨夜归人 1"));
  EXPECT_THAT(suggest("lj"), ElementsAre("雷军 2"));
  EXPECT_EQ(response.suggestions(0).match(), v1::TERM_MATCH_INITIALS);
  request.add_kinds(v1::TERM_KIND_ORGANIZATION);
  EXPECT_THAT(suggest("lei"), ElementsAre("雷鸣公司 2"));
  EXPECT_EQ(response.suggestions(0).match(), v1::TERM_MATCH_PINYIN);
  request.set_kinds(0, v1::TERM_KIND_HEADLINE);
  request.set_max_suggestions(1);
  EXPECT_THAT(suggest("雷雨"), ElementsAre("夜读《雷雨》 1"));
  EXPECT_TRUE(response.more());
  request.clear_kinds();
  client_->Find("", feed_.Delete("2024-03-01"));
  EXPECT_THAT(suggest("lei"), ElementsAre());
}

TEST_F(ApiTest, SuggestionsAreChecked) {
  v1::SuggestTermsRequest request;
  v1::SuggestTermsResponse response;
  const auto field_of_error = [&] {
    return MetadataOf(client_->Call(&Stub::SuggestTerms, request, response), "field");
  };
  EXPECT_EQ(field_of_error(), "prefix");
  request.set_prefix(" \u3000");
  EXPECT_EQ(field_of_error(), "prefix");
  request.set_prefix(std::string(257, 'a'));
  EXPECT_EQ(field_of_error(), "prefix");
  request.set_prefix("shui");
  request.set_max_suggestions(-1);
  EXPECT_EQ(field_of_error(), "max_suggestions");
  request.set_max_suggestions(1000000);
  request.add_kinds(v1::TERM_KIND_UNSPECIFIED);
  EXPECT_EQ(field_of_error(), "kinds[0]");
  request.clear_kinds();
  ASSERT_TRUE(client_->Call(&Stub::SuggestTerms, request, response).ok());
  EXPECT_EQ(response.suggestions_size(), 0) << "no record has names here";
  EXPECT_EQ(response.freshness().logs_size(), 1);
}

TEST_F(ApiTest, ExplanationsAddUpToScores) {
  client_->Find("", feed_.Append("2024-04-01", {{"x", "水稻和水稻"}, {"y", "小麦"}}, [](record::v1::Record& record) {
    record.mutable_headline()->set_text("水稻与小麦");
  }));
  v1::SearchRecordsRequest request;
  request.set_query("水稻 OR 小麦 OR -棉花");
  request.set_explain(true);
  const auto response = client_->Search(request);
  ASSERT_TRUE(response.ok()) << response.status();
  ASSERT_EQ(response->results_size(), 6);
  for (const auto& result : response->results()) {
    const auto& explanation = result.explanation();
    EXPECT_EQ(explanation.score(), result.score()) << "to the bit";
    double score = 0;
    for (const auto& term : explanation.terms()) {
      const double tf = static_cast<double>(term.weighted_occurrences());
      EXPECT_NEAR(term.score(), 2.2 * term.idf() * tf / (tf + explanation.length_norm()), 1e-12);
      score += term.score();
      int64_t weighted = 0;
      for (const auto& field : term.fields()) weighted += field.occurrences() * field.weight();
      EXPECT_EQ(weighted, term.weighted_occurrences());
    }
    EXPECT_EQ(score, explanation.score());
    EXPECT_EQ(explanation.record_count(), 6);
  }
  EXPECT_EQ(response->results(0).explanation().terms(0).fields(0).field(), "headline");
  EXPECT_EQ(response->results(0).record().paragraphs_size(), 0) << "BASIC as before";
  request.set_order_by("date");
  EXPECT_FALSE(client_->Search(request)->results(0).has_explanation());
}

TEST_F(ApiTest, FindsSimilarRecords) {
  const auto name = [](const char* id) { return Name("2024-05-01", id); };
  std::vector<std::pair<std::string, std::string>> records = {
      {"r1", "夜航灯守塔人住在海边。夜航灯守塔人要学三年，石岛上也有。"},
      {"r2", "石岛上的夜航灯守塔人今年退休。"},
      {"r3", "夜航灯坏了。"},
      {"r4", "图书馆开馆。"}};
  for (int i = 0; i < 40; ++i) records.emplace_back("n" + std::to_string(i), "别的事情" + std::to_string(i));
  client_->Find("", feed_.Append("2024-05-01", records));
  v1::FindSimilarRecordsRequest request;
  v1::FindSimilarRecordsResponse response;
  request.set_name(name("r1"));
  ASSERT_TRUE(client_->Call(&Stub::FindSimilarRecords, request, response).ok());
  ASSERT_GE(response.results_size(), 2);
  EXPECT_EQ(response.results(0).record().name(), name("r2"));
  for (const auto& similar : response.results()) EXPECT_NE(similar.record().name(), name("r1"));
  EXPECT_GT(response.results(0).score(), response.results(1).score());
  ASSERT_GT(response.results(0).shared_terms_size(), 0);
  EXPECT_THAT(response.terms(), ::testing::Contains(response.results(0).shared_terms(0).text()));
  EXPECT_EQ(response.results(0).record().paragraphs_size(), 0) << "BASIC";
  request.set_filter("name = \"*/r3\"");
  ASSERT_TRUE(client_->Call(&Stub::FindSimilarRecords, request, response).ok());
  ASSERT_EQ(response.results_size(), 1);
  request.set_name(name("r4"));
  ASSERT_TRUE(client_->Call(&Stub::FindSimilarRecords, request, response).ok());
  EXPECT_EQ(response.results_size(), 0);
  request.set_name(name("none"));
  EXPECT_EQ(ReasonOf(client_->Call(&Stub::FindSimilarRecords, request, response)), "RECORD_NOT_FOUND");
  request.set_max_results(-1);
  EXPECT_EQ(MetadataOf(client_->Call(&Stub::FindSimilarRecords, request, response), "field"), "max_results");
  request.set_name("nonsense");
  EXPECT_EQ(MetadataOf(client_->Call(&Stub::FindSimilarRecords, request, response), "field"), "name");
}

TEST_F(ApiTest, MatchClassesComeInOrderAndArePaged) {
  client_->Find("", feed_.Append("2024-06-01",
                                 {{"a", "雷军说话"},
                                  {"b", "雷軍說話"},
                                  {"c", "雷軍，不是雷军"},
                                  {"d", "甲"},
                                  {"e", "Microsoft 公司"},
                                  {"f", "Micosoft 公司"}},
                                 [](record::v1::Record& record) {
                                   if (record.ordinal() == 3) record.mutable_headline()->set_text("小米雷军");
                                 }));
  v1::SearchRecordsRequest request;
  const auto search = [&](const char* query, std::vector<v1::MatchClass> classes) {
    request.set_query(query);
    request.mutable_match_classes()->Assign(classes.begin(), classes.end());
    std::vector<std::string> found;
    request.clear_page_token();
    do {
      const auto response = client_->Search(request);
      EXPECT_TRUE(response.ok()) << response.status();
      if (!response.ok()) break;
      for (const auto& result : response->results()) {
        const std::string& record = result.record().name();
        found.push_back(record.substr(record.rfind('/') + 1) + std::to_string(result.match_class()));
      }
      int64_t total = 0;
      for (const auto& of_class : response->class_totals()) total += of_class.total_size();
      EXPECT_EQ(total, response->total_size());
      request.set_page_token(response->next_page_token());
    } while (!request.page_token().empty());
    return found;
  };
  for (const int page_size : {1, 2, 10}) {
    request.set_page_size(page_size);
    EXPECT_THAT(search("雷军", {v1::MATCH_CLASS_EXACT}), ::testing::UnorderedElementsAre("a1", "c1", "d1"));
    EXPECT_THAT(search("雷軍", {v1::MATCH_CLASS_EXACT}), ::testing::UnorderedElementsAre("b1", "c1"));
    const auto folded = search("雷军", {v1::MATCH_CLASS_SCRIPT_FOLDED});
    ASSERT_EQ(folded.size(), 4u);
    EXPECT_EQ(folded.back(), "b2");
    EXPECT_THAT(search("leijun", {v1::MATCH_CLASS_PINYIN}), ElementsAre("d3"));
    EXPECT_THAT(search("Micosoft 公司", {v1::MATCH_CLASS_ONE_EDIT}), ElementsAre("f1", "e4"));
    EXPECT_THAT(search("leijun OR Micosoft", {v1::MATCH_CLASS_PINYIN, v1::MATCH_CLASS_ONE_EDIT}),
                ElementsAre("f1", "d3", "e4"));
    EXPECT_THAT(search("leijun", {v1::MATCH_CLASS_EXACT}), ElementsAre());
  }
  request.add_match_classes(v1::MATCH_CLASS_UNSPECIFIED);
  EXPECT_EQ(MetadataOf(SearchError(request), "field"), "match_classes[1]");
}

TEST_F(ApiTest, ExportsEverythingOnceAndResumes) {
  std::vector<std::pair<std::string, std::string>> many;
  for (int i = 0; i < 1200; ++i) many.emplace_back("r" + std::to_string(i), "水稻");
  client_->Find("棉花", feed_.Append("2023-01-01", many));
  v1::ExportRecordsRequest request;
  request.set_query("水稻");
  std::vector<std::vector<v1::ExportRecordsResponse>> runs;
  for (int run = 0; run < 2; ++run) {
    auto& messages = runs.emplace_back();
    ASSERT_TRUE(client_->Export(request, messages).ok());
    request.set_page_token(messages.front().next_page_token());
  }
  std::vector<std::string> names;
  for (const auto& message : runs[0]) {
    EXPECT_EQ(message.total_size(), 1203);
    for (const auto& record : message.records()) names.push_back(record.name());
  }
  EXPECT_EQ(names.size(), 1203u);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());
  ASSERT_EQ(runs[1].size(), runs[0].size() - 1);
  EXPECT_EQ(runs[1].back().records(0).name(), runs[0].back().records(0).name());
  EXPECT_EQ(runs[0].front().records(0).paragraphs_size(), 1) << "FULL";
  request.set_query("小麦");
  std::vector<v1::ExportRecordsResponse> none;
  EXPECT_EQ(ReasonOf(client_->Export(request, none)), "BAD_PAGE_TOKEN");
}

TEST_F(ApiTest, BadFiltersSayWhere) {
  v1::SearchRecordsRequest request;
  request.set_filter("page = 1 AND colour = red");
  const absl::Status status = SearchError(request);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "BAD_FILTER");
  EXPECT_EQ(MetadataOf(status, "position"), "13");
}

TEST_F(ApiTest, PageTokensAreBoundToTheirRequest) {
  v1::SearchRecordsRequest request;
  request.set_query("水稻");
  request.set_page_size(1);
  request.set_page_token(client_->Search(request)->next_page_token());
  ASSERT_NE(request.page_token(), "");
  auto changed = request;
  changed.set_query("小麦");
  EXPECT_EQ(ReasonOf(SearchError(changed)), "BAD_PAGE_TOKEN");
  changed = request;
  changed.mutable_page_token()->back() = changed.page_token().back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(SearchError(changed).code(), absl::StatusCode::kInvalidArgument);
  changed.set_page_token("nonsense");
  EXPECT_EQ(ReasonOf(SearchError(changed)), "BAD_PAGE_TOKEN");
  changed = request;
  changed.set_page_size(2);
  EXPECT_TRUE(SearchError(changed).ok()) << "page_size may change";
}

TEST_F(ApiTest, FieldsOutOfRange) {
  v1::SearchRecordsRequest request;
  request.set_page_size(-1);
  EXPECT_EQ(MetadataOf(SearchError(request), "field"), "page_size");
  request.set_page_size(1000000000);
  EXPECT_TRUE(SearchError(request).ok()) << "coerced";
  request.set_max_total(-1);
  EXPECT_EQ(MetadataOf(SearchError(request), "field"), "max_total");
  request.set_max_total(0);
  request.set_order_by("colour");
  EXPECT_EQ(MetadataOf(SearchError(request), "field"), "order_by");
  request.set_order_by("");
  request.add_facets("colour");
  EXPECT_EQ(MetadataOf(SearchError(request), "field"), "facets[0]");
}

TEST_F(ApiTest, QueriesThatAreTooLarge) {
  v1::SearchRecordsRequest request;
  request.set_query(std::string(1 << 20, 'a'));
  EXPECT_EQ(ReasonOf(SearchError(request)), "QUERY_TOO_LARGE");
  std::string words;
  for (int i = 0; i < 10000; ++i) words += "水 ";
  request.set_query(words);
  EXPECT_EQ(ReasonOf(SearchError(request)), "QUERY_TOO_LARGE");
  request.set_query(std::string(10000, '('));
  EXPECT_TRUE(SearchError(request).ok());
}

TEST_F(ApiTest, NoCharacterBreaksAQuery) {
  for (const char* query : {"OR", "- - -", "\"", "\"\"\"", "((", "))(", "*", "headline:", "a NEAR", "\x01\x7f",
                            "\u0301", "\u200d", "水\u0301", "'; DROP TABLE records; --", "\\", "NOT NOT"}) {
    v1::SearchRecordsRequest request;
    request.set_query(query);
    EXPECT_TRUE(SearchError(request).ok()) << query;
  }
}

}  // namespace
}  // namespace broadsheet::query
