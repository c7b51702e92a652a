// Files that are sent where their text is meant.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace broadsheet::ingest {

// INVALID_ARGUMENT, reason NOT_TEXT, for bytes that begin as a PDF, a ZIP archive
// (DOCX, EPUB), a gzip file, an image or an HTML page do: metadata.found, and what
// to run first. Parsed as text they would make records of rubbish.
absl::Status CheckIsText(std::string_view bytes);

}  // namespace broadsheet::ingest
