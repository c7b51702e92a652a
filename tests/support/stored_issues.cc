#include "tests/support/stored_issues.h"

#include "common/api/resource_name.h"
#include "common/hash/sha256.h"

namespace broadsheet::ingest {

StoredIssue MakeIssue(std::string_view publication, std::string_view issue,
                      const std::vector<std::pair<std::string, std::string>>& records) {
  StoredIssue stored;
  ResourceName name{std::string(publication), std::string(issue), ""};
  stored.issue.set_name(FormatName(name));
  for (const auto& [id, text] : records) {
    name.record = id;
    record::v1::Record& record = stored.records.emplace_back();
    record.set_name(FormatName(name));
    record.set_kind(record::v1::RECORD_KIND_ARTICLE);
    record.set_ordinal(static_cast<uint32_t>(stored.records.size() - 1));
    record.add_paragraphs()->set_text(text);
    stored.content += text + "\n";
  }
  auto* entry = stored.account.add_entries();
  entry->set_end(stored.content.size());
  stored.account.set_size_bytes(stored.content.size());
  stored.issue.set_content_sha256(Sha256Hex(stored.content));
  stored.issue.set_size_bytes(stored.content.size());
  stored.issue.set_record_count(static_cast<uint32_t>(records.size()));
  stored.issue.set_parser_version("test-1");
  return stored;
}

}  // namespace broadsheet::ingest
