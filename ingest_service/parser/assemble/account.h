// Keeps the account of an upload's bytes.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/text/decode.h"
#include "ingest_service/parser/text/repair.h"

namespace broadsheet::ingest {

// Takes claims on runs of the decoded text and closes the account over all
// bytes of the upload: what nobody claims is layout if it is white space and
// unassigned if it is not. Of two claims on one byte the one that begins first
// wins, so the account closes whatever is claimed.
class AccountKeeper {
 public:
  void ClaimRecord(size_t start, size_t end, uint32_t record, std::string_view field);
  void ClaimFurniture(size_t start, size_t end, record::v1::FurnitureType type);
  void ClaimRepetition(const Repetition& repetition);

  record::v1::Account Close(const DecodedText& decoded, size_t upload_size);

 private:
  struct Claim {
    size_t start, end;               // in the decoded text
    record::v1::AccountEntry entry;  // without start and end; repeats in the decoded text
  };
  std::vector<Claim> claims_;
};

}  // namespace broadsheet::ingest
