#include "tests/e2e/crash/upload_ledger.h"

#include <iterator>
#include <utility>

#include "absl/strings/str_format.h"
#include "common/feed/position.h"

namespace broadsheet::testing {
namespace {

constexpr int kReplaceOneIn = 4, kMostArticles = 4;

}  // namespace

Upload UploadLedger::Make(std::string issue_id) {
  Upload upload{.issue_id = std::move(issue_id), .markers = {}, .text = ""};
  const int articles = 1 + static_cast<int>(random_() % kMostArticles);
  for (int i = 0; i < articles; ++i) {
    const std::string marker = absl::StrFormat("zq%08dx", ++markers_);
    upload.text += absl::StrFormat("第%d号机器的试验报告\n\n■滨江时报记者 顾 宁\n\n", markers_);
    upload.text += "工程师在车间里记下了编号" + marker + "，并把读数抄在本子上。\n\n";
    upload.markers.push_back(marker);
  }
  return upload;
}

Upload UploadLedger::Next() {
  const std::lock_guard lock(mutex_);
  std::string id;
  if (!snapshot_.stored.empty() && random_() % kReplaceOneIn == 0) {
    const auto at = static_cast<int64_t>(random_() % snapshot_.stored.size());
    id = std::next(snapshot_.stored.begin(), at)->first;
  }
  if (id.empty() || under_way_.contains(id)) id = absl::StrFormat("issue-%06d", ++issues_);
  return under_way_[id] = Make(id);
}

void UploadLedger::Acknowledge(const Upload& upload, const std::string& position) {
  const std::lock_guard lock(mutex_);
  under_way_.erase(upload.issue_id);
  ++snapshot_.acknowledged;
  Upload& stored = snapshot_.stored[upload.issue_id];
  snapshot_.replaced.insert(stored.markers.begin(), stored.markers.end());
  stored = upload;
  changed_.insert(upload.issue_id);
  const auto parsed = ParsePosition(position);
  if (parsed && parsed->sequence >= sequence_) {
    sequence_ = parsed->sequence;
    snapshot_.position = position;
  }
}

std::vector<Upload> UploadLedger::UnderWay() const {
  const std::lock_guard lock(mutex_);
  std::vector<Upload> uploads;
  for (const auto& [id, upload] : under_way_) uploads.push_back(upload);
  return uploads;
}

UploadLedger::Snapshot UploadLedger::snapshot() const {
  const std::lock_guard lock(mutex_);
  return snapshot_;
}

void UploadLedger::GoBackTo(const Snapshot& earlier) {
  const std::lock_guard lock(mutex_);
  Snapshot now = std::exchange(snapshot_, earlier);
  snapshot_.acknowledged = now.acknowledged;
  snapshot_.position.clear();
  sequence_ = 0;
  changed_.clear();
  snapshot_.replaced.merge(now.replaced);
  for (const auto& [id, upload] : now.stored) snapshot_.replaced.insert(upload.markers.begin(), upload.markers.end());
  for (const auto& [id, upload] : earlier.stored) {
    for (const std::string& marker : upload.markers) snapshot_.replaced.erase(marker);
  }
}

std::set<std::string> UploadLedger::TakeChanged() {
  const std::lock_guard lock(mutex_);
  return std::exchange(changed_, {});
}

}  // namespace broadsheet::testing
