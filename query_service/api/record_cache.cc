#include "query_service/api/record_cache.h"

#include <optional>

#include "query_service/api/stored_record.h"

namespace broadsheet::query {

absl::StatusOr<std::vector<std::shared_ptr<const PreparedRecord>>> RecordCache::Read(const RecordStore& store,
                                                                                     std::span<const DocId> ids,
                                                                                     const Cancelled& cancelled) {
  std::vector<std::shared_ptr<const PreparedRecord>> records;
  std::vector<DocId> missing;
  records.reserve(ids.size());
  for (const DocId id : ids) {
    if (records.emplace_back(versions_.Get(id)) == nullptr) missing.push_back(id);
  }
  if (missing.empty()) return records;
  auto versions = store.ReadVersions(missing, /*details=*/true, cancelled);
  if (!versions.ok()) return versions.status();
  auto version = versions->begin();
  for (size_t i = 0; i < records.size(); ++i) {
    if (records[i] != nullptr) continue;
    const std::optional<RecordParts>& parts = *version++;
    if (!parts) continue;
    if (cancelled && cancelled()) return absl::CancelledError("the reading was cancelled");
    records[i] = PreparedRecord::Make(parts->basic, parts->details);
    if (records[i] == nullptr) return CorruptRecord();
    versions_.Put(ids[i], records[i], records[i]->Bytes());
  }
  return records;
}

}  // namespace broadsheet::query
