#include "query_service/search/canonical_query.h"

#include <gtest/gtest.h>

#include "query_service/search/query_parser.h"
#include "tests/unit/query_service/search/tree_text.h"

namespace broadsheet::query {
namespace {

TEST(CanonicalQueryTest, WritesEverythingOut) {
  EXPECT_EQ(CanonicalQuery(*ParseQuery("")), "");
  EXPECT_EQ(CanonicalQuery(*ParseQuery("臺灣 OR org:AI -econ* c")), R"(("台湾" OR org:"ai") -"econ"* "c")");
}

TEST(CanonicalQueryTest, ParsesToTheSameTree) {
  for (const char* query :
       {"a", "a b OR c", "(a b) OR c", "-(a b)", "-a -\"b c\"", "headline:(a NEAR/3 b) c*", "a NEAR/2 b NEAR/2 c",
        "a NEAR/3 b NEAR c NEAR/1 d", "-(-(a b) OR c)", "-(-(\"a b\" c)) d", "NOT (a NEAR b)", "quote:a person:(b c OR d)"}) {
    const auto tree = ParseQuery(query);
    const auto again = ParseQuery(CanonicalQuery(*tree));
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(TreeText(*again), TreeText(*tree)) << CanonicalQuery(*tree);
  }
}

}  // namespace
}  // namespace broadsheet::query
