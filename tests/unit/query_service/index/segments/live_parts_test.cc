#include "query_service/index/segments/live_parts.h"

#include <gtest/gtest.h>

#include "common/text/utf8.h"
#include "query_service/index/text_limit.h"

namespace broadsheet::query {
namespace {

uint32_t DocumentsOf(const std::vector<SegmentPart>& parts) {
  uint32_t documents = 0;
  for (const SegmentPart& part : parts) documents += part.segment->Documents();
  return documents;
}

IndexDocument DocumentOf(DocId id, std::string body) {
  IndexDocument document;
  document.id = id;
  document.text[static_cast<int>(TextField::kBody)].push_back(std::move(body));
  return document;
}

// Too many different characters for so many positions, even alone.
TEST(LivePartsTest, ADocumentThatCannotBeBuiltIsBuiltInPart) {
  constexpr char32_t kCharacters = 0x110000;
  std::string text;
  for (char32_t c = 1; c < kCharacters; ++c) AppendCharacter(c, text);
  text.append(4 << 20, 'a');
  const IndexDocument one = DocumentOf(1, "before"), large = DocumentOf(2, std::move(text)),
                      last = DocumentOf(3, "behind");
  const IndexDocument* const documents[] = {&one, &large, &last};
  std::vector<SegmentPart> parts;
  ASSERT_TRUE(AddLive(documents, parts).ok());
  EXPECT_EQ(DocumentsOf(parts), 3u);
}

TEST(LivePartsTest, ADocumentOfMoreThanTheMostIsBuiltInPart) {
  std::string text;
  while (text.size() <= kMaximumFieldBytes) text += "水稻";
  const IndexDocument document = DocumentOf(1, std::move(text));
  const IndexDocument* const documents[] = {&document};
  std::vector<SegmentPart> parts;
  ASSERT_TRUE(AddLive(documents, parts).ok());
  EXPECT_EQ(DocumentsOf(parts), 1u);
}

}  // namespace
}  // namespace broadsheet::query
