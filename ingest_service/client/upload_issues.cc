// Uploads issues in bulk, and shows how their pages were restored.
//
//   upload_issues --address=HOST:PORT --publication-id=ID FILE|FOLDER …
//   upload_issues … --view=OUT.html FILE              uploads it and draws the page
//   upload_issues … --view=OUT.html --issue=NAME      draws a stored issue
#include <grpcpp/channel.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <iostream>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/api/resource_name.h"
#include "common/client/channel.h"
#include "common/config/option_parser.h"
#include "common/config/run_main.h"
#include "common/status/error.h"
#include "ingest_service/client/issue_view.h"
#include "ingest_service/client/stored_issue_reader.h"
#include "ingest_service/client/upload_report.h"
#include "ingest_service/client/upload_tasks.h"
#include "ingest_service/client/uploader.h"

namespace broadsheet::ingest {
namespace {

constexpr int kFailed = 1, kBadOptions = 2;

struct Options {
  ChannelOptions channel;
  std::vector<std::string> paths;
  std::string publication_id, publication, date, charset, path_pattern, suffix = ".txt";
  std::string view, issue, position_file;
  bool allow_replace = false;
  int64_t parallel = 4;
};

absl::StatusOr<ParseOutcome> ReadOptions(int argc, char** argv, Options& options) {
  OptionParser parser("upload_issues", "Uploads newspaper issues; files that are stored already are not sent again.");
  parser.AddPositionals("paths", options.paths, "files, or folders of files");
  AddChannelOptions(parser, "", options.channel);
  parser.AddText("publication-id", options.publication_id, "the publication's id, as in publications/{id}");
  parser.AddText("publication", options.publication, "its name as readers know it");
  parser.AddText("date", options.date, "the issues' date, YYYY-MM-DD; otherwise from the masthead");
  parser.AddText("charset", options.charset, "encoding by IANA name; otherwise detected");
  parser.AddText("path-pattern", options.path_pattern,
                 "what paths say, e.g. {publication}/{date}.txt; also {issue} {number} {edition} {any}");
  parser.AddText("suffix", options.suffix, "which files of a folder");
  parser.AddFlag("allow-replace", options.allow_replace, "replace stored issues of other content");
  parser.AddInteger("parallel", options.parallel, {1, 64}, "uploads at once");
  parser.AddText("position-file", options.position_file,
                 "file for a position in the feed at which all that is stored can be found");
  parser.AddText("view", options.view, "write the restored page of one issue to this HTML file");
  parser.AddText("issue", options.issue, "the stored issue to view, by its name");
  return parser.Parse(argc, argv);
}

// INVALID_ARGUMENT for options that do not go together.
absl::Status CheckCombination(const Options& options) {
  if (options.paths.empty() && options.issue.empty()) {
    return absl::InvalidArgumentError("want files or folders to upload; see --help");
  }
  if (!options.issue.empty() && options.view.empty()) {
    return absl::InvalidArgumentError("--issue: want --view too, the file to draw it to");
  }
  if (!options.issue.empty() && !options.paths.empty()) {
    return absl::InvalidArgumentError("--issue: want it, or files to upload, not both");
  }
  const bool named = !options.publication_id.empty() || absl::StrContains(options.path_pattern, "{publication}");
  if (!options.paths.empty() && !named) {
    return absl::InvalidArgumentError("--publication-id: want it, or {publication} in --path-pattern");
  }
  if (!options.publication_id.empty() && !IsResourceId(options.publication_id)) {
    return FieldError("--publication-id", options.publication_id, kResourceIdForm);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<UploadTask>> TasksOf(const Options& options) {
  auto files = FindFiles(options.paths, options.suffix);
  if (!files.ok()) return files.status();
  if (files->empty() && !options.paths.empty()) {
    return absl::NotFoundError("no file in " + absl::StrJoin(options.paths, ", ") + " ends in \"" + options.suffix +
                               "\"; --suffix names another ending");
  }
  if (files->size() > 1 && !options.view.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("--view: got ", files->size(), " files, want one"));
  }
  v1::IssueMetadata defaults;
  defaults.set_parent("publications/" + options.publication_id);
  defaults.mutable_issue()->set_publication(options.publication);
  defaults.mutable_issue()->set_date(options.date);
  defaults.set_charset(options.charset);
  defaults.set_allow_replace(options.allow_replace);
  if (options.path_pattern.empty()) return MakeTasks(*files, defaults, nullptr);
  const auto pattern = PathPattern::Compile(options.path_pattern);
  if (!pattern.ok()) return pattern.status();
  return MakeTasks(*files, defaults, &*pattern);
}

void UploadAll(const std::vector<UploadTask>& tasks, const Uploader& uploader, int64_t parallel, UploadReport& report) {
  std::atomic<size_t> next = 0;
  std::vector<std::jthread> threads;
  for (int64_t i = 0; i < parallel; ++i) {
    threads.emplace_back([&] {
      for (size_t task = next++; task < tasks.size(); task = next++) report.Add(uploader.Upload(tasks[task]));
    });
  }
}

absl::Status WriteView(v1::IngestService::StubInterface& stub, const std::string& issue, const std::string& path) {
  const auto stored = ReadStoredIssue(stub, issue);
  if (!stored.ok()) return stored.status();
  std::ofstream file(path, std::ios::binary);
  file << RenderIssueView(stored->issue, stored->content);
  if (!file.flush()) return absl::NotFoundError("cannot write " + path);
  return absl::OkStatus();
}

int Fail(const absl::Status& status) {
  std::cerr << "upload_issues: " << status.message() << "\n";
  return absl::IsInvalidArgument(status) ? kBadOptions : kFailed;
}

int Main(int argc, char** argv) {
  Options options;
  options.channel.address = "127.0.0.1:7601";
  const auto outcome = ReadOptions(argc, argv, options);
  if (!outcome.ok()) return Fail(outcome.status());
  if (*outcome == ParseOutcome::kExit) return 0;
  if (absl::Status status = CheckCombination(options); !status.ok()) return Fail(status);
  const auto channel = MakeChannel(options.channel);
  if (!channel.ok()) return Fail(channel.status());
  const auto stub = v1::IngestService::NewStub(*channel);
  const auto tasks = TasksOf(options);
  if (!tasks.ok()) return Fail(tasks.status());

  UploadReport report(tasks->size(), isatty(STDERR_FILENO) ? &std::cerr : nullptr);
  UploadAll(*tasks, Uploader(*stub, UploaderOptions()), options.parallel, report);
  if (!tasks->empty()) std::cout << report.Summary();
  if (!options.position_file.empty() && !report.last_position().empty()) {
    std::ofstream file(options.position_file);
    if (!(file << report.last_position() << "\n").flush()) {
      return Fail(absl::NotFoundError("cannot write " + options.position_file));
    }
  }
  if (!report.all_stored()) return kFailed;
  if (options.view.empty()) return 0;
  const std::string issue = options.issue.empty() ? report.results().front().issue_name : options.issue;
  if (absl::Status status = WriteView(*stub, issue, options.view); !status.ok()) return Fail(status);
  return 0;
}

}  // namespace
}  // namespace broadsheet::ingest

int main(int argc, char** argv) {
  return broadsheet::RunMain("upload_issues", [&] { return broadsheet::ingest::Main(argc, argv); });
}
