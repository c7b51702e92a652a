#include "tests/support/feed_entries.h"

#include <utility>

namespace broadsheet::query {
namespace {

// The parts of a/b/c.
std::vector<std::string> Split(std::string_view path) {
  std::vector<std::string> parts(1);
  for (const char c : path) {
    if (c == '/') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::string DateOf(const std::string& issue) { return issue.size() == 10 && issue[4] == '-' ? issue : ""; }

}  // namespace

std::string IssueName(std::string_view path) {
  const auto parts = Split(path);
  return "publications/" + parts.at(0) + "/issues/" + parts.at(1);
}

std::string RecordName(std::string_view path) { return IssueName(path) + "/records/" + Split(path).at(2); }

record::v1::Record MakeRecord(std::string_view path, std::string_view headline, std::string_view body,
                              uint32_t ordinal) {
  record::v1::Record record;
  record.set_name(RecordName(path));
  record.set_kind(record::v1::RECORD_KIND_ARTICLE);
  record.set_publication(Split(path)[0]);
  record.set_date(DateOf(Split(path)[1]));
  record.set_page(1);
  record.set_ordinal(ordinal);
  record.mutable_headline()->set_text(std::string(headline));
  record.add_paragraphs()->set_text(std::string(body));
  return record;
}

feed::v1::Entry Written(record::v1::Record record) {
  feed::v1::Entry entry;
  *entry.mutable_record_written() = std::move(record);
  return entry;
}

feed::v1::Entry Deleted(std::string_view path) {
  feed::v1::Entry entry;
  entry.set_record_deleted(RecordName(path));
  return entry;
}

feed::v1::Entry IssueWritten(std::string_view path) {
  feed::v1::Entry entry;
  auto& issue = *entry.mutable_issue_written();
  issue.set_name(IssueName(path));
  issue.set_publication(Split(path)[0]);
  issue.set_date(DateOf(Split(path)[1]));
  return entry;
}

feed::v1::Entry IssueDeleted(std::string_view path) {
  feed::v1::Entry entry;
  entry.set_issue_deleted(IssueName(path));
  return entry;
}

EntryList Entries(std::vector<feed::v1::Entry> entries) {
  return {std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end())};
}

}  // namespace broadsheet::query
