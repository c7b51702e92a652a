// Reads text that consists of credits and nothing else: who did what.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/text/folded.h"

namespace broadsheet::ingest {

// A person or body credited, and where it is printed.
struct PrintedCredit {
  std::string name;   // without padding, e.g. 邢灿
  ByteRange printed;  // e.g. of `邢 灿`
  record::v1::CreditRole role = record::v1::CREDIT_ROLE_UNSPECIFIED;
  std::string organization;  // printed with it, e.g. 海东日报; empty if none
};

struct CreditLine {
  std::vector<PrintedCredit> credits;  // in printed order
  bool marked = false;                 // begins with ■ or its like
  bool labelled = false;               // says what somebody did (记者, 文/图)
  bool photo = false;                  // credits nobody but for pictures
};

// Reads characters [from, to) of `folded`, which was made from `source`.
// nullopt if anything in there is no credit.
std::optional<CreditLine> ReadCredits(std::string_view source, const Folded& folded, size_t from, size_t to);

}  // namespace broadsheet::ingest
