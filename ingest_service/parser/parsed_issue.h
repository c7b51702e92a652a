// What parsing an issue gives.
#pragma once

#include <string>
#include <vector>

#include "broadsheet/ingest/v1/ingest_service.pb.h"
#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/stage_times.h"

namespace broadsheet::ingest {

// How one record was put together, for ExplainRecord.
struct Explanation {
  std::vector<v1::Fragment> fragments;
  std::vector<v1::Join> joins;
  std::vector<record::v1::AccountEntry> removed;
};

struct ParsedIssue {
  record::v1::Issue issue;                  // pages, sections, date, charset …; no name
  std::vector<record::v1::Record> records;  // in the order of their ordinals; no names
  std::vector<std::string> record_ids;      // the last part of each record's name
  record::v1::Account account;              // closed: every byte exactly once
  std::vector<Explanation> explanations;    // of each record
  StageTimes stage_times{};                 // the only thing that differs from run to run
};

}  // namespace broadsheet::ingest
