#include "ingest_service/client/upload_report.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/feed/position.h"
#include "common/status/error.h"

namespace broadsheet::ingest {
namespace {

constexpr size_t kBarWidth = 30;

double SecondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Whether `position` comes later in the log.
bool IsBehind(std::string_view last, std::string_view position) {
  const auto was = ParsePosition(last), is = ParsePosition(position);
  return is && (!was || is->sequence > was->sequence);
}

}  // namespace

UploadReport::UploadReport(size_t total, std::ostream* bar)
    : total_(total), bar_(bar), begin_(std::chrono::steady_clock::now()) {}

void UploadReport::Add(UploadResult result) {
  const std::lock_guard lock(mutex_);
  failed_ += !result.status.ok();
  already_ += result.status.ok() && result.already_stored;
  stored_ += result.status.ok() && !result.already_stored;
  if (result.status.ok()) {
    records_ += result.records;
    bytes_ += result.bytes;
    if (IsBehind(last_position_, result.position)) last_position_ = result.position;
  }
  results_.push_back(std::move(result));
  if (bar_ != nullptr) DrawBar();
}

void UploadReport::DrawBar() {
  const size_t done = results_.size();
  const size_t filled = total_ == 0 ? kBarWidth : done * kBarWidth / total_;
  const double rate = static_cast<double>(done) / std::max(SecondsSince(begin_), 0.001);
  *bar_ << absl::StrFormat("\r[%s%s] %d/%d  %.0f/s  %d failed", std::string(filled, '#'),
                           std::string(kBarWidth - filled, '.'), done, total_, rate, failed_);
  *bar_ << (done == total_ ? "\n" : "") << std::flush;
}

std::string UploadReport::Summary() const {
  const std::lock_guard lock(mutex_);
  const double seconds = SecondsSince(begin_);
  std::string text =
      absl::StrFormat("%d files, %.1f MB in %.1f s: %d stored, %d there already, %d failed; %d records\n", total_,
                      static_cast<double>(bytes_) / 1e6, seconds, stored_, already_, failed_, records_);
  if (!last_position_.empty()) absl::StrAppend(&text, "position ", last_position_, "\n");
  for (const UploadResult& result : results_) {
    if (result.status.ok()) continue;
    const std::string reason = ReasonOf(result.status);
    absl::StrAppend(&text, "failed ", result.path, ": ", reason.empty() ? "" : reason + ": ",
                    std::string(result.status.message()), "\n");
  }
  return text;
}

std::string UploadReport::last_position() const {
  const std::lock_guard lock(mutex_);
  return last_position_;
}

bool UploadReport::all_stored() const {
  const std::lock_guard lock(mutex_);
  return failed_ == 0 && results_.size() == total_;
}

}  // namespace broadsheet::ingest
