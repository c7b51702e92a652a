#include "ingest_service/parser/extract/record_credits.h"

#include <algorithm>
#include <utility>

namespace broadsheet::ingest {

bool IsWriterRole(record::v1::CreditRole role) {
  switch (role) {
    case record::v1::CREDIT_ROLE_REPORTER:
    case record::v1::CREDIT_ROLE_CORRESPONDENT:
    case record::v1::CREDIT_ROLE_INTERN:
    case record::v1::CREDIT_ROLE_AUTHOR:
      return true;
    default:
      return false;
  }
}

void AddCredit(const PrintedCredit& credit, record::v1::Text printed, record::v1::Record& record) {
  auto& list = *(IsWriterRole(credit.role) ? record.mutable_reporters() : record.mutable_credits());
  const bool known = std::any_of(list.begin(), list.end(), [&](const record::v1::Credit& other) {
    return other.name() == credit.name && (other.role() == credit.role || IsWriterRole(credit.role));
  });
  if (known) return;
  record::v1::Credit& added = *list.Add();
  added.set_name(credit.name);
  *added.mutable_printed() = std::move(printed);
  added.set_role(credit.role);
  added.set_organization(credit.organization);
}

}  // namespace broadsheet::ingest
