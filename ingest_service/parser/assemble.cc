#include "ingest_service/parser/assemble.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/account.h"
#include "ingest_service/parser/classify/notice.h"
#include "ingest_service/parser/extract/byline.h"
#include "ingest_service/parser/extract/photo_credit.h"
#include "ingest_service/parser/extract/record_credits.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

using record::v1::Record;

// What becomes one record.
struct Draft {
  size_t start = 0;  // its first byte
  int head = -1;     // item; -1: none
  const std::vector<Link>* body = nullptr;
  std::vector<Link> own;  // body of a photo or a fragment
  record::v1::Truncation truncation = record::v1::TRUNCATION_UNSPECIFIED;
};

class Assembler {
 public:
  Assembler(const DecodedText& decoded, const AnalyzedText& analyzed, ParsedIssue& issue)
      : decoded_(decoded), analyzed_(analyzed), issue_(issue) {}

  void Run(const Stitching& stitching, size_t upload_size) {
    std::vector<Draft> drafts = DraftsOf(stitching);
    for (const Draft& draft : drafts) Build(draft);
    ClaimFurniture();
    for (const Repetition& repetition : analyzed_.repetitions) account_.ClaimRepetition(repetition);
    issue_.account = account_.Close(decoded_, upload_size);
    NoteRemovals();
  }

 private:
  const PageItem& Item(int item) const { return analyzed_.items[item]; }
  size_t FirstUnit(int item) const { return analyzed_.first_unit[item]; }
  size_t EndUnit(int item) const { return analyzed_.first_unit[item + 1]; }
  size_t StartOf(int item) const { return analyzed_.units[FirstUnit(item)].passage.start(); }
  size_t EndOf(int item) const { return analyzed_.units[EndUnit(item) - 1].passage.end(); }
  size_t Upload(size_t offset) const { return decoded_.offsets.ToUpload(offset); }
  // One past the upload's byte that decoded byte `offset` ends before.
  size_t UploadEnd(size_t offset) const {
    return offset == decoded_.text.size() ? issue_.issue.size_bytes() : decoded_.offsets.ToUpload(offset);
  }

