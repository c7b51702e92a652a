#include "ingest_service/parser/text/not_text.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace broadsheet::ingest {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kHtml = "an HTML page", kHtmlTool = "a program that takes its text out (html2text)";

constexpr struct {
  std::string_view begins, found, tool;
} kFiles[] = {
    {"%PDF-", "a PDF", "pdftotext FILE - (or OCR, for scanned pages)"},
    {"PK\x03\x04", "a ZIP archive (DOCX, EPUB)", "a program that takes its text out (pandoc -t plain)"},
    {"\x1F\x8B", "a gzip file", "gunzip"},
    {"\x89PNG\r\n", "a PNG image", "OCR (tesseract)"},
    {"\xFF\xD8\xFF", "a JPEG image", "OCR (tesseract)"},
    {"II*\0"sv, "a TIFF image", "OCR (tesseract)"},
    {"MM\0*"sv, "a TIFF image", "OCR (tesseract)"},
};

absl::Status NotText(std::string_view found, std::string_view tool) {
  return Error(absl::StatusCode::kInvalidArgument, "NOT_TEXT",
               absl::StrCat("text: got ", std::string(found), ", want its text; run ", std::string(tool), " first"),
               {{"found", std::string(found)}});
}

// In a charset that has ASCII; any case, behind a byte order mark and white space.
bool IsHtml(std::string_view bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  const std::string head(bytes.substr(0, 200));
  const absl::string_view text = absl::StripLeadingAsciiWhitespace(head);
  return absl::StartsWithIgnoreCase(text, "<!doctype html") || absl::StartsWithIgnoreCase(text, "<html");
}

}  // namespace

absl::Status CheckIsText(std::string_view bytes) {
  for (const auto& file : kFiles) {
    if (bytes.starts_with(file.begins)) return NotText(file.found, file.tool);
  }
  return IsHtml(bytes) ? NotText(kHtml, kHtmlTool) : absl::OkStatus();
}

}  // namespace broadsheet::ingest
