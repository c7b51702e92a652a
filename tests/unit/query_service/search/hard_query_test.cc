// Queries that nobody types: each is answered, or refused for its size.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "broadsheet/record/v1/record.pb.h"
#include "common/status/error.h"
#include "query_service/index/text_match.h"
#include "query_service/search/canonical_query.h"
#include "query_service/search/document.h"
#include "query_service/search/filter_parser.h"
#include "query_service/search/match_classes.h"
#include "query_service/search/prepared_record.h"
#include "query_service/search/query_parser.h"
#include "query_service/search/snippets.h"

namespace broadsheet::query {
namespace {

std::string Repeated(std::string_view piece, size_t times) {
  std::string text;
  for (size_t i = 0; i < times; ++i) text += piece;
  return text;
}

class HardQueryTest : public ::testing::Test {
 protected:
  HardQueryTest() {
    record_.set_name("publications/p/issues/i/records/r");
    record_.mutable_headline()->set_text("水稻");
    record_.add_paragraphs()->set_text(Repeated("水稻(育种)\u0301 OR \"AND\" ", 100));
    document_ = MakeDocument(1, record_);
    prepared_ = PreparedRecord::Make("", record_.SerializeAsString());
  }

  // Everything that a search does with a query; the reason if it was refused.
  std::string Search(const std::string& query) {
    const auto parsed = ParseQuery(query);
    if (!parsed.ok()) {
      EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument);
      return ReasonOf(parsed.status());
    }
    Matches(document_, *parsed);
    CanonicalQuery(*parsed);
    Highlighter(*parsed).Snippets(*prepared_);
    const auto classes = ClassQueries(*parsed, {MatchClass::kScriptFolded, MatchClass::kPinyin, MatchClass::kOneEdit},
                                      [](const std::string&) { return false; });
    if (classes.ok()) Matches(document_, classes->back().query);
    return "";
  }

  record::v1::Record record_;
  IndexDocument document_;
  std::shared_ptr<const PreparedRecord> prepared_;
};

TEST_F(HardQueryTest, Sizes) {
  EXPECT_EQ(Search(Repeated("水", 350'000)), "QUERY_TOO_LARGE");
  EXPECT_EQ(Search(Repeated("a ", 10'000)), "QUERY_TOO_LARGE");
  EXPECT_EQ(Search(Repeated("(", 100'000) + "a" + Repeated(")", 100'000)), "QUERY_TOO_LARGE");
  EXPECT_EQ(Search(Repeated("(", 30'000) + "a" + Repeated(")", 30'000)), "QUERY_TOO_LARGE");
  EXPECT_EQ(Search(Repeated("水", kMaxQueryBytes / 3)), "");
  EXPECT_EQ(Search(Repeated("水 ", kMaxQueryTerms)), "");
}

TEST_F(HardQueryTest, OnlyOperators) {
  for (const char* piece :
       {"OR ", "AND ", "NOT ", "- ", "-", "NEAR/5 ", "headline:", "*", "\"\" ", "(", ")", ") (", "() "}) {
    EXPECT_EQ(Search(Repeated(piece, 5'000)), "") << piece;
  }
}

TEST_F(HardQueryTest, QuotesWithoutAPartner) {
  for (const char* query : {"\"", "\"水稻", "水稻\"", "\"\"\"", "水\"稻\"种\"", "(\"水稻)", "headline:\"水"}) {
    EXPECT_EQ(Search(query), "") << query;
  }
}

TEST_F(HardQueryTest, CombiningCharacters) {
  EXPECT_EQ(Search(Repeated("\u0301", 30'000)), "");
  EXPECT_EQ(Search("a" + Repeated("\u0301\u0327\u0316", 10'000)), "");
  EXPECT_EQ(Search(Repeated("\u1100", 10'000) + "\u1161\u11A8"), "");
  EXPECT_EQ(Search(Repeated("\uFDFA", 20'000)), "") << "a character that NFKC makes eighteen";
}

TEST_F(HardQueryTest, BytesThatAreNoText) {
  for (const char* query : {"\xED\xA0\x80", "\xED\xA0\x80\xED\xB0\x80", "水\xFF稻", "\xF8\x88\x80\x80\x80", "\xC0\x80",
                            "\xE6\xB0", "\u200B\uFEFF", "\uE000", "\U0010FFFF"}) {
    EXPECT_EQ(Search(query), "") << query;
  }
  EXPECT_EQ(Search(std::string("水\0稻", 7)), "");
}

TEST_F(HardQueryTest, FiltersAreRefusedForTheirSize) {
  for (const std::string& filter :
       {Repeated("(", 100'000), Repeated("NOT ", 100'000), Repeated("-", 100'000),
        Repeated("page = 1 AND ", 20'000) + "page = 1", "headline = \"" + Repeated("*", 200'000) + "\""}) {
    const auto parsed = ParseFilter(filter);
    EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument) << filter.substr(0, 20);
    EXPECT_EQ(ReasonOf(parsed.status()), "BAD_FILTER");
  }
}

}  // namespace
}  // namespace broadsheet::query
