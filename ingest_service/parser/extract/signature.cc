#include "ingest_service/parser/extract/signature.h"

#include <optional>
#include <string_view>

#include "ingest_service/parser/extract/calendar.h"
#include "ingest_service/parser/extract/dateline.h"
#include "ingest_service/parser/extract/photo_credit.h"
#include "ingest_service/parser/extract/record_credits.h"
#include "ingest_service/parser/extract/tail_signature.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Paragraph;
using record::v1::Record;

void AddCredits(const std::vector<PrintedCredit>& credits, const Paragraph& paragraph, Record& record) {
  for (const PrintedCredit& credit : credits) AddCredit(credit, TextOf(paragraph, credit.printed), record);
}

void SetDateline(const PrintedDateline& head, const Paragraph& paragraph, const record::v1::Date& issue_date,
                 Record& record) {
  AddCredits(head.credits, paragraph, record);
  if (head.agency.empty() || record.has_dateline()) return;
  record::v1::Dateline& dateline = *record.mutable_dateline();
  *dateline.mutable_text() = TextOf(paragraph, head.range);
  dateline.set_agency(head.agency);
  dateline.set_place(head.place);
  dateline.set_adapted(head.adapted);
  if (const std::optional<record::v1::Date> date = CompleteDate(head.year, head.month, head.day, issue_date)) {
    *dateline.mutable_date() = *date;
  }
}

}  // namespace

void ExtractSignatures(const record::v1::Date& issue_date, Record& record) {
  const Paragraph* first = nullptr;
  const Paragraph* last = nullptr;
  for (const Paragraph& paragraph : record.paragraphs()) {
    if (paragraph.kind() == record::v1::PARAGRAPH_KIND_SUBHEAD) continue;
    if (first == nullptr) first = &paragraph;
    last = &paragraph;
    // Two short items under one headline keep their own heads; the first names the record's.
    if (const auto head = ParseDateline(paragraph.text())) SetDateline(*head, paragraph, issue_date, record);
  }
  if (last == nullptr) return;
  if (const auto tail = FindTailSignature(last->text())) AddCredits(tail->credits, *last, record);
  if (const auto head = FindTailDateline(last->text())) SetDateline(*head, *last, issue_date, record);
  if (const auto photo = FindPhotoCredit(last->text())) AddCredits(photo->credits, *last, record);
}

}  // namespace broadsheet::ingest
