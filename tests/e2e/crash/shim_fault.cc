// Faults that fault_shim makes inside a service.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <limits>
#include <stdexcept>
#include <thread>

#include "tests/e2e/crash/fault.h"
#include "tests/support/fault_control.h"

namespace broadsheet::testing {
namespace {

constexpr int64_t kLatestCall = 60, kMostFailures = 12;
constexpr int64_t kLongestFaultMs = 100;
constexpr int64_t kFarthestJumpSeconds = 40 * 86'400;
constexpr int64_t kNanosPerSecond = 1'000'000'000;

// The memory shared with the shim of one service.
class ShimControl {
 public:
  explicit ShimControl(const std::string& path) {
    const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0 || ftruncate(file, sizeof(FaultControl)) != 0) throw std::runtime_error("cannot make " + path);
    void* const mapped = mmap(nullptr, sizeof(FaultControl), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (mapped == MAP_FAILED) throw std::runtime_error("cannot map " + path);
    control_ = static_cast<FaultControl*>(mapped);
  }
  ~ShimControl() { munmap(control_, sizeof(FaultControl)); }
  ShimControl(const ShimControl&) = delete;
  ShimControl& operator=(const ShimControl&) = delete;

  void FailCalls(int error, int64_t calls_before, int64_t failures) {
    __atomic_store_n(&control_->error, error, __ATOMIC_SEQ_CST);
    __atomic_store_n(&control_->calls_before, calls_before, __ATOMIC_SEQ_CST);
    __atomic_store_n(&control_->failures, failures, __ATOMIC_SEQ_CST);
  }
  void SetClock(int64_t offset) { __atomic_store_n(&control_->clock_offset, offset, __ATOMIC_SEQ_CST); }

 private:
  FaultControl* control_;
};

// Both services with the shim in them.
class ShimFault : public Fault {
 protected:
  explicit ShimFault(const FaultScene& scene)
      : pair_(scene.pair), ingest_(scene.folder + "/ingest.faults"), query_(scene.folder + "/query.faults") {
    for (const char* name : {"ingest", "query"}) {
      const std::string base = scene.folder + "/" + name;
      pair_.SetEnvironment(name, {"LD_PRELOAD=" + scene.shim, "BROADSHEET_FAULT_CONTROL=" + base + ".faults",
                                  "BROADSHEET_FAULT_FOLDER=" + base + "/"});
    }
  }

  // One service or both.
  std::vector<ShimControl*> Victims(std::mt19937_64& random) {
    const auto victims = 1 + random() % 3;
    std::vector<ShimControl*> chosen;
    if (victims & 1) chosen.push_back(&ingest_);
    if (victims & 2) chosen.push_back(&query_);
    return chosen;
  }

  ServicePair& pair_;
  ShimControl ingest_, query_;
};

class FileFault : public ShimFault {
 public:
  FileFault(const FaultScene& scene, int error) : ShimFault(scene), error_(error) {}

  void Strike(std::mt19937_64& random) override {
    const bool lasts = random() % 2 == 0;
    const int64_t failures =
        lasts ? std::numeric_limits<int64_t>::max() : 1 + static_cast<int64_t>(random() % kMostFailures);
    const auto before = static_cast<int64_t>(random() % kLatestCall);
    for (ShimControl* victim : Victims(random)) victim->FailCalls(error_, before, failures);
  }

  // Half the time the services go on as they are, half the time they end while
  // their files still fail.
  void Heal(std::mt19937_64& random) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % kLongestFaultMs));
    if (random() % 2 == 0) {
      pair_.KillIngest();
      pair_.KillQuery();
    }
    for (ShimControl* control : {&ingest_, &query_}) control->FailCalls(0, 0, 0);
    pair_.Start();
  }

 private:
  const int error_;
};

class ClockFault : public ShimFault {
 public:
  explicit ClockFault(const FaultScene& scene) : ShimFault(scene) {}

  void Strike(std::mt19937_64& random) override {
    for (ShimControl* victim : Victims(random)) {
      const int64_t seconds = std::uniform_int_distribution(-kFarthestJumpSeconds, kFarthestJumpSeconds)(random);
      victim->SetClock(seconds * kNanosPerSecond);
    }
  }

  // The clocks stay wrong, and one service may start under its wrong clock.
  void Heal(std::mt19937_64& random) override {
    if (random() % 3 == 0) pair_.KillIngest();
    if (random() % 3 == 0) pair_.KillQuery();
    pair_.Start();
  }
};

}  // namespace

std::unique_ptr<Fault> MakeFileFault(const FaultScene& scene, int error) {
  return std::make_unique<FileFault>(scene, error);
}

std::unique_ptr<Fault> MakeClockFault(const FaultScene& scene) { return std::make_unique<ClockFault>(scene); }

}  // namespace broadsheet::testing
