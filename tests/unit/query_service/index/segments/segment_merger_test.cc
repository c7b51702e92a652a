#include "query_service/index/segments/segment_merger.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "query_service/index/segments/segment_builder.h"

namespace broadsheet::query {
namespace {

std::vector<std::string>& Strings(IndexDocument& document, Column column) {
  return document.strings[static_cast<int>(column) - kNumberColumnCount];
}

// Values that all share, that some share, of its own, and several or none.
IndexDocument DocumentOf(DocId id) {
  IndexDocument document;
  document.id = id;
  document.numbers[static_cast<int>(Column::kDate)] = static_cast<int64_t>(id * 7 % 5);
  document.text[static_cast<int>(TextField::kBody)] = {absl::StrCat("灯塔", id % 3, " 港口", id)};
  Strings(document, Column::kName) = {absl::StrCat("publications/p/records/", id)};
  Strings(document, Column::kIssue) = {absl::StrCat("issues/", id % 4)};
  Strings(document, Column::kPublication) = {"灯塔周报"};
  if (id % 3 != 0) Strings(document, Column::kReporter) = {absl::StrCat("顾", id % 5), "罗书云"};
  return document;
}

std::string Build(const std::vector<IndexDocument>& documents) {
  std::vector<const IndexDocument*> pointers;
  for (const IndexDocument& document : documents) pointers.push_back(&document);
  return BuildSegment(pointers).value();
}

std::string Merge(std::span<const MergeInput> inputs) {
  auto file = SectionWriter::Create("").value();
  EXPECT_TRUE(MergeSegments(
                  inputs, [] { return false; }, *file)
                  .ok());
  return file->TakeBytes();
}

TEST(SegmentMergerTest, AMergeIsToTheByteWhatIsBuiltOfItsDocuments) {
  std::vector<IndexDocument> parts[3], left;
  for (DocId id = 1; id <= 60; ++id) parts[id % 3].push_back(DocumentOf(id));
  std::vector<std::shared_ptr<const Segment>> segments;
  for (const auto& part : parts) segments.push_back(Segment::OfMemory(Build(part)));
  // Of the second every other one is deleted, with values that no other has.
  const Segment& second = *segments[1];
  DeletedDocuments deleted((second.Documents() + 63) / 64);
  for (uint32_t document = 0; document < second.Documents(); document += 2) deleted[0] |= uint64_t{1} << document;
  for (const auto& part : parts) {
    for (const IndexDocument& document : part) {
      const auto at = second.Find(document.id);
      if (!at || *at % 2 != 0) left.push_back(document);
    }
  }
  const MergeInput inputs[] = {{segments[0].get()}, {&second, &deleted}, {segments[2].get()}};
  EXPECT_EQ(left.size(), 50u);
  EXPECT_TRUE(Merge(inputs) == Build(left));
}

}  // namespace
}  // namespace broadsheet::query
