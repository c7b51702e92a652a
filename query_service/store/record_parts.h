// A record's bytes in two parts, so that the BASIC view is read alone.
#pragma once

#include <string>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::query {

// Serialized Records with the fields of one part each. Protobuf merges what
// stands one after the other: basic + details is the whole record.
struct RecordParts {
  // All fields that the BASIC view has.
  std::string basic;
  // Paragraphs, enumerations, quotes, persons, organizations, places, dates
  // and seams.
  std::string details;
};

// The record is as before when this returns.
RecordParts SplitRecord(record::v1::Record& record);

// Removes the details of a whole record: what is left is the BASIC view.
void ClearDetails(record::v1::Record& record);

}  // namespace broadsheet::query
