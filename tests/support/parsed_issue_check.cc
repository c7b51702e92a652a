#include "tests/support/parsed_issue_check.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <initializer_list>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"

namespace broadsheet::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using record::v1::Account;
using record::v1::Record;
using record::v1::TextRange;

std::string WithoutSpace(std::string_view text) {
  std::string dense;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    if (!IsSpace(NextCharacter(text, at))) dense += text.substr(begin, at - begin);
  }
  return dense;
}

std::string_view Part(std::string_view text, uint64_t start, uint64_t end) { return text.substr(start, end - start); }

bool BeginsCharacter(std::string_view text, size_t at) { return at == text.size() || (text[at] & 0xC0) != 0x80; }

std::string BrokenAccount(std::string_view upload, const Account& account, bool utf8) {
  uint64_t next = 0, unassigned = 0;
  for (const auto& entry : account.entries()) {
    if (entry.start() != next || entry.end() <= entry.start()) return absl::StrCat("account: entries tile, at ", next);
    if (entry.fate() == record::v1::FATE_UNSPECIFIED) return absl::StrCat("account: a fate each, at ", next);
    if (entry.fate() == record::v1::FATE_UNASSIGNED) unassigned += entry.end() - entry.start();
    next = entry.end();
    if (entry.fate() != record::v1::FATE_REPETITION) continue;
    if (entry.repeats_end() > upload.size() || entry.repeats_start() >= entry.repeats_end() ||
        (utf8 && WithoutSpace(Part(upload, entry.start(), entry.end())) !=
                     WithoutSpace(Part(upload, entry.repeats_start(), entry.repeats_end())))) {
      return absl::StrCat("account: a repetition equals what it repeats, at ", entry.start());
    }
  }
  if (next != upload.size() || account.size_bytes() != upload.size()) return "account: it covers the upload";
  return account.unassigned_bytes() == unassigned ? "" : "account: unassigned_bytes is their sum";
}

// Of any field, however deep.
bool AllTextIsUtf8(const Message& message) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->type() == FieldDescriptor::TYPE_MESSAGE) {
        if (!AllTextIsUtf8(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                                : reflection.GetMessage(message, field))) {
          return false;
        }
      } else if (field->type() == FieldDescriptor::TYPE_STRING) {
        const std::string text = field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                                      : reflection.GetString(message, field);
        if (FindInvalidUtf8(text) != std::string_view::npos) return false;
      }
    }
  }
  return true;
}

// Of all messages of the type Range inside `message`.
template <typename Visit>
void VisitRanges(const Message& message, Visit visit) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->type() != FieldDescriptor::TYPE_MESSAGE) continue;
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      const Message& child = field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                                  : reflection.GetMessage(message, field);
      if (child.GetDescriptor() == TextRange::descriptor()) {
        visit(static_cast<const TextRange&>(child), message.GetDescriptor()->name());
      } else {
        VisitRanges(child, visit);
      }
    }
  }
}

std::string BrokenRanges(const Record& record) {
  std::string broken;
  VisitRanges(record, [&](const TextRange& range, const std::string& owner) {
    if (static_cast<int>(range.paragraph()) >= record.paragraphs_size()) {
      broken = "a range's paragraph is one of the record";
      return;
    }
    const std::string& text = record.paragraphs(static_cast<int>(range.paragraph())).text();
    if (range.start() >= range.end() || range.end() > text.size() || !BeginsCharacter(text, range.start()) ||
        !BeginsCharacter(text, range.end())) {
      broken = absl::StrCat(owner, ": a range lies in its paragraph and cuts no character: ", range.ShortDebugString());
    }
  });
  return broken;
}

std::string BrokenSpans(std::string_view upload, const Record& record, bool utf8) {
  for (const auto& paragraph : record.paragraphs()) {
    uint32_t covered = 0;
    for (const auto& span : paragraph.spans()) {
      if (span.start() >= span.end() || span.end() > upload.size() || span.text_start() < covered ||
          span.text_start() >= span.text_end() || span.text_end() > paragraph.text().size()) {
        return absl::StrCat("spans lie in upload and text, in its order: ", span.ShortDebugString());
      }
      covered = span.text_end();
      if (utf8 &&
          Part(upload, span.start(), span.end()) != Part(paragraph.text(), span.text_start(), span.text_end())) {
        return absl::StrCat("a span's bytes are its text: ", span.ShortDebugString());
      }
    }
  }
  for (const auto& seam : record.seams()) {
    if (static_cast<int>(seam.paragraph()) >= record.paragraphs_size() ||
        seam.offset() > record.paragraphs(static_cast<int>(seam.paragraph())).text().size() ||
        !BeginsCharacter(record.paragraphs(static_cast<int>(seam.paragraph())).text(), seam.offset()) ||
        seam.before_end() > upload.size() || seam.after_start() > upload.size() ||
        !(seam.confidence() >= 0 && seam.confidence() <= 1)) {
      return absl::StrCat("a seam lies in the record: ", seam.ShortDebugString());
    }
  }
  return "";
}

std::string BrokenRecord(std::string_view upload, const Record& record, bool utf8) {
  if (record.kind() == record::v1::RECORD_KIND_UNSPECIFIED) return "a record is of a kind";
  if (!AllTextIsUtf8(record)) return "all text is UTF-8";
  if (std::string broken = BrokenSpans(upload, record, utf8); !broken.empty()) return broken;
  return BrokenRanges(record);
}

}  // namespace

std::string BrokenPromise(std::string_view upload, const ingest::ParsedIssue& issue) {
  const bool utf8 = issue.issue.charset() == "UTF-8";
  if (std::string broken = BrokenAccount(upload, issue.account, utf8); !broken.empty()) return broken;
  if (issue.record_ids.size() != issue.records.size()) return "each record has an id";
  if (issue.explanations.size() != issue.records.size()) return "each record has an explanation";
  if (!AllTextIsUtf8(issue.issue)) return "all text of the issue is UTF-8";
  for (size_t i = 0; i < issue.records.size(); ++i) {
    const Record& record = issue.records[i];
    if (record.ordinal() != i) return "records are in the order of their ordinals";
    if (std::string broken = BrokenRecord(upload, record, utf8); !broken.empty()) {
      return absl::StrCat("record ", i, ": ", broken);
    }
  }
  return "";
}

}  // namespace broadsheet::testing
