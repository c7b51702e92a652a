#include <chrono>
#include <thread>

#include "tests/e2e/crash/fault.h"

namespace broadsheet::testing {
namespace {

constexpr int kLatestSecondKillMs = 120;

class KillFault : public Fault {
 public:
  explicit KillFault(ServicePair& pair) : pair_(pair) {}

  void Strike(std::mt19937_64& random) override {
    const auto victims = 1 + random() % 3;
    if (victims & 1) pair_.KillIngest();
    if (victims & 2) pair_.KillQuery();
  }

  void Heal(std::mt19937_64& random) override {
    pair_.Start();
    if (random() % 3 != 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % kLatestSecondKillMs));
    Strike(random);
    pair_.Start();
  }

 private:
  ServicePair& pair_;
};

}  // namespace

std::unique_ptr<Fault> MakeKillFault(const FaultScene& scene) { return std::make_unique<KillFault>(scene.pair); }

}  // namespace broadsheet::testing