  std::vector<Draft> DraftsOf(const Stitching& stitching) const {
    std::vector<Draft> drafts;
    for (const StitchedArticle& article : stitching.articles) {
      if (article.body.empty() && !HasTitle(article.head)) continue;  // a jump to no text
      Draft& draft = drafts.emplace_back();
      draft.start = StartOf(article.head);
      draft.head = article.head;
      draft.body = &article.body;
      draft.truncation = TruncationOf(article);
    }
    AddPhotos(drafts);
    AddFragments(stitching.orphans, drafts);
    std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) { return a.start < b.start; });
    return drafts;
  }

  static record::v1::Truncation TruncationOf(const StitchedArticle& article) {
    if (article.jump_missing) return record::v1::TRUNCATION_JUMP_MISSING;
    if (article.start_missing) {
      return article.end_missing ? record::v1::TRUNCATION_BOTH_MISSING : record::v1::TRUNCATION_START_MISSING;
    }
    return article.end_missing ? record::v1::TRUNCATION_END_MISSING : record::v1::TRUNCATION_UNSPECIFIED;
  }

  // A continuation from another page may stand under no headline.
  bool HasTitle(int head) const {
    for (size_t u = FirstUnit(head); u < EndUnit(head); ++u) {
      if (analyzed_.labels[u].role == Role::kTitle) return true;
    }
    return false;
  }

  void AddPhotos(std::vector<Draft>& drafts) const {
    for (int i = 0; i < static_cast<int>(analyzed_.items.size()); ++i) {
      if (Item(i).kind != PageItem::Kind::kBreak || !IsPhotoRole(analyzed_.labels[FirstUnit(i)].role)) continue;
      Draft& draft = drafts.emplace_back();
      draft.start = StartOf(i);
      draft.own.push_back({});
      draft.own.back().item = i;
    }
  }

  // Orphans that stand together become one record.
  void AddFragments(const std::vector<Link>& orphans, std::vector<Draft>& drafts) const {
    int before = -2;
    for (const Link& orphan : orphans) {
      const bool goes_on = orphan.item == before + 1 && Item(orphan.item).page == Item(before).page;
      if (!goes_on) {
        drafts.emplace_back();
        drafts.back().start = StartOf(orphan.item);
      }
      drafts.back().own.push_back(orphan);
      before = orphan.item;
    }
  }

  void Build(const Draft& draft) {
    index_ = static_cast<uint32_t>(issue_.records.size());
    Record& record = issue_.records.emplace_back();
    Explanation& explanation = issue_.explanations.emplace_back();
    const std::vector<Link>& body = draft.body != nullptr ? *draft.body : draft.own;
    const int first = draft.head >= 0 ? draft.head : body.front().item;
    record.set_ordinal(index_);
    record.set_page(static_cast<uint32_t>(Item(first).page) + 1);
    const auto& page = issue_.issue.pages(Item(first).page);
    record.set_section(page.section());
    record.set_date(issue_.issue.date());
    if (draft.head >= 0) FillHead(draft.head, record);
    FillBody(body, record, explanation);
    record.set_kind(KindOf(draft, record));
    record.set_truncation(draft.truncation);
    if (draft.head < 0 && record.kind() == record::v1::RECORD_KIND_FRAGMENT) {
      if (!record.paragraphs().empty() && !EndsSentence(record.paragraphs().rbegin()->text())) {
        record.set_truncation(record::v1::TRUNCATION_END_MISSING);
      }
    }
    issue_.record_ids.push_back(IdOf(record));
  }

  record::v1::RecordKind KindOf(const Draft& draft, const Record& record) const {
    if (draft.head < 0) {
      const bool photo = IsPhotoRole(analyzed_.labels[FirstUnit(draft.own.front().item)].role);
      return photo ? record::v1::RECORD_KIND_PHOTO : record::v1::RECORD_KIND_FRAGMENT;
    }
    const std::string& headline = record.headline().text();
    if (headline.empty()) return record::v1::RECORD_KIND_FRAGMENT;
    if (Item(draft.head).banner && record.paragraphs_size() > 0) return record::v1::RECORD_KIND_LEDE;
    if (IsNoticeTitle(headline) && record.reporters().empty()) return record::v1::RECORD_KIND_NOTICE;
    return record::v1::RECORD_KIND_ARTICLE;
  }

  void FillText(const Passage& passage, record::v1::Text& text) const {
    text.set_text(passage.text);
    AddSpans(passage, 0, *text.mutable_spans());
  }

  void AddSpans(const Passage& passage, size_t shift,
                google::protobuf::RepeatedPtrField<record::v1::Span>& spans) const {
    for (const PassageRun& run : passage.runs) {
      decoded_.offsets.ForEachRun(run.start, run.end, [&](size_t start, size_t end) {
        record::v1::Span* span = spans.Add();
        span->set_start(Upload(start));
        span->set_end(UploadEnd(end));
        span->set_text_start(static_cast<uint32_t>(shift + run.at + (start - run.start)));
        span->set_text_end(static_cast<uint32_t>(shift + run.at + (end - run.start)));
      });
    }
  }

  void Claim(const Passage& passage, std::string_view field) {
    for (const PassageRun& run : passage.runs) account_.ClaimRecord(run.start, run.end, index_, field);
  }

  void FillHead(int item, Record& record) {
    record::v1::Headline& headline = *record.mutable_headline();
    for (size_t u = FirstUnit(item); u < EndUnit(item); ++u) {
      const Passage& passage = analyzed_.units[u].passage;
      switch (analyzed_.labels[u].role) {
        case Role::kSpeaker:
          FillText(passage, *record.mutable_speaker()->mutable_line());
          record.mutable_speaker()->set_name(Item(item).speaker);
          Claim(passage, "speaker.line");
          break;
        case Role::kKicker:
          FillText(passage, *headline.mutable_kicker());
          Claim(passage, "headline.kicker");
          break;
        case Role::kColumn:
          FillText(passage, *headline.mutable_column());
          Claim(passage, "headline.column");
          break;
        case Role::kDeck:
          AddDeck(passage, headline);
          break;
        case Role::kByline:
          AddByline(passage, record);
          break;
        case Role::kContinuation:
          break;
        default:
          AddTitle(passage, headline);
      }
    }
  }

  void AddByline(const Passage& passage, Record& record) {
    Claim(passage, "reporters");
    if (const auto byline = ParseByline(passage.text)) AddCredits(byline->credits, passage, record);
  }

  void AddCredits(const std::vector<PrintedCredit>& credits, const Passage& passage, Record& record) const {
    for (const PrintedCredit& credit : credits) {
      record::v1::Text printed;
      FillText(passage.Part(credit.printed.start, credit.printed.end), printed);
      AddCredit(credit, std::move(printed), record);
    }
  }

  void AddTitle(const Passage& passage, record::v1::Headline& headline) {
    Claim(passage, absl::StrCat("headline.lines[", headline.lines_size(), "]"));
    std::string joined = headline.text();
    if (!joined.empty() && NeedsSpace(joined, passage.text)) joined += ' ';
    headline.set_text(joined + passage.text);
    FillText(passage, *headline.add_lines());
  }

  void AddDeck(const Passage& passage, record::v1::Headline& headline) {
    Claim(passage, absl::StrCat("headline.deck[", headline.deck_size(), "]"));
    size_t dash = 0;
    while (dash < passage.text.size()) {
      size_t next = dash;
      const char32_t c = NextCharacter(passage.text, next);
      if (c != U'—' && c != U'─' && c != U'－' && c != U'-' && !IsSpace(c)) break;
      dash = next;
    }
    FillText(passage.Part(dash, passage.text.size()), *headline.add_deck());
  }

  void FillBody(const std::vector<Link>& body, Record& record, Explanation& explanation) {
    for (size_t i = 0; i < body.size(); ++i) {
      const Link& link = body[i];
      for (size_t u = FirstUnit(link.item); u < EndUnit(link.item); ++u) {
        const bool inside = u == FirstUnit(link.item) && link.inside_paragraph && record.paragraphs_size() > 0;
        if (i > 0 && (link.seam || inside)) AddSeam(body[i - 1], link, inside, record);
        if (!AddPhotoCredit(u, record)) AddParagraph(u, inside, record);
      }
      AddFragment(link.item, explanation);
      if (i > 0) AddJoin(link, explanation);
    }
  }

  // The line under a picture is no text of the record.
  bool AddPhotoCredit(size_t unit, Record& record) {
    if (analyzed_.labels[unit].role != Role::kCredit) return false;
    const Passage& passage = analyzed_.units[unit].passage;
    Claim(passage, "credits");
    if (const auto credit = ParsePhotoCredit(passage.text)) AddCredits(credit->credits, passage, record);
    return true;
  }

  // The hyphen that divides a word between two lines is not of the text.
  static void DropHyphen(record::v1::Paragraph& paragraph) {
    paragraph.mutable_text()->pop_back();
    record::v1::Span& last = *paragraph.mutable_spans()->rbegin();
    const uint64_t size = (last.end() - last.start()) / (last.text_end() - last.text_start());  // of the hyphen
    last.set_end(last.end() - size);
    last.set_text_end(last.text_end() - 1);
    if (last.start() == last.end()) paragraph.mutable_spans()->RemoveLast();
  }

  void AddParagraph(size_t unit, bool inside, Record& record) {
    const Passage& passage = analyzed_.units[unit].passage;
    record::v1::Paragraph* paragraph =
        inside ? record.mutable_paragraphs(record.paragraphs_size() - 1) : record.add_paragraphs();
    if (inside && IsDividedWord(paragraph->text(), passage.text)) {
      DropHyphen(*paragraph);
    } else if (inside && NeedsSpace(paragraph->text(), passage.text)) {
      paragraph->mutable_text()->push_back(' ');
    }
    AddSpans(passage, paragraph->text().size(), *paragraph->mutable_spans());
    paragraph->mutable_text()->append(passage.text);
    const bool subhead = analyzed_.labels[unit].role == Role::kSubhead;
    paragraph->set_kind(subhead ? record::v1::PARAGRAPH_KIND_SUBHEAD : record::v1::PARAGRAPH_KIND_BODY);
    Claim(passage, absl::StrCat("paragraphs[", record.paragraphs_size() - 1, "]"));
  }

  void AddSeam(const Link& before, const Link& link, bool inside, Record& record) const {
    record::v1::Seam& seam = *record.add_seams();
    seam.set_paragraph(static_cast<uint32_t>(record.paragraphs_size() - (inside ? 1 : 0)));
    if (inside) seam.set_offset(static_cast<uint32_t>(record.paragraphs().rbegin()->text().size()));
    seam.set_before_end(UploadEnd(EndOf(before.item)));
    seam.set_after_start(Upload(StartOf(link.item)));
    seam.set_confidence(link.confidence);
    if (link.runner_up < 0) return;
    seam.mutable_runner_up()->set_after_start(Upload(StartOf(link.runner_up)));
    seam.mutable_runner_up()->set_confidence(link.runner_up_confidence);
  }

  void FillFragment(int item, v1::Fragment& fragment) const {
    fragment.set_start(Upload(StartOf(item)));
    fragment.set_end(UploadEnd(EndOf(item)));
    fragment.set_text(Item(item).text);
    fragment.set_block(static_cast<uint32_t>(analyzed_.units[FirstUnit(item)].block));
  }

  void AddFragment(int item, Explanation& explanation) const {
    FillFragment(item, explanation.fragments.emplace_back());
  }

  void AddJoin(const Link& link, Explanation& explanation) const {
    v1::Join& join = explanation.joins.emplace_back();
    join.set_confidence(link.confidence);
    join.set_inside_paragraph(link.inside_paragraph);
    for (const Clue& clue : link.clues) {
      v1::Evidence* evidence = join.add_evidence();
      evidence->set_name(clue.name);
      evidence->set_weight(clue.weight);
    }
    if (link.runner_up < 0) return;
    v1::Candidate* candidate = join.add_candidates();
    FillFragment(link.runner_up, *candidate->mutable_fragment());
    candidate->set_confidence(link.runner_up_confidence);
  }

  // Hyphens that divide a word between two lines belong to the layout.
  void ClaimHyphens(const Passage& passage) {
    for (size_t i = 0; i + 1 < passage.runs.size(); ++i) {
      const size_t end = passage.runs[i].end;
      const bool touches = passage.runs[i].at + (end - passage.runs[i].start) == passage.runs[i + 1].at;
      if (!touches || decoded_.text[end] != '-') continue;
      account_.ClaimFurniture(end, end + 1, record::v1::FURNITURE_TYPE_LAYOUT);
    }
  }

  void ClaimFurniture() {
    for (size_t u = 0; u < analyzed_.units.size(); ++u) {
      ClaimHyphens(analyzed_.units[u].passage);
      const Label& label = analyzed_.labels[u];
      if (label.furniture == record::v1::FURNITURE_TYPE_UNSPECIFIED) continue;
      for (const PassageRun& run : analyzed_.units[u].passage.runs) {
        account_.ClaimFurniture(run.start, run.end, label.furniture);
      }
    }
  }

  // Gives each removed repetition to the record that holds what it repeats.
  void NoteRemovals() {
    const auto& entries = issue_.account.entries();
    for (const auto& entry : entries) {
      if (entry.fate() != record::v1::FATE_REPETITION) continue;
      const auto holder = std::upper_bound(entries.begin(), entries.end(), entry.repeats_start(),
                                           [](uint64_t at, const auto& e) { return at < e.end(); });
      if (holder == entries.end() || holder->fate() != record::v1::FATE_RECORD) continue;
      issue_.explanations[holder->record()].removed.push_back(entry);
    }
  }

  // 12 hexadecimal digits of the folded headline's (or text's) FNV-1a hash, and
  // a number behind equal ones.
  std::string IdOf(const Record& record) {
    std::string key = record.headline().text();
    if (key.empty() && record.paragraphs_size() > 0)
      key = std::string(CutAtCharacter(record.paragraphs(0).text(), 240));
    uint64_t hash = 0xCBF29CE484222325;
    for (const char c : Fold(WithoutSpace(key))) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    std::string id = absl::StrCat(absl::Hex(hash >> 16, absl::kZeroPad12));
    const int count = ++ids_[id];
    return count == 1 ? id : absl::StrCat(id, "-", count);
  }

  const DecodedText& decoded_;
  const AnalyzedText& analyzed_;
  ParsedIssue& issue_;
  AccountKeeper account_;
  uint32_t index_ = 0;  // of the record being built
  std::unordered_map<std::string, int> ids_;
};

}  // namespace

void Assemble(const DecodedText& decoded, size_t upload_size, const AnalyzedText& analyzed, const Stitching& stitching,
              ParsedIssue& issue) {
  Assembler(decoded, analyzed, issue).Run(stitching, upload_size);
}

}  // namespace broadsheet::ingest
