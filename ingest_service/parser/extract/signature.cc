#include "ingest_service/parser/extract/signature.h"

#include <optional>
#include <string_view>
#include <utility>

#include "ingest_service/parser/extract/calendar.h"
#include "ingest_service/parser/extract/dateline.h"
#include "ingest_service/parser/extract/photo_credit.h"
#include "ingest_service/parser/extract/record_credits.h"
#include "ingest_service/parser/extract/tail_signature.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Paragraph;
using record::v1::Record;

// How much a place where names are printed says about who wrote the record.
enum class Voice {
  kPaper,     // it names the writers
  kDispatch,  // it names those of a dispatch that the record was made from, or who contributed
};

void AddCredits(const std::vector<PrintedCredit>& credits, const Paragraph& paragraph, Voice voice, Record& record) {
  for (const PrintedCredit& credit : credits) {
    record::v1::Text printed = TextOf(paragraph, credit.printed);
    if (voice == Voice::kPaper) {
      AddCredit(credit, std::move(printed), record);
    } else {
      AddOtherCredit(credit, std::move(printed), record);
    }
  }
}

void SetDateline(const PrintedDateline& head, const Paragraph& paragraph, const record::v1::Date& issue_date,
                 Record& record) {
  if ((head.agency.empty() && head.place.empty()) || record.has_dateline()) return;
  record::v1::Dateline& dateline = *record.mutable_dateline();
  *dateline.mutable_text() = TextOf(paragraph, head.range);
  dateline.set_agency(head.agency);
  dateline.set_place(head.place);
  dateline.set_adapted(head.adapted);
  if (const std::optional<record::v1::Date> date = CompleteDate(head.year, head.month, head.day, issue_date)) {
    *dateline.mutable_date() = *date;
  }
}

bool IsOwnAgency(std::string_view agency) {
  return agency.empty() || agency.starts_with("本") || agency.starts_with("我");
}

const Paragraph* FirstBody(const Record& record) {
  for (const Paragraph& paragraph : record.paragraphs()) {
    if (paragraph.kind() != record::v1::PARAGRAPH_KIND_SUBHEAD) return &paragraph;
  }
  return nullptr;
}

}  // namespace

void ExtractSignatures(const record::v1::Date& issue_date, Record& record) {
  const Paragraph* const first = FirstBody(record);
  if (first == nullptr) return;
  const Paragraph& last = *record.paragraphs().rbegin();
  const std::optional<PrintedDateline> head = ParseDateline(first->text());
  const std::optional<PrintedDateline> tail_head = FindTailDateline(last.text());
  const std::optional<TailSignature> tail = FindTailSignature(last.text());
  const bool bylined = record.reporters_size() > 0;
  if (head) {
    // Where the paper signs itself, an agency's head names the agency's people.
    const bool signs_tail = tail && !tail->joint && (tail->labelled || head->credits.empty());
    const bool dispatch = bylined || (signs_tail && !IsOwnAgency(head->agency));
    AddCredits(head->credits, *first, dispatch ? Voice::kDispatch : Voice::kPaper, record);
    SetDateline(*head, *first, issue_date, record);
  }
  if (tail) {
    const bool dispatch = record.reporters_size() > 0 || tail->joint;
    AddCredits(tail->credits, last, dispatch ? Voice::kDispatch : Voice::kPaper, record);
  }
  if (tail_head) {
    AddCredits(tail_head->credits, last, record.reporters_size() > 0 ? Voice::kDispatch : Voice::kPaper, record);
    SetDateline(*tail_head, last, issue_date, record);
  }
  if (const auto photo = FindPhotoCredit(last.text())) AddCredits(photo->credits, last, Voice::kPaper, record);
}

}  // namespace broadsheet::ingest
