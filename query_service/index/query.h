// What an index is asked: a text query and a filter, both already parsed and
// their text already folded (common/text/fold.h). Plain data, no behaviour.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace broadsheet::query {

// The text fields of a record that can be searched, one value or several each.
enum class TextField : uint8_t {
  kHeadline,      // headline, kicker, deck and column
  kSpeaker,       // the speaker's name and titles
  kReporter,      // reporters and other credits
  kBody,          // paragraphs and captions
  kPerson,        // the fields from here on repeat parts of the body and are
  kOrganization,  // searched only when a query names them
  kPlace,
  kQuote,
  kProposal,
  kVerbatim,  // the default fields before traditional characters were replaced,
              // of a record that has any (search/match_classes.h)
  kSpelling,  // names, headlines and Latin words by their sound and letters
              // (search/spelling.h)
};
inline constexpr int kTextFieldCount = 11;

// A set of text fields, one bit a field.
using FieldMask = uint16_t;
constexpr FieldMask MaskOf(TextField field) { return FieldMask(1u << static_cast<int>(field)); }
// What a query without a field prefix searches.
inline constexpr FieldMask kDefaultFields = MaskOf(TextField::kHeadline) | MaskOf(TextField::kSpeaker) |
                                            MaskOf(TextField::kReporter) | MaskOf(TextField::kBody);

// A text query as a tree.
struct TextQuery {
  enum class Kind : uint8_t {
    kAll,     // every record
    kNone,    // no record
    kPhrase,  // one value of one of `fields` contains `text`
    kPrefix,  // as kPhrase, and `text` begins at a word boundary of the value:
              // not both of the character before and its first one are
              // IsWordCharacter (text_match.h)
    kNear,    // one value of one of `fields` (its children's own do not count)
              // contains an occurrence of every child (kPhrase, kPrefix), in any
              // order, within a stretch of at most `distance` characters
    kAnd,     // all children
    kOr,      // at least one child
    kNot,     // not its one child
  };
  Kind kind = Kind::kAll;
  FieldMask fields = kDefaultFields;
  std::string text{};      // folded UTF-8, not empty for kPhrase and kPrefix
  std::string verbatim{};  // … as it was before traditional characters were
                           // replaced, for match classes; indexes do not read it
  int distance = 0;
  std::vector<TextQuery> children{};
};

// The values of a record that filters, sorting and facets use.
enum class Column : uint8_t {
  // Numbers, one value a record.
  kDate,       // days since 1970-01-01; kNoDate if the issue has none
  kPage,       // from 1
  kOrdinal,    // from 0
  kKind,       // record.v1.RecordKind
  kTruncated,  // 0 or 1
  // Strings, any number of values a record.
  kName,           // the resource name
  kIssue,          // publications/{p}/issues/{i}
  kPublicationId,  // {p}
  kPublication,    // as readers know it
  kSection,
  kLanguage,
  kHeadline,  // the headline's text
  kSpeakerName,
  kSpeakerTitle,
  kSpeakerRole,
  kReporter,
  kCredit,
  kPerson,
  kOrganization,
  kPlace,
  kKeyword,
};
inline constexpr int kNumberColumnCount = 5;
inline constexpr int kColumnCount = 21;
constexpr bool IsNumber(Column column) { return static_cast<int>(column) < kNumberColumnCount; }
// The date of records without one: before every other.
inline constexpr int64_t kNoDate = INT32_MIN;

// A filter as a tree.
struct Filter {
  enum class Kind : uint8_t {
    kAll,       // every record
    kAnd,       // all children
    kOr,        // at least one child
    kNot,       // not its one child
    kCompare,   // number columns: value `op` number
    kEquals,    // string columns: one value equals `text`
    kStarts,    // … begins with it
    kEnds,      // … ends with it
    kContains,  // … contains it
    kPresent,   // the record has a value at all; numbers: always, but for kNoDate
    kBody,      // the folded text of `fields` contains `text`, as kPhrase
  };
  enum class Op : uint8_t { kLess, kLessEqual, kEqual, kGreaterEqual, kGreater };
  Kind kind = Kind::kAll;
  Column column = Column::kDate;
  Op op = Op::kEqual;
  int64_t number = 0;
  std::string text{};  // folded UTF-8; string columns are compared folded
  FieldMask fields = kDefaultFields;
  std::vector<Filter> children{};
};

}  // namespace broadsheet::query
