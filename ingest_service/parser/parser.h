// Restores the articles of a newspaper issue from its text.
//
// Pure: bytes in, records out. No gRPC, no database, no date but the upload's. The
// stages: decode → split → repair → classify → stitch → assemble → extract.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ingest_service/parser/parsed_issue.h"

namespace broadsheet::ingest {

// Changes whenever the same text may give other records.
extern const char kParserVersion[];

struct ParserOptions {
  // The word model of simplified Chinese (Debian: libime-data-language-model).
  std::string language_model_path = "/usr/lib/x86_64-linux-gnu/libime/zh_CN.lm";
  // Words with frequencies and parts of speech (Debian: python3-jieba).
  std::string lexicon_path = "/usr/lib/python3/dist-packages/jieba/dict.txt";
};

struct ParseHints {
  std::string charset;  // IANA name; empty: by byte order mark or detection
  std::string date;     // YYYY-MM-DD; empty: from the masthead
};

// Immutable; any number of threads may parse at once.
class Parser {
 public:
  // FAILED_PRECONDITION naming the file if a model is missing or damaged.
  static absl::StatusOr<std::unique_ptr<const Parser>> Create(const ParserOptions& options);
  virtual ~Parser() = default;

  // Asked between the stages, inside stitching, which takes the longest, every few
  // items, and between the records of the last stage; anything but OK ends the work.
  using CheckAlive = absl::FunctionRef<absl::Status()>;

  // INVALID_ARGUMENT, with ErrorInfo as IngestService documents it, for bytes
  // that are no text; any text parses. Errors of `check_alive`.
  virtual absl::StatusOr<ParsedIssue> Parse(std::string_view bytes, const ParseHints& hints,
                                            CheckAlive check_alive) const = 0;
  absl::StatusOr<ParsedIssue> Parse(std::string_view bytes, const ParseHints& hints) const {
    return Parse(bytes, hints, [] { return absl::OkStatus(); });
  }
};

}  // namespace broadsheet::ingest
