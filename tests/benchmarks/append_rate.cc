// How many issues the SQLite record log stores a second, each synced to disk,
// by the number of threads that upload.
//   append_rate FOLDER [ISSUES]
// FOLDER has to be on the disk in question. One JSON line a run.
#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_format.h"
#include "ingest_service/store/sqlite_record_log.h"
#include "tests/support/stored_issues.h"

namespace broadsheet::ingest {
namespace {

constexpr int kRecords = 12;
constexpr size_t kRecordBytes = 1500;  // about a page of newsprint together

StoredIssue MakePage(int number) {
  std::vector<std::pair<std::string, std::string>> records;
  for (int r = 0; r < kRecords; ++r) {
    records.emplace_back("r" + std::to_string(r), std::to_string(number) + std::string(kRecordBytes, 'x'));
  }
  return MakeIssue("p", "i" + std::to_string(number), records);
}

int Run(const std::string& folder, int issues, int threads) {
  const std::string path = folder + "/append_rate.db";
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(path + suffix);
  const auto log = SqliteRecordLog::Open({path});
  if (!log.ok()) {
    std::cerr << log.status() << "\n";
    return 1;
  }
  std::atomic<int> next = 0;
  std::atomic<bool> failed = false;
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; ++t) {
    workers.emplace_back([&] {
      for (int i = next++; i < issues; i = next++) failed = !(*log)->Append(MakePage(i), false).ok() || failed;
    });
  }
  for (std::thread& worker : workers) worker.join();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::cout << absl::StrFormat("{\"threads\":%d,\"issues\":%d,\"seconds\":%.2f,\"issues_per_second\":%.0f}\n", threads,
                               issues, seconds, issues / seconds);
  return failed ? 1 : 0;
}

}  // namespace
}  // namespace broadsheet::ingest

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "append_rate FOLDER [ISSUES]\n";
    return 2;
  }
  const int issues = argc > 2 ? std::stoi(argv[2]) : 500;
  int status = 0;
  for (const int threads : {1, 4, 16}) status |= broadsheet::ingest::Run(argv[1], issues, threads);
  return status;
}
