#include "ingest_service/parser/assemble/record_ids.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {

std::string RecordIds::IdOf(const record::v1::Record& record) {
  constexpr size_t kMostText = 240;  // bytes
  std::string key = record.headline().text();
  if (key.empty() && record.paragraphs_size() > 0) {
    key = std::string(CutAtCharacter(record.paragraphs(0).text(), kMostText));
  }
  uint64_t hash = 0xCBF29CE484222325;
  for (const char c : Fold(WithoutSpace(key))) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  std::string id = absl::StrCat(absl::Hex(hash >> 16, absl::kZeroPad12));
  const int count = ++count_[id];
  return count == 1 ? id : absl::StrCat(id, "-", count);
}

}  // namespace broadsheet::ingest
