#include "ingest_service/parser/assemble/record_writer.h"

#include <utility>

#include "ingest_service/parser/extract/record_credits.h"

namespace broadsheet::ingest {

void RecordWriter::Claim(const Passage& passage, std::string_view field) const {
  for (const PassageRun& run : passage.runs) account.ClaimRecord(run.start, run.end, index, field);
}

record::v1::Text RecordWriter::TextOf(const Passage& passage) const {
  record::v1::Text text;
  text.set_text(passage.text);
  AddSpans(passage, 0, *text.mutable_spans());
  return text;
}

void RecordWriter::AddSpans(const Passage& passage, size_t shift,
                            google::protobuf::RepeatedPtrField<record::v1::Span>& spans) const {
  for (const PassageRun& run : passage.runs) {
    places.decoded().offsets.ForEachRun(run.start, run.end, [&](size_t start, size_t end) {
      record::v1::Span* span = spans.Add();
      span->set_start(places.Start(start));
      span->set_end(places.End(end));
      span->set_text_start(static_cast<uint32_t>(shift + run.at + (start - run.start)));
      span->set_text_end(static_cast<uint32_t>(shift + run.at + (end - run.start)));
    });
  }
}

void RecordWriter::AddCredits(const std::vector<PrintedCredit>& credits, const Passage& passage) const {
  for (const PrintedCredit& credit : credits) {
    AddCredit(credit, TextOf(passage.Part(credit.printed.start, credit.printed.end)), record);
  }
}

}  // namespace broadsheet::ingest
