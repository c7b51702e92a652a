#include "ingest_service/parser/assemble/assemble.h"

#include <string>
#include <vector>

#include "ingest_service/parser/assemble/account.h"
#include "ingest_service/parser/assemble/explanation.h"
#include "ingest_service/parser/assemble/record_draft.h"
#include "ingest_service/parser/assemble/record_ids.h"
#include "ingest_service/parser/assemble/record_writer.h"
#include "ingest_service/parser/classify/notice.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Record;

record::v1::Truncation TruncationOf(const StitchedArticle& article) {
  if (article.jump_missing) return record::v1::TRUNCATION_JUMP_MISSING;
  if (article.start_missing) {
    return article.end_missing ? record::v1::TRUNCATION_BOTH_MISSING : record::v1::TRUNCATION_START_MISSING;
  }
  return article.end_missing ? record::v1::TRUNCATION_END_MISSING : record::v1::TRUNCATION_UNSPECIFIED;
}

// The last lines of a page that nothing stands under and nobody signs: no text, no
// picture. Elsewhere its text may have been lost.
bool IsBareLine(const RecordDraft& draft, const AnalyzedText& analyzed, const Record& record) {
  if (!record.paragraphs().empty() || !record.captions().empty() || !record.reporters().empty()) return false;
  for (size_t i = static_cast<size_t>(draft.head()) + 1; i < analyzed.items.size(); ++i) {
    if (analyzed.items[i].page != analyzed.items[draft.head()].page) break;
    if (analyzed.labels[analyzed.FirstUnit(static_cast<int>(i))].role != Role::kFurniture) return false;
  }
  return true;
}

record::v1::RecordKind KindOf(const RecordDraft& draft, const AnalyzedText& analyzed, const Record& record) {
  if (draft.article == nullptr) {
    return analyzed.IsPhoto(draft.own.front().item) ? record::v1::RECORD_KIND_PHOTO : record::v1::RECORD_KIND_FRAGMENT;
  }
  const std::string& headline = record.headline().text();
  if (headline.empty() || IsBareLine(draft, analyzed, record)) return record::v1::RECORD_KIND_FRAGMENT;
  if (analyzed.items[draft.head()].banner && record.paragraphs_size() > 0) return record::v1::RECORD_KIND_LEDE;
  if (IsNoticeTitle(headline) && record.reporters().empty()) return record::v1::RECORD_KIND_NOTICE;
  return record::v1::RECORD_KIND_ARTICLE;
}

class Assembler {
 public:
  Assembler(const UploadPlaces& places, const AnalyzedText& analyzed, ParsedIssue& issue)
      : places_(places), analyzed_(analyzed), issue_(issue) {}

  void Run(const Stitching& stitching, size_t upload_size) {
    for (const RecordDraft& draft : DraftRecords(analyzed_, stitching)) Build(draft);
    ClaimFurniture();
    for (const Repetition& repetition : analyzed_.repetitions) account_.ClaimRepetition(repetition);
    issue_.account = account_.Close(places_.decoded(), upload_size);
    NoteRemovals(issue_);
  }

 private:
  void Build(const RecordDraft& draft) {
    const auto index = static_cast<uint32_t>(issue_.records.size());
    Record& record = issue_.records.emplace_back();
    const int first = draft.article != nullptr ? draft.head() : draft.own.front().item;
    const int page = analyzed_.items[first].page;
    record.set_ordinal(index);
    record.set_page(static_cast<uint32_t>(page) + 1);
    record.set_section(issue_.issue.pages(page).section());
    record.set_date(issue_.issue.date());
    const RecordWriter writer{analyzed_, places_, account_, index, record};
    if (draft.article != nullptr) WriteHead(draft.head(), writer);
    WriteBody(draft.body(), writer);
    for (const int photo : draft.photos) WritePhoto(photo, writer);
    record.set_kind(KindOf(draft, analyzed_, record));
    if (record.kind() == record::v1::RECORD_KIND_PHOTO) WriteOwnCaptions(first, writer);
    SetTruncation(draft, record);
    issue_.explanations.push_back(ExplainBody(draft.body(), analyzed_, places_));
    issue_.record_ids.push_back(ids_.IdOf(record));
  }

  static void SetTruncation(const RecordDraft& draft, Record& record) {
    if (draft.article != nullptr) {
      record.set_truncation(TruncationOf(*draft.article));
    } else if (record.kind() == record::v1::RECORD_KIND_FRAGMENT && !record.paragraphs().empty() &&
               !EndsSentence(record.paragraphs().rbegin()->text())) {
      record.set_truncation(record::v1::TRUNCATION_END_MISSING);
    }
  }

  // Hyphens that divide a word between two lines belong to the layout.
  void ClaimHyphens(const Passage& passage) {
    for (size_t i = 0; i + 1 < passage.runs.size(); ++i) {
      const size_t end = passage.runs[i].end;
      const bool touches = passage.runs[i].at + (end - passage.runs[i].start) == passage.runs[i + 1].at;
      if (!touches || places_.decoded().text[end] != '-') continue;
      account_.ClaimFurniture(end, end + 1, record::v1::FURNITURE_TYPE_LAYOUT);
    }
  }

  void ClaimFurniture() {
    for (size_t u = 0; u < analyzed_.units.size(); ++u) {
      const Passage& passage = analyzed_.units[u].passage;
      ClaimHyphens(passage);
      const record::v1::FurnitureType type = analyzed_.labels[u].furniture;
      if (type == record::v1::FURNITURE_TYPE_UNSPECIFIED) continue;
      for (const PassageRun& run : passage.runs) account_.ClaimFurniture(run.start, run.end, type);
    }
  }

  const UploadPlaces& places_;
  const AnalyzedText& analyzed_;
  ParsedIssue& issue_;
  AccountKeeper account_;
  RecordIds ids_;
};

}  // namespace

void Assemble(const DecodedText& decoded, size_t upload_size, const AnalyzedText& analyzed, const Stitching& stitching,
              ParsedIssue& issue) {
  const UploadPlaces places(decoded, upload_size);
  Assembler(places, analyzed, issue).Run(stitching, upload_size);
}

}  // namespace broadsheet::ingest
