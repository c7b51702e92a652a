#include "query_service/api/record_match.h"

#include "query_service/index/filter_match.h"
#include "query_service/index/text_limit.h"
#include "query_service/index/text_match.h"
#include "query_service/search/document.h"

namespace broadsheet::query {

IndexDocument IndexedDocument(DocId doc, const record::v1::Record& record) {
  IndexDocument document = MakeDocument(doc, record);
  CutText(document, kMaximumFieldBytes);
  return document;
}

bool DocumentMatches(const IndexSearch& search, const IndexDocument& document) {
  return Passes(document, search.filter) && Matches(document, search.query);
}

}  // namespace broadsheet::query
