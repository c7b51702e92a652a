// Who signs a record in its text: datelines, leads and tails.
#pragma once

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/credits/byline.h"

namespace broadsheet::ingest {

// Sets Record.dateline and adds the credits that the first and the last
// paragraph print. Who wrote the record is told by, in this order, its byline,
// a head of the paper's own (本报讯（记者…）), a signature of its own at the end
// that says what they did, an agency's head, a signature of names alone or of
// another house. Names in the places after the first of these belong to the
// dispatch that it was made from; they and those who took part (参与采写) go to
// Record.credits. Dates are resolved against `issue_date`, if it is set.
void ExtractSignatures(const record::v1::Date& issue_date, record::v1::Record& record);

// Whether a signature on a line of its own behind the text names the writers of
// a record without a byline, by these rules. `joint`: it says that they took
// part.
bool NamesWriters(const Byline& line, bool joint, const record::v1::Record& record);

}  // namespace broadsheet::ingest
