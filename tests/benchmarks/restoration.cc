// restoration DIR: parses every *.txt of DIR and prints one JSON line a page:
// {"page", "records": [{"headline", "reporters", "text", "truncated", "kind"}]}.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "ingest_service/parser/parser.h"
#include "tests/support/read_file.h"

namespace {

using broadsheet::record::v1::Record;

std::string Quoted(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", c);
      json += escape;
    } else {
      json += c;
    }
  }
  return json += '"';
}

// Only articles are scored: what else has a headline goes without it.
bool IsScored(const Record& record) {
  return record.kind() == broadsheet::record::v1::RECORD_KIND_ARTICLE ||
         record.kind() == broadsheet::record::v1::RECORD_KIND_LEDE ||
         record.kind() == broadsheet::record::v1::RECORD_KIND_NOTICE;
}

std::string JsonOf(const Record& record) {
  std::string text;
  for (const auto& paragraph : record.paragraphs()) {
    if (!text.empty()) text += '\n';
    text += paragraph.text();
  }
  std::string json = "{\"headline\": " + Quoted(IsScored(record) ? record.headline().text() : "");
  json += ", \"kind\": " + Quoted(broadsheet::record::v1::RecordKind_Name(record.kind()));
  json += ", \"reporters\": [";
  for (int i = 0; i < record.reporters_size(); ++i) json += (i > 0 ? ", " : "") + Quoted(record.reporters(i).name());
  json += "], \"text\": " + Quoted(text);
  const bool truncated = record.truncation() != broadsheet::record::v1::TRUNCATION_UNSPECIFIED;
  return json + ", \"truncated\": " + (truncated ? "true" : "false") + "}";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: restoration DIR\n";
    return 2;
  }
  const auto parser = broadsheet::ingest::Parser::Create({});
  if (!parser.ok()) {
    std::cerr << parser.status() << '\n';
    return 1;
  }
  std::vector<std::filesystem::path> pages;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (entry.path().extension() == ".txt") pages.push_back(entry.path());
  }
  std::sort(pages.begin(), pages.end());
  for (const auto& page : pages) {
    const auto issue = (*parser)->Parse(broadsheet::testing::ReadFile(page), {});
    if (!issue.ok()) std::cerr << page << ": " << issue.status() << '\n';
    std::string line = "{\"page\": " + Quoted(page.stem().string()) + ", \"records\": [";
    for (size_t i = 0; issue.ok() && i < issue->records.size(); ++i) {
      line += (i > 0 ? ", " : "") + JsonOf(issue->records[i]);
    }
    std::cout << line << "]}\n";
  }
}
