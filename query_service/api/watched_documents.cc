#include "query_service/api/watched_documents.h"

#include <string>
#include <vector>

#include "query_service/api/record_match.h"

namespace broadsheet::query {
namespace {

size_t BytesOf(const IndexDocument& document) {
  size_t bytes = sizeof(document);
  const auto add = [&](const auto& columns) {
    for (const std::vector<std::string>& values : columns) {
      for (const std::string& value : values) bytes += sizeof(value) + value.capacity();
    }
  };
  add(document.text);
  add(document.strings);
  return bytes;
}

}  // namespace

std::shared_ptr<const IndexDocument> WatchedDocuments::Of(DocId doc, const record::v1::Record& record) {
  if (auto known = documents_.Get(doc)) return known;
  // Watches wake together: one prepares, the others find it.
  const std::lock_guard lock(preparing_);
  if (auto known = documents_.Get(doc)) return known;
  auto prepared = std::make_shared<const IndexDocument>(IndexedDocument(doc, record));
  documents_.Put(doc, prepared, BytesOf(*prepared));
  return prepared;
}

}  // namespace broadsheet::query
