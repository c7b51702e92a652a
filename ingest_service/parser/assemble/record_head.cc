#include <string>

#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/assemble/record_writer.h"
#include "ingest_service/parser/credits/byline.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

void AddTitle(const Passage& passage, const RecordWriter& writer) {
  record::v1::Headline& headline = *writer.record.mutable_headline();
  writer.Claim(passage, absl::StrCat("headline.lines[", headline.lines_size(), "]"));
  std::string joined = headline.text();
  if (!joined.empty() && NeedsSpace(joined, passage.text)) joined += ' ';
  headline.set_text(joined + passage.text);
  *headline.add_lines() = writer.TextOf(passage);
}

void AddDeck(const Passage& passage, const RecordWriter& writer) {
  record::v1::Headline& headline = *writer.record.mutable_headline();
  writer.Claim(passage, absl::StrCat("headline.deck[", headline.deck_size(), "]"));
  size_t dash = 0;
  while (dash < passage.text.size()) {
    size_t next = dash;
    const char32_t c = NextCharacter(passage.text, next);
    if (c != U'—' && c != U'─' && c != U'－' && c != U'-' && !IsSpace(c)) break;
    dash = next;
  }
  *headline.add_deck() = writer.TextOf(passage.Part(dash, passage.text.size()));
}

void AddByline(const Passage& passage, const RecordWriter& writer) {
  writer.Claim(passage, "reporters");
  if (const auto byline = ParseByline(passage.text)) writer.AddCredits(byline->credits, passage);
}

}  // namespace

void WriteHead(int item, const RecordWriter& writer) {
  record::v1::Record& record = writer.record;
  for (size_t u = writer.analyzed.FirstUnit(item); u < writer.analyzed.EndUnit(item); ++u) {
    const Passage& passage = writer.PassageOf(u);
    switch (writer.analyzed.labels[u].role) {
      case Role::kSpeaker:
        *record.mutable_speaker()->mutable_line() = writer.TextOf(passage);
        record.mutable_speaker()->set_name(writer.analyzed.items[item].speaker);
        writer.Claim(passage, "speaker.line");
        break;
      case Role::kKicker:
        *record.mutable_headline()->mutable_kicker() = writer.TextOf(passage);
        writer.Claim(passage, "headline.kicker");
        break;
      case Role::kColumn:
        *record.mutable_headline()->mutable_column() = writer.TextOf(passage);
        writer.Claim(passage, "headline.column");
        break;
      case Role::kDeck:
        AddDeck(passage, writer);
        break;
      case Role::kByline:
        AddByline(passage, writer);
        break;
      case Role::kContinuation:
      case Role::kFurniture:
        break;
      default:
        AddTitle(passage, writer);
    }
  }
}

}  // namespace broadsheet::ingest
