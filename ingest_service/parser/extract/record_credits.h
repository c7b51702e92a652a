// Credits as a record keeps them.
#pragma once

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/credits/credit_line.h"

namespace broadsheet::ingest {

// Whether a role is a writer's: such people are Record.reporters, everybody
// else is in Record.credits.
bool IsWriterRole(record::v1::CreditRole role);

// A credit as records keep it, `printed` being its printed form.
record::v1::Credit CreditOf(const PrintedCredit& credit, record::v1::Text printed);

// Adds a credit to the list it belongs in. A name that the list has already
// with that role is not added again.
void AddCredit(const PrintedCredit& credit, record::v1::Text printed, record::v1::Record& record);

// Adds a credit to Record.credits whatever its role, unless its name is in one
// of the lists already.
void AddOtherCredit(const PrintedCredit& credit, record::v1::Text printed, record::v1::Record& record);

}  // namespace broadsheet::ingest
