// Invented uploads, and the account of which of them were acknowledged.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace broadsheet::testing {

// One version of an issue. Each of its articles holds one marker, a word that no
// other upload has.
struct Upload {
  std::string issue_id;
  std::vector<std::string> markers;
  std::string text;

  std::string name() const { return "publications/crash/issues/" + issue_id; }
};

// What has to be true after a crash. Thread-safe.
class UploadLedger {
 public:
  explicit UploadLedger(uint64_t seed) : random_(seed) {}

  // A new issue or, one time in four, a new version of an acknowledged one that
  // nobody else is sending. It is under way until it is settled.
  Upload Next();
  // The service acknowledged it: its markers are to be found once each, those of
  // the version before no more.
  void Acknowledge(const Upload& upload, const std::string& position);
  // Uploads under way: sent, perhaps stored, not acknowledged.
  std::vector<Upload> UnderWay() const;

  struct Snapshot {
    std::map<std::string, Upload> stored;  // by issue id: the version that counts
    std::set<std::string> replaced;        // markers of versions that do not
    std::string position;                  // of the latest acknowledgement
    int64_t acknowledged = 0;
  };
  Snapshot snapshot() const;
  // The service went back to the state of `earlier`: what was acknowledged since
  // counts as replaced, and there is no position.
  void GoBackTo(const Snapshot& earlier);
  // Issues that were acknowledged since it was last asked.
  std::set<std::string> TakeChanged();

 private:
  Upload Make(std::string issue_id);

  mutable std::mutex mutex_;
  std::mt19937_64 random_;
  int64_t issues_ = 0, markers_ = 0;
  uint64_t sequence_ = 0;  // of snapshot_.position
  Snapshot snapshot_;
  std::map<std::string, Upload> under_way_;
  std::set<std::string> changed_;
};

}  // namespace broadsheet::testing
