// Ids of records that survive a re-parse.
#pragma once

#include <string>
#include <unordered_map>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

class RecordIds {
 public:
  // 12 hexadecimal digits of the FNV-1a hash of the folded headline (of the
  // text, where there is none), and a number behind equal ones.
  std::string IdOf(const record::v1::Record& record);

 private:
  std::unordered_map<std::string, int> count_;  // of each hash so far
};

}  // namespace broadsheet::ingest
