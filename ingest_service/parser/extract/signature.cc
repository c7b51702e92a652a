#include "ingest_service/parser/extract/signature.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest_service/parser/credits/dateline.h"
#include "ingest_service/parser/credits/photo_credit.h"
#include "ingest_service/parser/credits/tail_signature.h"
#include "ingest_service/parser/extract/paragraph_text.h"
#include "ingest_service/parser/extract/record_credits.h"
#include "ingest_service/parser/text/calendar.h"

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

// The paper itself, or nobody that is named.
bool IsOwn(std::string_view house) { return house.empty() || house.starts_with("本") || house.starts_with("我"); }

// What a signature behind the text says of itself.
struct Claim {
  bool labelled = false;   // says what somebody did
  bool joint = false;      // they took part: others wrote it too
  std::string_view house;  // printed with the first name
};

// Whether those who sign at the end wrote the record, which has no byline. Where
// the head of the dispatch names its reporters, bare names and those of another
// house stand beside them; the paper's own signed what it made of it.
bool NamesWriters(const Claim& claim, const std::optional<PrintedDateline>& head) {
  if (claim.joint) return false;
  return !head || head->credits.empty() || (claim.labelled && IsOwn(claim.house));
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

bool NamesWriters(const Byline& line, bool joint, const Record& record) {
  const Paragraph* const first = FirstBody(record);
  const std::optional<PrintedDateline> head = first == nullptr ? std::nullopt : ParseDateline(first->text());
  return NamesWriters({line.labelled, joint, line.credits.front().organization}, head);
}

void ExtractSignatures(const record::v1::Date& issue_date, Record& record) {
  const Paragraph* const first = FirstBody(record);
  if (first == nullptr) return;
  const Paragraph& last = *record.paragraphs().rbegin();
  const std::optional<PrintedDateline> head = ParseDateline(first->text());
  const std::optional<PrintedDateline> tail_head = FindTailDateline(last.text());
  const std::optional<Signed> tail = SignatureOf(record);
  const bool bylined = record.reporters_size() > 0;
  const auto voice = [&](bool writers) { return writers && !bylined ? Voice::kPaper : Voice::kDispatch; };
  bool tail_signs = false;
  if (tail) {
    const TailSignature& signature = tail->signature;
    tail_signs = NamesWriters({signature.labelled, signature.joint, signature.credits.front().organization}, head);
  }
  if (head) {
    // The paper made its own of what an agency sent.
    AddCredits(head->credits, *first, voice(!tail_signs || IsOwn(head->agency)), record);
    SetDateline(*head, *first, issue_date, record);
  }
  if (tail) AddCredits(tail->signature.credits, *tail->paragraph, voice(tail_signs), record);
  if (tail_head) {
    AddCredits(tail_head->credits, last, voice(true), record);
    SetDateline(*tail_head, last, issue_date, record);
  }
  if (const auto photo = FindPhotoCredit(last.text())) AddCredits(photo->credits, last, Voice::kPaper, record);
}

}  // namespace broadsheet::ingest
