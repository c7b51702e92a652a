#include "query_service/index/segments/segment_terms.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "query_service/index/segments/live_parts.h"

namespace broadsheet::query {
namespace {

IndexDocument Naming(DocId id, std::vector<std::string> persons) {
  IndexDocument document;
  document.id = id;
  document.strings[static_cast<int>(Column::kPerson) - kNumberColumnCount] = std::move(persons);
  return document;
}

class SegmentTermsTest : public ::testing::Test {
 protected:
  // As the index does.
  void Apply(std::vector<IndexDocument> added, std::vector<DocId> removed) {
    const SegmentSet before = set_;
    std::vector<const IndexDocument*> documents;
    for (const IndexDocument& document : added) documents.push_back(&document);
    MarkDeleted(set_.parts, removed);
    ASSERT_TRUE(AddLive(documents, set_.parts).ok());
    const uint64_t last = ++set_.applied;
    terms_.Update(before, {.first = last, .last = last, .added = std::move(added), .removed = std::move(removed)});
  }
  // "value count", the most frequent first.
  std::vector<std::string> Terms() const {
    std::vector<std::string> out;
    for (const Term& term : terms_.Search({.columns = {Column::kPerson}, .typed = "林"}).terms) {
      out.push_back(term.value + " " + std::to_string(term.count));
    }
    return out;
  }

  SegmentSet set_;
  SegmentTerms terms_;
};

using Strings = std::vector<std::string>;

TEST_F(SegmentTermsTest, WhatIsAppliedWhileItIsBuiltCounts) {
  Apply({Naming(1, {"林小满", "林大禾"}), Naming(2, {"林小满"}), Naming(3, {"林三"})}, {});
  terms_.Begin();
  const SegmentSet counted = set_;
  Apply({Naming(4, {"林小满", "林四"})}, {1});
  Apply({}, {3, 4});
  Apply({Naming(5, {"林五"})}, {});
  terms_.Build(counted, [] { return false; });
  EXPECT_EQ(Terms(), (Strings{"林五 1", "林小满 1"}));
  EXPECT_EQ(terms_.Search({.columns = {Column::kPerson}, .typed = "林"}).applied, 4u);
  Apply({Naming(6, {"林五"})}, {2});
  EXPECT_EQ(Terms(), (Strings{"林五 2"}));
}

TEST_F(SegmentTermsTest, WaitsUntilItIsBuiltOrOfNoUse) {
  Apply({Naming(1, {"林小满"})}, {});
  terms_.Begin();
  int asked = 0;
  EXPECT_FALSE(terms_.AwaitBuilt([&] { return ++asked == 2; }));
  terms_.Build(set_, [] { return true; });
  EXPECT_FALSE(terms_.AwaitBuilt([] { return true; })) << "it was stopped";
  terms_.Build(set_, [] { return false; });
  EXPECT_TRUE(terms_.AwaitBuilt({}));
  EXPECT_EQ(Terms(), (Strings{"林小满 1"}));
}

}  // namespace
}  // namespace broadsheet::query
