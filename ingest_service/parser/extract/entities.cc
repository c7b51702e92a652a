#include "ingest_service/parser/extract/entities.h"

#include <string>
#include <unordered_map>

#include "ingest_service/parser/extract/places.h"

namespace broadsheet::ingest {
namespace {

// Entities by name, in the order of their first mention.
class EntityWriter {
 public:
  EntityWriter(const Analysis& analysis, google::protobuf::RepeatedPtrField<record::v1::Entity>& list)
      : analysis_(analysis), list_(list) {}

  void Add(const CharRange& range) {
    const auto [known, added] = index_.emplace(std::u32string(analysis_.Text(range)), list_.size());
    if (added) list_.Add()->set_name(WithoutPadding(analysis_.Printed(range)));
    *list_.Mutable(known->second)->add_ranges() = analysis_.RangeInBytes(range);
  }

 private:
  const Analysis& analysis_;
  google::protobuf::RepeatedPtrField<record::v1::Entity>& list_;
  std::unordered_map<std::u32string, int> index_;
};

}  // namespace

void WriteEntities(const Analysis& analysis, record::v1::Record& record) {
  EntityWriter persons(analysis, *record.mutable_persons());
  for (const CharRange& range : analysis.persons) persons.Add(range);
  EntityWriter organizations(analysis, *record.mutable_organizations());
  for (const CharRange& range : analysis.organizations) organizations.Add(range);
  WritePlaces(analysis, record);
}

}  // namespace broadsheet::ingest
