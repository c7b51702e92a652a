#include <chrono>
#include <thread>

#include "tests/e2e/crash/fault.h"
#include "tests/support/tcp_proxy.h"

namespace broadsheet::testing {
namespace {

constexpr int kLongestFaultMs = 800;

class NetworkFault : public Fault {
 public:
  explicit NetworkFault(ServicePair& pair) : proxy_(pair.ingest_port()) { pair.FollowThrough(proxy_.port()); }

  // A follower needs up to half a minute to give a half-open connection up, so
  // there is one in ten rounds.
  void Strike(std::mt19937_64& random) override {
    using enum TcpProxy::Mode;
    static constexpr TcpProxy::Mode kModes[] = {kCut, kSlow};
    proxy_.Set(random() % 10 == 0 ? kHalfOpen : kModes[random() % 2]);
  }

  void Heal(std::mt19937_64& random) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % kLongestFaultMs));
    proxy_.Set(TcpProxy::Mode::kForward);
  }

 private:
  TcpProxy proxy_;
};

}  // namespace

std::unique_ptr<Fault> MakeNetworkFault(const FaultScene& scene) { return std::make_unique<NetworkFault>(scene.pair); }

}  // namespace broadsheet::testing
