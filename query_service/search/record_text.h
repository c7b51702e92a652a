// The texts of a record that can be searched, and where each came from.
//
// One place decides what belongs to which field, so that what is indexed, what
// is highlighted and what a filter finds agree.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "broadsheet/record/v1/record.pb.h"
#include "query_service/index/query.h"

namespace broadsheet::query {

// All fields that a record has as it is, without those derived for the index.
inline constexpr FieldMask kRecordFields = MaskOf(TextField::kVerbatim) - 1;

// The fields of Record that hold text.
enum class RecordPart : uint8_t {
  kHeadline,
  kKicker,
  kDeck,
  kColumn,
  kSpeakerName,
  kSpeakerTitle,
  kReporter,
  kCredit,
  kParagraph,
  kCaption,
  kPerson,
  kOrganization,
  kPlace,
  kQuote,
  kProposal,  // an item of an enumeration
};

// One value of a record; valid as long as the record is unchanged.
struct RecordText {
  RecordPart part = RecordPart::kHeadline;
  int index = 0;  // of a repeated field
  int item = 0;   // kProposal: of the enumeration `index`
  std::string_view text;
};

// Which field searches a part.
TextField FieldOf(RecordPart part);

// Calls visit for each value, not empty, of these fields, in the order of
// RecordPart, until it returns false.
void VisitTexts(const record::v1::Record& record, FieldMask fields,
                const std::function<bool(const RecordText&)>& visit);

// As a path in Record, e.g. paragraphs[2].text.
std::string PathOf(const RecordText& text);

// The bytes of the upload that gave text[start, end), in the order of the
// text; several where it crosses a seam, none where they are not known.
std::vector<record::v1::Span> UploadSpans(const record::v1::Record& record, const RecordText& text, uint32_t start,
                                          uint32_t end);

}  // namespace broadsheet::query
