#include "query_service/store/record_parts.h"

namespace broadsheet::query {
namespace {

using record::v1::Record;

// Exchanges the details of two records; no text is copied.
void SwapDetails(Record& a, Record& b) {
  a.mutable_paragraphs()->Swap(b.mutable_paragraphs());
  a.mutable_enumerations()->Swap(b.mutable_enumerations());
  a.mutable_quotes()->Swap(b.mutable_quotes());
  a.mutable_persons()->Swap(b.mutable_persons());
  a.mutable_organizations()->Swap(b.mutable_organizations());
  a.mutable_places()->Swap(b.mutable_places());
  a.mutable_dates()->Swap(b.mutable_dates());
  a.mutable_seams()->Swap(b.mutable_seams());
}

}  // namespace

RecordParts SplitRecord(Record& record) {
  // In the arena of the record, if it has one, so that swapping copies nothing.
  Record* const details = Record::default_instance().New(record.GetArena());
  SwapDetails(record, *details);
  RecordParts parts{record.SerializeAsString(), details->SerializeAsString()};
  SwapDetails(record, *details);
  if (record.GetArena() == nullptr) delete details;
  return parts;
}

void ClearDetails(Record& record) {
  record.clear_paragraphs();
  record.clear_enumerations();
  record.clear_quotes();
  record.clear_persons();
  record.clear_organizations();
  record.clear_places();
  record.clear_dates();
  record.clear_seams();
}

}  // namespace broadsheet::query
