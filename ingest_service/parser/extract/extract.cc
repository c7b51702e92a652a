#include "ingest_service/parser/extract/extract.h"

#include "ingest_service/parser/extract/signature.h"

namespace broadsheet::ingest {

void Extract(const ExtractContext& context, record::v1::Record& record) {
  ExtractSignatures(context.issue_date, record);
}

}  // namespace broadsheet::ingest
