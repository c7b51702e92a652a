// A query, and behind its first line a text: the query means what its canonical
// form means, and what it finds in the text can be shown.
#include <algorithm>

#include "broadsheet/query/v1/query_service.pb.h"
#include "common/status/error.h"
#include "common/text/utf8.h"
#include "query_service/index/text_match.h"
#include "query_service/search/canonical_query.h"
#include "query_service/search/document.h"
#include "query_service/search/query_parser.h"
#include "query_service/search/snippets.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using broadsheet::fuzz::Require;
using namespace broadsheet::query;

// What CanonicalQuery promises nothing for.
bool HasQuotationMark(const TextQuery& query) {
  return query.text.find('"') != std::string::npos ||
         std::any_of(query.children.begin(), query.children.end(), HasQuotationMark);
}

broadsheet::record::v1::Record RecordOf(std::string_view text) {
  broadsheet::record::v1::Record record;
  record.set_name("publications/p/issues/i/records/r");
  record.add_paragraphs()->set_text(broadsheet::ReplaceInvalidUtf8(text));
  return record;
}

void CheckSnippets(const TextQuery& query, const broadsheet::record::v1::Record& record) {
  const auto prepared = PreparedRecord::Make("", record.SerializeAsString());
  Require(prepared != nullptr, "a record is read as it was written");
  broadsheet::query::v1::SearchResult result;
  Require(result.ParseFromString(Highlighter(query).Snippets(*prepared)), "snippets are well-formed");
  for (const auto& snippet : result.snippets()) {
    Require(broadsheet::FindInvalidUtf8(snippet.text()) == std::string_view::npos, "a snippet cuts no character");
    const uint32_t end = snippet.start() + static_cast<uint32_t>(snippet.text().size());
    uint32_t last = snippet.start();
    for (const auto& highlight : snippet.highlights()) {
      Require(last <= highlight.start() && highlight.start() < highlight.end() && highlight.end() <= end,
              "highlights lie in the snippet, in order");
      last = highlight.end();
    }
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text = broadsheet::fuzz::TextOf(data, size);
  const auto query = ParseQuery(broadsheet::fuzz::TakeLine(text));
  if (!query.ok()) {
    Require(broadsheet::ReasonOf(query.status()) == "QUERY_TOO_LARGE", "the only error is of size");
    return 0;
  }
  const auto record = RecordOf(text);
  const IndexDocument document = MakeDocument(1, record);
  const bool matches = Matches(document, *query);
  CheckSnippets(*query, record);

  const std::string canonical = CanonicalQuery(*query);
  if (canonical.size() > kMaxQueryBytes || HasQuotationMark(*query)) return 0;
  const auto again = ParseQuery(canonical);
  if (!again.ok()) return 0;  // written out, it may pass a limit
  Require(CanonicalQuery(*again) == canonical, "the canonical form is its own", canonical);
  Require(Matches(document, *again) == matches, "the canonical form finds the same", canonical);
  return 0;
}
