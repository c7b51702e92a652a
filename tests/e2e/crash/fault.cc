#include "tests/e2e/crash/fault.h"

#include <cerrno>
#include <functional>
#include <map>

namespace broadsheet::testing {
namespace {

using Maker = std::function<std::unique_ptr<Fault>(const FaultScene&)>;

const std::map<std::string, Maker>& Makers() {
  static const std::map<std::string, Maker> makers = {
      {"kill", MakeKillFault},
      {"disk-full", [](const FaultScene& scene) { return MakeFileFault(scene, ENOSPC); }},
      {"full-volume", MakeVolumeFault},
      {"io-error", [](const FaultScene& scene) { return MakeFileFault(scene, EIO); }},
      {"clock", MakeClockFault},
      {"network", MakeNetworkFault},
      {"restore", MakeRestoreFault},
  };
  return makers;
}

}  // namespace

const std::vector<std::string>& FaultKinds() {
  static const std::vector<std::string> kinds = [] {
    std::vector<std::string> names;
    for (const auto& [name, maker] : Makers()) names.push_back(name);
    return names;
  }();
  return kinds;
}

std::unique_ptr<Fault> MakeFault(const std::string& kind, const FaultScene& scene) {
  const auto maker = Makers().find(kind);
  return maker == Makers().end() ? nullptr : maker->second(scene);
}

}  // namespace broadsheet::testing
