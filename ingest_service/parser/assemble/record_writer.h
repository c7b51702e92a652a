// Passages of the upload as fields of a record, with their spans and their
// place in the account.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"
#include "ingest_service/parser/analyze/analyze.h"
#include "ingest_service/parser/assemble/account.h"
#include "ingest_service/parser/assemble/upload_places.h"
#include "ingest_service/parser/credits/credit_line.h"
#include "ingest_service/parser/text/passage.h"

namespace broadsheet::ingest {

// What writing one record needs. Everything outlives it.
struct RecordWriter {
  const AnalyzedText& analyzed;
  const UploadPlaces& places;
  AccountKeeper& account;
  uint32_t index = 0;  // of the record in the issue
  record::v1::Record& record;

  const Passage& PassageOf(size_t unit) const { return analyzed.units[unit].passage; }

  // Says that the passage's bytes are in a field of the record.
  void Claim(const Passage& passage, std::string_view field) const;
  record::v1::Text TextOf(const Passage& passage) const;
  // Spans of a passage that stands `shift` bytes behind the field's beginning.
  void AddSpans(const Passage& passage, size_t shift,
                google::protobuf::RepeatedPtrField<record::v1::Span>& spans) const;
  // Credits printed in the passage, on the lists of the record they belong to.
  void AddCredits(const std::vector<PrintedCredit>& credits, const Passage& passage) const;
};

// The headline's parts, the speaker and the byline. `item` is the head's.
void WriteHead(int item, const RecordWriter& writer);

// The paragraphs with the seams between them, and the lines under pictures.
void WriteBody(const std::vector<Link>& body, const RecordWriter& writer);

// The captions of the photo `item`, whose units are not in the record's
// paragraphs.
void WritePhoto(int item, const RecordWriter& writer);

// The captions among the paragraphs of a record that is a photo.
void WriteOwnCaptions(int item, const RecordWriter& writer);

}  // namespace broadsheet::ingest
