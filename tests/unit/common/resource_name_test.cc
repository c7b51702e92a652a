#include "common/api/resource_name.h"

#include <gtest/gtest.h>

#include "common/status/error.h"

namespace broadsheet {
namespace {

TEST(ResourceNameTest, IdsAreLowerCaseWordsOfAtMost63Characters) {
  for (const char* id : {"a", "7", "haidong-daily", "2024-03-11", "a--b"}) EXPECT_TRUE(IsResourceId(id)) << id;
  EXPECT_TRUE(IsResourceId(std::string(63, 'x')));
  for (const char* id : {"", "-", "-a", "a-", "A", "a_b", "a b", "a/b", "日报", "a\n"})
    EXPECT_FALSE(IsResourceId(id)) << id;
  EXPECT_FALSE(IsResourceId(std::string(64, 'x')));
}

TEST(ResourceNameTest, FormatsWhatItParses) {
  for (const auto& [name, collection] : {std::pair{"publications/p", Collection::kPublications},
                                         std::pair{"publications/p/issues/i-1", Collection::kIssues},
                                         std::pair{"publications/p/issues/i-1/records/r", Collection::kRecords}}) {
    const auto parsed = ParseName("name", name, collection);
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    EXPECT_EQ(FormatName(*parsed), name);
  }
  EXPECT_EQ(ParseName("name", "publications/p/issues/i/records/r", Collection::kRecords).value(),
            (ResourceName{"p", "i", "r"}));
}

TEST(ResourceNameTest, RefusesEveryOtherForm) {
  for (const char* name :
       {"", "/", "publications", "publications/", "publications/p/", "publications/p/issues", "publications/p/issues/",
        "publications/p/issues/i/", "publications/p/issues/i/records/r", "publications//issues/i", "/publications/p",
        "publications/p/records/i", "publications/-/issues/i", "publications/p/issues/-", "publications/P/issues/i",
        "publications/p/issues/i?x", "issues/i"}) {
    const auto parsed = ParseName("name", name, Collection::kIssues);
    EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument) << name;
    EXPECT_EQ(MetadataOf(parsed.status(), "field"), "name");
  }
}

TEST(ResourceNameTest, AnyIdOfAParentMayBeAWildcard) {
  EXPECT_TRUE(ParseParent("parent", "publications/-", Collection::kPublications).ok());
  EXPECT_TRUE(ParseParent("parent", "publications/p/issues/-", Collection::kIssues).ok());
  EXPECT_TRUE(ParseParent("parent", "publications/-/issues/-", Collection::kIssues).ok());
  EXPECT_TRUE(ParseParent("parent", "publications/-/issues/i", Collection::kIssues).ok());
  EXPECT_FALSE(ParseParent("parent", "publications/--/issues/i", Collection::kIssues).ok());
}

TEST(ResourceNameTest, ParentAndLastId) {
  EXPECT_EQ(ParentName("publications/p/issues/i/records/r"), "publications/p/issues/i");
  EXPECT_EQ(ParentName("publications/p/issues/i"), "publications/p");
  EXPECT_EQ(ParentName("publications/p"), "");
  EXPECT_EQ(LastId("publications/p/issues/i"), "i");
}

}  // namespace
}  // namespace broadsheet
