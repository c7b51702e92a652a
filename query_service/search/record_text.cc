#include "query_service/search/record_text.h"

#include "absl/strings/str_cat.h"
#include "query_service/search/upload_spans.h"

namespace broadsheet::query {
namespace {

using record::v1::Record;
using record::v1::Span;

// Visits values and stops where it is told to.
class Visitor {
 public:
  Visitor(FieldMask fields, const std::function<bool(const RecordText&)>& visit) : fields_(fields), visit_(visit) {}

  bool Wants(TextField field) const { return going_ && (fields_ & MaskOf(field)); }

  void Add(RecordPart part, std::string_view text, int index = 0, int item = 0) {
    if (going_ && !text.empty()) going_ = visit_({part, index, item, text});
  }

  // `text_of` gives the text of one element.
  template <typename Repeated, typename TextOf>
  void AddAll(RecordPart part, const Repeated& values, TextOf text_of) {
    for (int i = 0; i < values.size() && going_; ++i) Add(part, text_of(values[i]), i);
  }

 private:
  const FieldMask fields_;
  const std::function<bool(const RecordText&)>& visit_;
  bool going_ = true;
};

void VisitProposals(const Record& record, Visitor& visitor) {
  for (int i = 0; i < record.enumerations_size(); ++i) {
    const auto& enumeration = record.enumerations(i);
    if (enumeration.kind() != record::v1::ENUMERATION_KIND_PROPOSAL) continue;
    for (int j = 0; j < enumeration.items_size(); ++j) {
      visitor.Add(RecordPart::kProposal, enumeration.items(j).text(), i, j);
    }
  }
}

}  // namespace

TextField FieldOf(RecordPart part) {
  switch (part) {
    case RecordPart::kHeadline:
    case RecordPart::kKicker:
    case RecordPart::kDeck:
    case RecordPart::kColumn:
      return TextField::kHeadline;
    case RecordPart::kSpeakerName:
    case RecordPart::kSpeakerTitle:
      return TextField::kSpeaker;
    case RecordPart::kReporter:
    case RecordPart::kCredit:
      return TextField::kReporter;
    case RecordPart::kParagraph:
    case RecordPart::kCaption:
      return TextField::kBody;
    case RecordPart::kPerson:
      return TextField::kPerson;
    case RecordPart::kOrganization:
      return TextField::kOrganization;
    case RecordPart::kPlace:
      return TextField::kPlace;
    case RecordPart::kQuote:
      return TextField::kQuote;
    case RecordPart::kProposal:
      break;
  }
  return TextField::kProposal;
}

void VisitTexts(const Record& record, FieldMask fields, const std::function<bool(const RecordText&)>& visit) {
  const auto name = [](const auto& value) -> std::string_view { return value.name(); };
  const auto text = [](const auto& value) -> std::string_view { return value.text(); };
  const auto inner = [](const auto& value) -> std::string_view { return value.text().text(); };
  Visitor visitor(fields, visit);
  if (visitor.Wants(TextField::kHeadline)) {
    visitor.Add(RecordPart::kHeadline, record.headline().text());
    visitor.Add(RecordPart::kKicker, record.headline().kicker().text());
    visitor.AddAll(RecordPart::kDeck, record.headline().deck(), text);
    visitor.Add(RecordPart::kColumn, record.headline().column().text());
  }
  if (visitor.Wants(TextField::kSpeaker)) {
    visitor.Add(RecordPart::kSpeakerName, record.speaker().name());
    visitor.AddAll(RecordPart::kSpeakerTitle, record.speaker().titles(), inner);
  }
  if (visitor.Wants(TextField::kReporter)) {
    visitor.AddAll(RecordPart::kReporter, record.reporters(), name);
    visitor.AddAll(RecordPart::kCredit, record.credits(), name);
  }
  if (visitor.Wants(TextField::kBody)) {
    visitor.AddAll(RecordPart::kParagraph, record.paragraphs(), text);
    // A photo's own captions are among its paragraphs.
    if (record.kind() != record::v1::RECORD_KIND_PHOTO) {
      visitor.AddAll(RecordPart::kCaption, record.captions(), inner);
    }
  }
  if (visitor.Wants(TextField::kPerson)) visitor.AddAll(RecordPart::kPerson, record.persons(), name);
  if (visitor.Wants(TextField::kOrganization)) visitor.AddAll(RecordPart::kOrganization, record.organizations(), name);
  if (visitor.Wants(TextField::kPlace)) visitor.AddAll(RecordPart::kPlace, record.places(), name);
  if (visitor.Wants(TextField::kQuote)) visitor.AddAll(RecordPart::kQuote, record.quotes(), text);
  if (visitor.Wants(TextField::kProposal)) VisitProposals(record, visitor);
}

std::string PathOf(const RecordText& text) {
  switch (text.part) {
    case RecordPart::kHeadline:
      return "headline.text";
    case RecordPart::kKicker:
      return "headline.kicker.text";
    case RecordPart::kDeck:
      return absl::StrCat("headline.deck[", text.index, "].text");
    case RecordPart::kColumn:
      return "headline.column.text";
    case RecordPart::kSpeakerName:
      return "speaker.name";
    case RecordPart::kSpeakerTitle:
      return absl::StrCat("speaker.titles[", text.index, "].text.text");
    case RecordPart::kReporter:
      return absl::StrCat("reporters[", text.index, "].name");
    case RecordPart::kCredit:
      return absl::StrCat("credits[", text.index, "].name");
    case RecordPart::kParagraph:
      return absl::StrCat("paragraphs[", text.index, "].text");
    case RecordPart::kCaption:
      return absl::StrCat("captions[", text.index, "].text.text");
    case RecordPart::kPerson:
      return absl::StrCat("persons[", text.index, "].name");
    case RecordPart::kOrganization:
      return absl::StrCat("organizations[", text.index, "].name");
    case RecordPart::kPlace:
      return absl::StrCat("places[", text.index, "].name");
    case RecordPart::kQuote:
      return absl::StrCat("quotes[", text.index, "].text");
    case RecordPart::kProposal:
      break;
  }
  return absl::StrCat("enumerations[", text.index, "].items[", text.item, "].text");
}

std::vector<Span> UploadSpans(const Record& record, const RecordText& text, uint32_t start, uint32_t end) {
  const int i = text.index;
  switch (text.part) {
    case RecordPart::kHeadline:
      return SpansOfLines(record.headline(), start, end);
    case RecordPart::kKicker:
      return SpansOfText(record.headline().kicker().spans(), start, end);
    case RecordPart::kDeck:
      return SpansOfText(record.headline().deck(i).spans(), start, end);
    case RecordPart::kColumn:
      return SpansOfText(record.headline().column().spans(), start, end);
    case RecordPart::kSpeakerName:
      return SpansOfName(text.text, record.speaker().line(), start, end);
    case RecordPart::kSpeakerTitle:
      return SpansOfText(record.speaker().titles(i).text().spans(), start, end);
    case RecordPart::kReporter:
      return SpansOfName(text.text, record.reporters(i).printed(), start, end);
    case RecordPart::kCredit:
      return SpansOfName(text.text, record.credits(i).printed(), start, end);
    case RecordPart::kParagraph:
      return SpansOfText(record.paragraphs(i).spans(), start, end);
    case RecordPart::kCaption:
      return SpansOfText(record.captions(i).text().spans(), start, end);
    case RecordPart::kPerson:
      return SpansOfMention(record, text.text, record.persons(i).ranges(), start, end);
    case RecordPart::kOrganization:
      return SpansOfMention(record, text.text, record.organizations(i).ranges(), start, end);
    case RecordPart::kPlace:
      return SpansOfMention(record, text.text, record.places(i).ranges(), start, end);
    case RecordPart::kQuote:
      return SpansOfRanges(record, text.text, record.quotes(i).ranges(), start, end);
    case RecordPart::kProposal:
      break;
  }
  return SpansOfRanges(record, text.text, record.enumerations(i).items(text.item).ranges(), start, end);
}

}  // namespace broadsheet::query
