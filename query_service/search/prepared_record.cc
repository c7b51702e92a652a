#include "query_service/search/prepared_record.h"

#include <utility>

#include "common/text/fold.h"

namespace broadsheet::query {

std::shared_ptr<const PreparedRecord> PreparedRecord::Make(std::string basic, std::string_view details) {
  std::shared_ptr<PreparedRecord> prepared(new PreparedRecord);
  prepared->basic_ = std::move(basic);
  prepared->whole_bytes_ = prepared->basic_.size() + details.size();
  record::v1::Record& record = prepared->record_;
  if (!record.ParseFromString(prepared->basic_)) return nullptr;
  if (!record.MergeFromString({details.data(), details.size()})) return nullptr;
  VisitTexts(record, kDefaultFields, [&](const RecordText& text) {
    FoldedValue& value = prepared->values_.emplace_back(FoldedValue{text, FoldWithSource(text.text)});
    value.folded.ShrinkToFit();
    return true;
  });
  return prepared;
}

size_t PreparedRecord::Bytes() const {
  size_t bytes = sizeof(*this) - sizeof(record_) + basic_.capacity() + record_.SpaceUsedLong() +
                 values_.capacity() * sizeof(FoldedValue);
  for (const FoldedValue& value : values_) bytes += value.folded.ExtraBytes();
  return bytes;
}

}  // namespace broadsheet::query
