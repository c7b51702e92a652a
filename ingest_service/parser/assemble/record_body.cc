#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "ingest_service/parser/assemble/record_writer.h"
#include "ingest_service/parser/credits/byline.h"
#include "ingest_service/parser/credits/photo_credit.h"
#include "ingest_service/parser/extract/signature.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// The line under a picture is no text of the record.
bool AddPhotoCredit(size_t unit, const RecordWriter& writer) {
  if (writer.analyzed.labels[unit].role != Role::kCredit) return false;
  const Passage& passage = writer.PassageOf(unit);
  writer.Claim(passage, "credits");
  if (const auto credit = ParsePhotoCredit(passage.text)) writer.AddCredits(credit->credits, passage);
  return true;
}

// Who wrote the text above, where nothing else says it, is no text of the
// record on a line of its own. Brackets make it a remark of the text.
bool AddSignature(size_t unit, const RecordWriter& writer) {
  if (writer.analyzed.labels[unit].role != Role::kSignature || !writer.record.reporters().empty()) return false;
  const Passage& passage = writer.PassageOf(unit);
  const auto signature = ParseByline(passage.text);
  const bool joint = passage.text.find("参与") != std::string::npos;
  if (!signature || signature->bracketed || !NamesWriters(*signature, joint, writer.record)) return false;
  writer.Claim(passage, "reporters");
  writer.AddCredits(signature->credits, passage);
  return true;
}

// The hyphen that divides a word between two lines is not of the text.
void DropHyphen(record::v1::Paragraph& paragraph) {
  paragraph.mutable_text()->pop_back();
  record::v1::Span& last = *paragraph.mutable_spans()->rbegin();
  const uint64_t size = (last.end() - last.start()) / (last.text_end() - last.text_start());  // of the hyphen
  last.set_end(last.end() - size);
  last.set_text_end(last.text_end() - 1);
  if (last.start() == last.end()) paragraph.mutable_spans()->RemoveLast();
}

// Returns where the unit begins in its paragraph.
size_t AddParagraph(size_t unit, bool inside, const RecordWriter& writer) {
  const Passage& passage = writer.PassageOf(unit);
  record::v1::Record& record = writer.record;
  record::v1::Paragraph* paragraph =
      inside ? record.mutable_paragraphs(record.paragraphs_size() - 1) : record.add_paragraphs();
  if (inside && IsDividedWord(paragraph->text(), passage.text)) {
    DropHyphen(*paragraph);
  } else if (inside && NeedsSpace(paragraph->text(), passage.text)) {
    paragraph->mutable_text()->push_back(' ');
  }
  const size_t begin = paragraph->text().size();
  writer.AddSpans(passage, begin, *paragraph->mutable_spans());
  paragraph->mutable_text()->append(passage.text);
  const bool subhead = writer.analyzed.labels[unit].role == Role::kSubhead;
  paragraph->set_kind(subhead ? record::v1::PARAGRAPH_KIND_SUBHEAD : record::v1::PARAGRAPH_KIND_BODY);
  writer.Claim(passage, absl::StrCat("paragraphs[", record.paragraphs_size() - 1, "]"));
  return begin;
}

// `offset`: where the piece begins in the record's last paragraph.
void AddSeam(const Link& before, const Link& link, size_t offset, const RecordWriter& writer) {
  const AnalyzedText& analyzed = writer.analyzed;
  record::v1::Record& record = writer.record;
  record::v1::Seam& seam = *record.add_seams();
  seam.set_paragraph(static_cast<uint32_t>(record.paragraphs_size() - 1));
  seam.set_offset(static_cast<uint32_t>(offset));
  seam.set_before_end(writer.places.End(analyzed.EndOf(before.item)));
  seam.set_after_start(writer.places.Start(analyzed.StartOf(link.item)));
  seam.set_confidence(link.confidence);
  if (link.runner_up < 0) return;
  seam.mutable_runner_up()->set_after_start(writer.places.Start(analyzed.StartOf(link.runner_up)));
  seam.mutable_runner_up()->set_confidence(link.runner_up_confidence);
}

}  // namespace

void WriteBody(const std::vector<Link>& body, const RecordWriter& writer) {
  for (size_t i = 0; i < body.size(); ++i) {
    const Link& link = body[i];
    const size_t first = writer.analyzed.FirstUnit(link.item);
    for (size_t u = first; u < writer.analyzed.EndUnit(link.item); ++u) {
      if (AddSignature(u, writer) || AddPhotoCredit(u, writer)) continue;
      const bool inside = u == first && link.inside_paragraph && writer.record.paragraphs_size() > 0;
      const size_t begin = AddParagraph(u, inside, writer);
      if (i > 0 && (link.seam || inside)) AddSeam(body[i - 1], link, begin, writer);
    }
  }
}

}  // namespace broadsheet::ingest
