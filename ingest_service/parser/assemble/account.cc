#include "ingest_service/parser/assemble/account.h"

#include <algorithm>
#include <string>

#include "common/text/utf8.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Account;
using record::v1::AccountEntry;

class Closer {
 public:
  Closer(const DecodedText& decoded, size_t upload_size, Account& account)
      : decoded_(decoded), size_(upload_size), account_(account) {}

  // Everything up to decoded offset `end` that no claim holds.
  void Gap(size_t end) {
    for (size_t at = next_; at < end;) {
      const size_t begin = at;
      bool space = false;
      for (bool first = true; at < end; first = false) {
        size_t after = at;
        const bool is_space = IsSpace(NextCharacter(decoded_.text, after));
        if (first) space = is_space;
        if (is_space != space) break;
        at = after;
      }
      AccountEntry entry;
      entry.set_fate(space ? record::v1::FATE_FURNITURE : record::v1::FATE_UNASSIGNED);
      if (space) entry.set_furniture(record::v1::FURNITURE_TYPE_LAYOUT);
      Emit(begin, at, std::move(entry));
    }
  }

  void Emit(size_t start, size_t end, AccountEntry entry) {
    if (account_.entries().empty()) AddMark(decoded_.offsets.ToUpload(start));
    entry.set_start(account_.entries().empty() ? 0 : account_.entries().rbegin()->end());
    entry.set_end(end == decoded_.text.size() ? size_ : decoded_.offsets.ToUpload(end));
    if (entry.fate() == record::v1::FATE_REPETITION) {
      entry.set_repeats_start(decoded_.offsets.ToUpload(entry.repeats_start()));
      entry.set_repeats_end(decoded_.offsets.ToUpload(entry.repeats_end()));
    }
    if (entry.fate() == record::v1::FATE_UNASSIGNED) {
      account_.set_unassigned_bytes(account_.unassigned_bytes() + entry.end() - entry.start());
    }
    *account_.add_entries() = std::move(entry);
    next_ = end;
  }

  size_t next() const { return next_; }

 private:
  // The byte order mark, which lies before the first character.
  void AddMark(size_t end) {
    if (end == 0) return;
    AccountEntry* entry = account_.add_entries();
    entry->set_end(end);
    entry->set_fate(record::v1::FATE_FURNITURE);
    entry->set_furniture(record::v1::FURNITURE_TYPE_LAYOUT);
  }

  const DecodedText& decoded_;
  const size_t size_;
  Account& account_;
  size_t next_ = 0;  // first decoded byte that is not accounted for
};

}  // namespace

void AccountKeeper::ClaimRecord(size_t start, size_t end, uint32_t record, std::string_view field) {
  AccountEntry entry;
  entry.set_fate(record::v1::FATE_RECORD);
  entry.set_record(record);
  entry.set_field(std::string(field));
  claims_.push_back({start, end, std::move(entry)});
}

void AccountKeeper::ClaimFurniture(size_t start, size_t end, record::v1::FurnitureType type) {
  AccountEntry entry;
  entry.set_fate(record::v1::FATE_FURNITURE);
  entry.set_furniture(type);
  claims_.push_back({start, end, std::move(entry)});
}

void AccountKeeper::ClaimRepetition(const Repetition& repetition) {
  AccountEntry entry;
  entry.set_fate(record::v1::FATE_REPETITION);
  entry.set_repeats_start(repetition.repeats_start);
  entry.set_repeats_end(repetition.repeats_end);
  claims_.push_back({repetition.start, repetition.end, std::move(entry)});
}

record::v1::Account AccountKeeper::Close(const DecodedText& decoded, size_t upload_size) {
  std::stable_sort(claims_.begin(), claims_.end(), [](const Claim& a, const Claim& b) { return a.start < b.start; });
  Account account;
  account.set_size_bytes(upload_size);
  Closer closer(decoded, upload_size, account);
  for (Claim& claim : claims_) {
    if (claim.end <= closer.next()) continue;
    if (claim.start > closer.next()) closer.Gap(claim.start);
    closer.Emit(closer.next(), claim.end, std::move(claim.entry));
  }
  closer.Gap(decoded.text.size());
  return account;
}

}  // namespace broadsheet::ingest
