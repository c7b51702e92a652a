#include "ingest_service/parser/parser.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "ingest_service/parser/analyze/analyze.h"
#include "ingest_service/parser/assemble/assemble.h"
#include "ingest_service/parser/assemble/jumps.h"
#include "ingest_service/parser/classify/page_stamp.h"
#include "ingest_service/parser/extract/extract.h"
#include "ingest_service/parser/extract/lexicon.h"
#include "ingest_service/parser/language/language_model.h"
#include "ingest_service/parser/stitch/stitch.h"
#include "ingest_service/parser/text/calendar.h"
#include "ingest_service/parser/text/decode.h"

namespace broadsheet::ingest {
namespace {

// What the furniture says of the pages and of the issue.
void DescribeIssue(const DecodedText& decoded, size_t upload_size, const ParseHints& hints,
                   const AnalyzedText& analyzed, record::v1::Issue& issue) {
  issue.set_charset(decoded.charset);
  issue.set_size_bytes(upload_size);
  issue.set_parser_version(kParserVersion);
  issue.set_date(hints.date);
  std::vector<PageStamp> stamps(analyzed.pages.size());
  for (size_t u = 0; u < analyzed.units.size(); ++u) {
    if (analyzed.labels[u].role == Role::kFurniture)
      ReadStamp(analyzed.units[u].passage.text, stamps[analyzed.units[u].page]);
  }
  for (size_t p = 0; p < stamps.size(); ++p) {
    const PageStamp& stamp = stamps[p];
    record::v1::Page& page = *issue.add_pages();
    page.set_index(static_cast<uint32_t>(p) + 1);
    page.set_label(stamp.label);
    page.set_section(stamp.section);
    page.mutable_span()->set_start(decoded.offsets.ToUpload(analyzed.pages[p].start));
    const size_t end = analyzed.pages[p].end;
    page.mutable_span()->set_end(end == decoded.text.size() ? upload_size : decoded.offsets.ToUpload(end));
    if (issue.date().empty()) issue.set_date(stamp.date);
    if (issue.number().empty()) issue.set_number(stamp.number);
    const auto& sections = issue.sections();
    if (!stamp.section.empty() && std::find(sections.begin(), sections.end(), stamp.section) == sections.end()) {
      issue.add_sections(stamp.section);
    }
  }
}

// The pages' printed numbers.
std::vector<std::string> LabelsOf(const record::v1::Issue& issue) {
  std::vector<std::string> labels;
  for (const record::v1::Page& page : issue.pages()) labels.push_back(page.label());
  return labels;
}

class PipelineParser : public Parser {
 public:
  PipelineParser(std::unique_ptr<const LanguageModel> model, std::unique_ptr<const Lexicon> lexicon)
      : model_(std::move(model)), lexicon_(std::move(lexicon)) {}

  using Parser::Parse;

  absl::StatusOr<ParsedIssue> Parse(std::string_view bytes, const ParseHints& hints,
                                    CheckAlive check_alive) const override {
    ParsedIssue issue;
    StageTimer timer(issue.stage_times);
    const absl::StatusOr<DecodedText> decoded = Decode(bytes, hints.charset);
    if (!decoded.ok()) return decoded.status();
    timer.End(Stage::kDecode);
    absl::Status alive;
    const std::function<bool()> stop = [&] {
      if (alive.ok()) alive = check_alive();
      return !alive.ok();
    };
    AnalyzedText analyzed = Analyze(decoded->text, *model_, nullptr, &timer, stop);
    if (stop()) return alive;
    Stitching stitching = Stitch(analyzed.items, *model_, stop);
    if (stop()) return alive;
    SettleLines(stitching, analyzed);
    timer.End(Stage::kStitch);
    DescribeIssue(*decoded, bytes.size(), hints, analyzed, issue.issue);
    JoinJumps(LabelsOf(issue.issue), *model_, analyzed, stitching);
    Assemble(*decoded, bytes.size(), analyzed, stitching, issue);
    timer.End(Stage::kAssemble);
    const ExtractContext context{*lexicon_, ParseIsoDate(issue.issue.date()).value_or(record::v1::Date())};
    for (record::v1::Record& record : issue.records) {
      if (absl::Status status = check_alive(); !status.ok()) return status;
      Extract(context, record);
    }
    timer.End(Stage::kExtract);
    issue.issue.set_record_count(static_cast<uint32_t>(issue.records.size()));
    return issue;
  }

 private:
  std::unique_ptr<const LanguageModel> model_;
  std::unique_ptr<const Lexicon> lexicon_;
};

}  // namespace

const char kParserVersion[] = "6";

absl::StatusOr<std::unique_ptr<const Parser>> Parser::Create(const ParserOptions& options) {
  auto model = LanguageModel::Load(options.language_model_path);
  if (!model.ok()) return model.status();
  auto lexicon = Lexicon::Load(options.lexicon_path);
  if (!lexicon.ok()) return lexicon.status();
  return std::make_unique<const PipelineParser>(*std::move(model), *std::move(lexicon));
}

}  // namespace broadsheet::ingest
