#include "query_service/client/render.h"

#include <array>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "common/text/utf8.h"

namespace broadsheet::query {
namespace {

using record::v1::Record;

constexpr char kBold[] = "\033[1m", kMatch[] = "\033[1;31m", kDim[] = "\033[2m", kReset[] = "\033[0m";

std::string Styled(const std::string& text, const char* escape, const RenderStyle& style) {
  return style.color ? absl::StrCat(escape, text, kReset) : text;
}

// Columns that a terminal gives a character: two for East Asian wide ones.
int ColumnsOf(char32_t c) { return c >= 0x1100 && (c <= 0x115F || (c >= 0x2E80 && c <= 0xFFE6)) ? 2 : 1; }

// What no line ends in: a wide character, a space, or a word of narrow ones, as
// far as it fits into `most` columns.
struct Unit {
  size_t end = 0;
  size_t columns = 0;
};
Unit UnitAt(const std::string& text, size_t at, size_t most) {
  Unit unit{at, 0};
  for (size_t next = at; next < text.size();) {
    const char32_t c = NextCharacter(text, next);
    const bool alone = IsSpace(c) || ColumnsOf(c) > 1;
    if (unit.end > at && (alone || unit.columns == most)) break;
    unit = {next, unit.columns + static_cast<size_t>(ColumnsOf(c))};
    if (alone) break;
  }
  return unit;
}

std::string Wrapped(const std::string& text, const std::string& indent, const RenderStyle& style) {
  std::string result = indent;
  size_t column = indent.size();
  for (size_t at = 0; at < text.size();) {
    const Unit unit = UnitAt(text, at, style.width - indent.size());
    const bool breaks = column > indent.size() && column + unit.columns > style.width;
    if (breaks) {
      absl::StrAppend(&result, "\n", indent);
      column = indent.size();
    }
    if (!breaks || text[at] != ' ') {
      result.append(text, at, unit.end - at);
      column += unit.columns;
    }
    at = unit.end;
  }
  return result + "\n";
}

const char* KindName(record::v1::RecordKind kind) {
  static constexpr std::array kNames = {"record", "article", "lede", "photo", "notice", "fragment"};
  return static_cast<size_t>(kind) < kNames.size() ? kNames[kind] : kNames[0];
}

const char* TruncationNote(record::v1::Truncation truncation) {
  static constexpr std::array kNotes = {"", "the end is missing", "the beginning is missing",
                                        "beginning and end are missing", "goes on on a page that is not here"};
  return static_cast<size_t>(truncation) < kNotes.size() ? kNotes[truncation] : kNotes[0];
}

std::string HeadlineOf(const Record& record) {
  if (record.has_headline()) return record.headline().text();
  return record.paragraphs().empty() ? "(no headline)" : absl::StrCat("(", KindName(record.kind()), ")");
}

template <typename Items, typename Text>
void AppendList(std::string& out, const char* label, const Items& items, Text text) {
  std::vector<std::string> shown;
  for (const auto& item : items) shown.push_back(text(item));
  if (!shown.empty()) absl::StrAppend(&out, "  ", label, ": ", absl::StrJoin(shown, ", "), "\n");
}

std::string Place(const Record& record) {
  std::vector<std::string> parts;
  if (!record.publication().empty()) parts.push_back(record.publication());
  if (!record.date().empty()) parts.push_back(record.date());
  parts.push_back(absl::StrCat("page ", record.page()));
  if (!record.section().empty()) parts.push_back(record.section());
  parts.push_back(KindName(record.kind()));
  if (record.truncation() != record::v1::TRUNCATION_UNSPECIFIED) parts.push_back(TruncationNote(record.truncation()));
  return absl::StrJoin(parts, " · ");
}

std::string Seam(const record::v1::Seam& seam, const Record& record) {
  if (static_cast<int>(seam.paragraph()) >= record.paragraphs_size()) return "";
  const std::string& text = record.paragraphs(seam.paragraph()).text();
  size_t end = std::min<size_t>(seam.offset(), text.size());
  for (int n = 0; n < 6 && end < text.size(); ++n) NextCharacter(text, end);
  const std::string after = text.substr(seam.offset(), end - seam.offset());
  return absl::StrFormat("¶%d …|%s… %.2f", seam.paragraph() + 1, after, seam.confidence());
}

void AppendMentions(std::string& out, const Record& record) {
  const auto name = [](const auto& item) { return item.name(); };
  AppendList(out, "persons", record.persons(), name);
  AppendList(out, "organizations", record.organizations(), name);
  AppendList(out, "places", record.places(), name);
  AppendList(out, "dates", record.dates(), [](const auto& date) {
    return absl::StrFormat("%s = %04d-%02d-%02d", date.text(), date.start().year(), date.start().month(),
                           date.start().day());
  });
  for (const auto& list : record.enumerations()) {
    AppendList(out, list.kind() == record::v1::ENUMERATION_KIND_PROPOSAL ? "proposals" : "list", list.items(),
               [](const auto& item) { return item.marker(); });
  }
}

}  // namespace

std::string RenderRecord(const Record& record, const RenderStyle& style) {
  std::string out = Styled(HeadlineOf(record), kBold, style) + "\n";
  absl::StrAppend(&out, "  ", Styled(Place(record), kDim, style), "\n");
  if (!record.headline().kicker().text().empty())
    absl::StrAppend(&out, "  ^ ", record.headline().kicker().text(), "\n");
  for (const auto& deck : record.headline().deck()) absl::StrAppend(&out, "  ― ", deck.text(), "\n");
  if (record.has_speaker()) {
    absl::StrAppend(&out, "  speaker: ", record.speaker().name());
    for (const auto& title : record.speaker().titles()) absl::StrAppend(&out, " | ", title.text().text());
    out += "\n";
  }
  const auto credit = [](const auto& c) { return c.name(); };
  AppendList(out, "by", record.reporters(), credit);
  AppendList(out, "credits", record.credits(), credit);
  for (const auto& paragraph : record.paragraphs()) out += Wrapped(paragraph.text(), "    ", style);
  AppendMentions(out, record);
  AppendList(out, "seams", record.seams(), [&](const auto& seam) { return Seam(seam, record); });
  return out;
}

std::string RenderResult(const v1::SearchResult& result, int rank, const RenderStyle& style) {
  const Record& record = result.record();
  std::string out = absl::StrFormat("%2d. %s\n", rank, Styled(HeadlineOf(record), kBold, style));
  absl::StrAppend(&out, "    ", Styled(Place(record), kDim, style), "\n");
  for (const auto& snippet : result.snippets()) {
    std::string text;
    size_t at = 0;
    for (const auto& highlight : snippet.highlights()) {
      const size_t start = highlight.start() - snippet.start(), end = highlight.end() - snippet.start();
      if (start < at || end > snippet.text().size()) continue;
      absl::StrAppend(&text, snippet.text().substr(at, start - at), style.color ? kMatch : "【",
                      snippet.text().substr(start, end - start), style.color ? kReset : "】");
      at = end;
    }
    absl::StrAppend(&out, "    ", snippet.field(), ": …", text, snippet.text().substr(at), "…\n");
  }
  return out;
}

std::string RenderSummary(const v1::SearchRecordsResponse& response, const RenderStyle& style) {
  std::string out = absl::StrCat(response.total_size_exact() ? "" : "at least ", response.total_size(), " found");
  for (const auto& log : response.freshness().logs()) {
    if (log.lag_entries() > 0) absl::StrAppend(&out, ", ", log.lag_entries(), " entries behind");
    if (!log.problem().empty()) absl::StrAppend(&out, ", ", log.problem());
  }
  out = Styled(out, kDim, style) + "\n";
  for (const auto& facet : response.facets()) {
    absl::StrAppend(&out, "  ", facet.field(), ":");
    for (const auto& value : facet.values()) absl::StrAppend(&out, " ", value.value(), "×", value.count());
    out += "\n";
  }
  return out;
}

}  // namespace broadsheet::query
