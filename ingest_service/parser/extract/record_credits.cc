#include "ingest_service/parser/extract/record_credits.h"

#include <algorithm>
#include <utility>

namespace broadsheet::ingest {
namespace {

using record::v1::Credit;
using record::v1::Record;
using record::v1::Text;

void Fill(const PrintedCredit& credit, Text printed, Credit& added) {
  added.set_name(credit.name);
  *added.mutable_printed() = std::move(printed);
  added.set_role(credit.role);
  added.set_organization(credit.organization);
}

}  // namespace

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
  if (!known) Fill(credit, std::move(printed), *list.Add());
}

void AddOtherCredit(const PrintedCredit& credit, Text printed, Record& record) {
  const auto same_name = [&](const Credit& other) { return other.name() == credit.name; };
  if (std::any_of(record.reporters().begin(), record.reporters().end(), same_name)) return;
  if (std::any_of(record.credits().begin(), record.credits().end(), same_name)) return;
  Fill(credit, std::move(printed), *record.add_credits());
}

}  // namespace broadsheet::ingest
