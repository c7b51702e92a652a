#include "ingest_service/client/issue_view.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "ingest_service/client/issue_view_page.h"

namespace broadsheet::ingest {
namespace {

using record::v1::AccountEntry;
using record::v1::Record;
using record::v1::Seam;

// Seams below this are drawn as doubtful.
constexpr double kLowConfidence = 0.9;
// Neighbouring records get hues that are far apart.
constexpr double kGoldenAngle = 137.508;

std::string Escape(std::string_view text) {
  return absl::StrReplaceAll(std::string(text), {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

std::string ToUtf8(std::string_view bytes, const std::string& charset) {
  if (charset.empty() || charset == "UTF-8") return std::string(bytes);
  const icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), charset.c_str());
  std::string utf8;
  return text.toUTF8String(utf8);
}

// Attributes that link both sides: the record, its hue and, at the end, what
// part of it.
std::string Link(uint32_t record, std::string_view field) {
  return absl::StrFormat("data-r=\"%d\" data-f=\"%s\" style=\"--h:%d\"", record, Escape(field),
                         static_cast<int>(record * kGoldenAngle) % 360);
}

// "paragraphs[2].text" and "paragraphs[2]" are the same part.
std::string_view PartOf(std::string_view field) {
  return field.ends_with(".text") && field != "headline.text" ? field.substr(0, field.size() - 5) : field;
}

// Marks that stand before a byte of the upload.
using Marks = std::multimap<uint64_t, std::string>;

Marks SeamMarks(const v1::GetIssueResponse& issue) {
  Marks marks;
  int number = 0;
  for (const Record& record : issue.records()) {
    for (const Seam& seam : record.seams()) {
      const std::string confidence = absl::StrFormat("%.2f", seam.confidence());
      const char* const low = seam.confidence() < kLowConfidence ? " low" : "";
      const std::string link = Link(record.ordinal(), "seam");
      ++number;
      marks.emplace(seam.before_end(), absl::StrFormat("<span class=\"seam%s\" id=\"s%da\" %s>%s ▸</span>", low, number,
                                                       link, confidence));
      marks.emplace(
          seam.after_start(),
          absl::StrFormat("<span class=\"seam%s\" id=\"s%db\" data-end=\"s%da\" data-c=\"%s\"%s %s>▸ %s</span>", low,
                          number, number, confidence, *low ? " data-low=\"1\"" : "", link, confidence));
    }
  }
  return marks;
}

// One run of the account around its text.
std::string RenderRun(const AccountEntry& entry, std::string_view text) {
  const std::string shown = Escape(text);
  switch (entry.fate()) {
    case record::v1::FATE_RECORD:
      return absl::StrCat("<span class=\"run\" ", Link(entry.record(), PartOf(entry.field())), ">", shown, "</span>");
    case record::v1::FATE_REPETITION:
      return absl::StrCat("<span class=\"repetition\" title=\"repeats bytes ", entry.repeats_start(), " to ",
                          entry.repeats_end(), "\">", shown, "</span>");
    case record::v1::FATE_UNASSIGNED:
      return absl::StrCat("<span class=\"unassigned\">", shown, "</span>");
    default:
      return entry.furniture() == record::v1::FURNITURE_TYPE_LAYOUT
                 ? shown
                 : absl::StrCat("<span class=\"furniture\">", shown, "</span>");
  }
}

std::string RenderUpload(const v1::GetIssueResponse& issue, std::string_view content) {
  const Marks marks = SeamMarks(issue);
  auto mark = marks.begin();
  std::string html;
  const auto emit_marks = [&](uint64_t up_to) {
    for (; mark != marks.end() && mark->first <= up_to; ++mark) html += mark->second;
  };
  for (const AccountEntry& entry : issue.account().entries()) {
    uint64_t at = entry.start();
    while (at < std::min<uint64_t>(entry.end(), content.size())) {
      emit_marks(at);
      const uint64_t end = mark == marks.end() ? entry.end() : std::min(entry.end(), mark->first);
      html += RenderRun(entry, ToUtf8(content.substr(at, end - at), issue.issue().charset()));
      at = end;
    }
  }
  emit_marks(content.size());
  return html;
}

// A paragraph's text with the seams inside it.
std::string RenderParagraph(const Record& record, int index) {
  const record::v1::Paragraph& paragraph = record.paragraphs(index);
  const std::string& text = paragraph.text();
  std::string html;
  size_t at = 0;
  for (const Seam& seam : record.seams()) {
    if (seam.paragraph() != static_cast<uint32_t>(index)) continue;
    const size_t offset = std::clamp<size_t>(seam.offset(), at, text.size());
    absl::StrAppend(&html, Escape(std::string_view(text).substr(at, offset - at)),
                    absl::StrFormat("<span class=\"seam%s\">%.2f</span>",
                                    seam.confidence() < kLowConfidence ? " low" : "", seam.confidence()));
    at = offset;
  }
  html += Escape(std::string_view(text).substr(at));
  const bool subhead = paragraph.kind() == record::v1::PARAGRAPH_KIND_SUBHEAD;
  return absl::StrCat("<p", subhead ? " class=\"sub\" " : " ",
                      Link(record.ordinal(), absl::StrCat("paragraphs[", index, "]")), ">", html, "</p>\n");
}

std::string Small(std::string_view text) {
  return text.empty() ? "" : absl::StrCat("<p class=\"small\">", Escape(text), "</p>\n");
}

std::string NamesOf(const google::protobuf::RepeatedPtrField<record::v1::Credit>& credits) {
  return absl::StrJoin(credits, "　",
                       [](std::string* out, const record::v1::Credit& credit) { *out += credit.name(); });
}

// Captions that are not among the record's paragraphs.
std::string RenderCaptions(const Record& record) {
  if (record.kind() == record::v1::RECORD_KIND_PHOTO) return "";
  std::string html;
  for (int i = 0; i < record.captions_size(); ++i) {
    absl::StrAppend(&html, "<p class=\"small\" ", Link(record.ordinal(), absl::StrCat("captions[", i, "]")), ">",
                    Escape(record.captions(i).text().text()), "</p>\n");
  }
  return html;
}

std::string KindOf(const Record& record) {
  const std::string name = record::v1::RecordKind_Name(record.kind());
  std::string kind = name.substr(sizeof("RECORD_KIND_") - 1);
  if (record.truncation() == record::v1::TRUNCATION_UNSPECIFIED) return kind;
  return absl::StrCat(kind, " · ", record::v1::Truncation_Name(record.truncation()));
}

std::string RenderArticle(const Record& record) {
  std::string html =
      absl::StrCat("<article ", Link(record.ordinal(), ""), " lang=\"", Escape(record.language()), "\">\n");
  const record::v1::Headline& headline = record.headline();
  const bool cut = record.truncation() != record::v1::TRUNCATION_UNSPECIFIED;
  absl::StrAppend(&html, "<p class=\"small", cut ? " cut" : "", "\">", KindOf(record), "</p>\n");
  absl::StrAppend(&html, Small(headline.column().text()), Small(headline.kicker().text()));
  if (!headline.text().empty()) absl::StrAppend(&html, "<h2>", Escape(headline.text()), "</h2>\n");
  for (const auto& line : headline.deck()) html += Small(line.text());
  html += Small(record.speaker().line().text());
  for (const auto& title : record.speaker().titles()) html += Small(title.text().text());
  html += Small(NamesOf(record.reporters()));
  for (int i = 0; i < record.paragraphs_size(); ++i) html += RenderParagraph(record, i);
  html += RenderCaptions(record);
  html += Small(NamesOf(record.credits()));
  return html + "</article>\n";
}

std::string RenderHeader(const v1::GetIssueResponse& issue) {
  int seams = 0;
  for (const Record& record : issue.records()) seams += record.seams_size();
  return absl::StrCat("<header><b>", Escape(issue.issue().publication()), " ", Escape(issue.issue().date()), "</b>",
                      Escape(issue.issue().name()), " · ", issue.records_size(), " records · ", seams, " seams · ",
                      issue.account().unassigned_bytes(), " of ", issue.account().size_bytes(),
                      " bytes unassigned · parser ", Escape(issue.issue().parser_version()),
                      "<div class=\"key\"><span class=\"run\" style=\"--h:200\">in a record</span><span "
                      "class=\"furniture\">furniture</span>"
                      "<span class=\"repetition\">removed repetition</span><span class=\"unassigned\">unassigned</span>"
                      "<span class=\"seam\" style=\"--h:200\">0.99</span> seam and its confidence "
                      "<span class=\"seam low\">0.70</span> doubtful</div></header>\n");
}

}  // namespace

std::string RenderIssueView(const v1::GetIssueResponse& issue, std::string_view content) {
  std::string articles;
  for (const Record& record : issue.records()) articles += RenderArticle(record);
  return absl::StrCat("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>", Escape(issue.issue().name()),
                      "</title><style>", kIssueViewStyle, "</style></head><body>\n", RenderHeader(issue),
                      "<main><section id=\"upload\"><svg id=\"seams\"></svg>", RenderUpload(issue, content),
                      "</section><section id=\"articles\">\n", articles, "</section></main>\n<script>",
                      kIssueViewScript, "</script></body></html>\n");
}

}  // namespace broadsheet::ingest
