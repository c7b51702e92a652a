#include <optional>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/assemble/record_writer.h"
#include "ingest_service/parser/credits/photo_credit.h"
#include "ingest_service/parser/extract/record_credits.h"

namespace broadsheet::ingest {
namespace {

void AddCaptionCredits(const std::vector<PrintedCredit>& credits, const Passage& passage, const RecordWriter& writer,
                       record::v1::Caption& caption) {
  for (const PrintedCredit& credit : credits) {
    const record::v1::Text printed = writer.TextOf(passage.Part(credit.printed.start, credit.printed.end));
    *caption.add_credits() = CreditOf(credit, printed);
    AddOtherCredit(credit, printed, writer.record);
  }
}

// One past the last character but white space and an opening bracket.
size_t EndOfWords(std::string_view text) {
  size_t end = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    if (!IsSpace(c) && c != U'(' && c != U'（') end = at;
  }
  return end;
}

// The caption that the unit is, without the credit that ends it.
void AddCaption(size_t unit, const RecordWriter& writer) {
  const Passage& passage = writer.PassageOf(unit);
  record::v1::Caption& caption = *writer.record.add_captions();
  const std::optional<PhotoCredit> credit = FindPhotoCredit(passage.text);
  const std::string_view words =
      std::string_view(passage.text).substr(0, credit ? credit->range.start : std::string::npos);
  const size_t end = EndOfWords(words);
  *caption.mutable_text() = writer.TextOf(passage.Part(0, end > 0 ? end : passage.text.size()));
  if (credit) AddCaptionCredits(credit->credits, passage, writer, caption);
}

void AddCaptions(int item, bool claims, const RecordWriter& writer) {
  for (size_t u = writer.analyzed.FirstUnit(item); u < writer.analyzed.EndUnit(item); ++u) {
    const Passage& passage = writer.PassageOf(u);
    const Role role = writer.analyzed.labels[u].role;
    if (role == Role::kCaption) AddCaption(u, writer);
    if (writer.record.captions_size() == 0) continue;  // a scene, or a credit without a caption
    const int last = writer.record.captions_size() - 1;
    if (role == Role::kCredit) {
      const auto credit = ParsePhotoCredit(passage.text);
      if (credit) AddCaptionCredits(credit->credits, passage, writer, *writer.record.mutable_captions(last));
    }
    if (claims) writer.Claim(passage, absl::StrCat("captions[", last, role == Role::kCredit ? "].credits" : "].text"));
  }
}

}  // namespace

void WritePhoto(int item, const RecordWriter& writer) { AddCaptions(item, true, writer); }

void WriteOwnCaptions(int item, const RecordWriter& writer) { AddCaptions(item, false, writer); }

}  // namespace broadsheet::ingest
