#include "ingest_service/parser/extract/signature.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest_service/parser/text/calendar.h"
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

struct Signed {
  const Paragraph* paragraph;
  TailSignature signature;
};

// The signature that ends the text. Behind one that says what it is there may
// be a note.
std::optional<Signed> SignatureOf(const Record& record) {
  constexpr int kMostNotes = 1;
  const int last = record.paragraphs_size() - 1;
  for (int i = last; i >= 0 && i >= last - kMostNotes; --i) {
    std::optional<TailSignature> tail = FindTailSignature(record.paragraphs(i).text());
    if (tail && (i == last || tail->labelled)) return Signed{&record.paragraphs(i), *std::move(tail)};
  }
  return std::nullopt;
}

}  // namespace

// A byline names the writers, whatever stands in the text. Without one the paper's
// own dispatch and the signature at the end both do; where the paper signs what an
// agency sent, the head names the agency's people. Bare names and those of another
// house behind a dispatch that names its reporters are credited beside them.
void ExtractSignatures(const record::v1::Date& issue_date, Record& record) {
  const Paragraph* const first = FirstBody(record);
  if (first == nullptr) return;
  const Paragraph& last = *record.paragraphs().rbegin();
  const std::optional<PrintedDateline> head = ParseDateline(first->text());
  const std::optional<PrintedDateline> tail_head = FindTailDateline(last.text());
  const std::optional<Signed> tail = SignatureOf(record);
  const bool bylined = record.reporters_size() > 0;
  if (head) {
    const bool signs_tail = tail && !tail->signature.joint && (tail->signature.labelled || head->credits.empty());
    const bool adopted = signs_tail && !IsOwnAgency(head->agency);
    AddCredits(head->credits, *first, bylined || adopted ? Voice::kDispatch : Voice::kPaper, record);
    SetDateline(*head, *first, issue_date, record);
  }
  if (tail) {
    const std::vector<PrintedCredit>& credits = tail->signature.credits;
    const bool others = !tail->signature.labelled || !IsOwnAgency(credits.front().organization);
    const bool beside = bylined || tail->signature.joint || (others && record.reporters_size() > 0);
    AddCredits(credits, *tail->paragraph, beside ? Voice::kDispatch : Voice::kPaper, record);
  }
  if (tail_head) {
    AddCredits(tail_head->credits, last, bylined ? Voice::kDispatch : Voice::kPaper, record);
    SetDateline(*tail_head, last, issue_date, record);
  }
  if (const auto photo = FindPhotoCredit(last.text())) AddCredits(photo->credits, last, Voice::kPaper, record);
}

}  // namespace broadsheet::ingest
