#include "ingest_service/parser/extract/record_credits.h"

#include <algorithm>
#include <utility>

namespace broadsheet::ingest {

using record::v1::Credit;
using record::v1::Record;
using record::v1::Text;

Credit CreditOf(const PrintedCredit& credit, Text printed) {
  Credit made;
  made.set_name(credit.name);
  *made.mutable_printed() = std::move(printed);
  made.set_role(credit.role);
  made.set_organization(credit.organization);
  return made;
}

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

void AddCredit(const PrintedCredit& credit, Text printed, Record& record) {
  auto& list = *(IsWriterRole(credit.role) ? record.mutable_reporters() : record.mutable_credits());
  const bool known = std::any_of(list.begin(), list.end(), [&](const Credit& other) {
    return other.name() == credit.name && (other.role() == credit.role || IsWriterRole(credit.role));
  });
  if (!known) *list.Add() = CreditOf(credit, std::move(printed));
}

void AddOtherCredit(const PrintedCredit& credit, Text printed, Record& record) {
  const auto same_name = [&](const Credit& other) { return other.name() == credit.name; };
  if (std::any_of(record.reporters().begin(), record.reporters().end(), same_name)) return;
  if (std::any_of(record.credits().begin(), record.credits().end(), same_name)) return;
  *record.add_credits() = CreditOf(credit, std::move(printed));
}

}  // namespace broadsheet::ingest
