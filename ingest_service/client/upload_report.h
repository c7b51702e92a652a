// What a bulk upload shows while it runs and in the end.
#pragma once

#include <chrono>
#include <iosfwd>
#include <mutex>
#include <string>
#include <vector>

#include "ingest_service/client/uploader.h"

namespace broadsheet::ingest {

// Thread-safe.
class UploadReport {
 public:
  // `bar`: where the progress bar goes; null: nowhere.
  UploadReport(size_t total, std::ostream* bar);

  void Add(UploadResult result);

  // Counts, rate, and each file that failed with its reason.
  std::string Summary() const;
  bool all_stored() const;
  // The greatest in the feed of what was sent; empty if nothing was. A search at
  // or after it finds all of it.
  std::string last_position() const;
  const std::vector<UploadResult>& results() const { return results_; }

 private:
  void DrawBar();

  const size_t total_;
  std::ostream* const bar_;
  const std::chrono::steady_clock::time_point begin_;
  mutable std::mutex mutex_;
  std::vector<UploadResult> results_;
  size_t stored_ = 0, already_ = 0, failed_ = 0, records_ = 0;
  uint64_t bytes_ = 0;
  std::string last_position_;
};

}  // namespace broadsheet::ingest
