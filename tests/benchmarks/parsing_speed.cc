// How many pages a second one core parses, and which stage takes the time.
//
//   parsing_speed [--seconds N] FILE_OR_DIR...
//   parsing_speed --growth FILE_OR_DIR...
//
// Parses each file (of a folder each *.txt) once to warm up, then all of them in
// turn for N seconds (10). Times are CPU time of the one thread; it is shared out
// among the stages in proportion to their wall time. The digest is one of all records: the same before and after a
// change that is only about speed. --growth: the time for one upload of 0.1, 1 and 5 MB,
// all files behind one another on one page, as often as it takes.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/numbers.h"
#include "ingest_service/parser/parser.h"
#include "tests/support/read_file.h"

namespace broadsheet::ingest {
namespace {

void AddTexts(const std::filesystem::path& path, std::vector<std::string>& texts) {
  if (!std::filesystem::is_directory(path)) {
    texts.push_back(testing::ReadFile(path));
    return;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) texts.push_back(testing::ReadFile(file));
}

class Digest {
 public:
  void Add(const ParsedIssue& issue) {
    for (const auto& record : issue.records) AddMessage(record);
    AddMessage(issue.account);
    for (const Explanation& explanation : issue.explanations) {
      for (const auto& join : explanation.joins) AddMessage(join);
    }
  }
  uint64_t value() const { return hash_; }

 private:
  template <typename Message>
  void AddMessage(const Message& message) {
    for (const char c : message.SerializeAsString()) {
      hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    }
  }
  uint64_t hash_ = 0xCBF29CE484222325;
};

double CpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct Run {
  uint64_t pages = 0, bytes = 0;
  double seconds = 0;
  StageTimes times{};
};

Run ParseFor(double seconds, const std::vector<std::string>& texts, const Parser& parser) {
  Run run;
  const double start = CpuSeconds();
  for (size_t i = 0; run.seconds < seconds || i % texts.size() != 0; ++i) {
    const std::string& text = texts[i % texts.size()];
    const auto issue = parser.Parse(text, {});
    ++run.pages;
    run.bytes += text.size();
    for (size_t s = 0; issue.ok() && s < kStageCount; ++s) run.times[s] += issue->stage_times[s];
    run.seconds = CpuSeconds() - start;
  }
  return run;
}

void Print(const Run& run) {
  const auto pages = static_cast<double>(run.pages);
  std::printf("pages/s %.0f  MB/s %.2f  ms/page %.3f\n", pages / run.seconds,
              static_cast<double>(run.bytes) / 1e6 / run.seconds, run.seconds * 1000 / pages);
  double total = 0;
  for (const auto time : run.times) total += static_cast<double>(time.count());
  for (size_t s = 0; s < kStageCount; ++s) {
    const double share = static_cast<double>(run.times[s].count()) / total;
    std::printf("  %-9s %7.3f ms/page  %4.1f %%\n", kStageNames[s], share * run.seconds * 1000 / pages, share * 100);
  }
}

void PrintGrowth(const std::vector<std::string>& texts, const Parser& parser) {
  for (const std::string& text : texts) (void)parser.Parse(text, {});  // warms up
  for (const size_t size : {100'000, 1'000'000, 5'000'000}) {
    std::string text;
    for (size_t i = 0; text.size() < size; ++i) text += texts[i % texts.size()] + "\n";
    const double start = CpuSeconds();
    const auto issue = parser.Parse(text, {});
    const double seconds = CpuSeconds() - start;
    std::printf("%4.1f MB  %6.3f s  %.3f s/MB\n", static_cast<double>(text.size()) / 1e6, seconds,
                seconds * 1e6 / static_cast<double>(text.size()));
    for (size_t s = 0; issue.ok() && s < kStageCount; ++s) {
      const double stage = std::chrono::duration<double>(issue->stage_times[s]).count();
      std::printf("  %-9s %6.3f s wall\n", kStageNames[s], stage);
    }
  }
}

int Main(int argc, char** argv) {
  double seconds = 10;
  int first = 1;
  if (argc > 2 && std::string_view(argv[1]) == "--seconds" && absl::SimpleAtod(argv[2], &seconds)) first = 3;
  const bool growth = argc > 1 && std::string_view(argv[1]) == "--growth";
  if (growth) first = 2;
  std::vector<std::string> texts;
  for (int i = first; i < argc; ++i) AddTexts(argv[i], texts);
  if (texts.empty()) {
    std::cerr << "usage: parsing_speed [--seconds N | --growth] FILE_OR_DIR...\n";
    return 2;
  }
  const auto parser = Parser::Create({});
  if (!parser.ok()) {
    std::cerr << parser.status() << '\n';
    return 1;
  }
  if (growth) {
    PrintGrowth(texts, **parser);
    return 0;
  }
  Digest digest;
  for (const std::string& text : texts) {
    const auto issue = (*parser)->Parse(text, {});
    if (issue.ok()) digest.Add(*issue);
  }
  std::printf("files %zu  digest %016lx\n", texts.size(), static_cast<unsigned long>(digest.value()));
  Print(ParseFor(seconds, texts, **parser));
  return 0;
}

}  // namespace
}  // namespace broadsheet::ingest

int main(int argc, char** argv) { return broadsheet::ingest::Main(argc, argv); }
