#include <fcntl.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "tests/e2e/crash/fault.h"

namespace broadsheet::testing {
namespace {

constexpr char kSize[] = "size=512m";
constexpr int64_t kMostLeft = 256 << 10;
constexpr int64_t kLongestFaultMs = 150;

// A folder on a memory file system of its own, which can be filled.
class Volume {
 public:
  explicit Volume(std::string folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    if (mount("tmpfs", folder_.c_str(), "tmpfs", 0, kSize) == 0) return;
    if (errno == EPERM) throw CannotRun("mounting a volume needs root");
    throw std::runtime_error("cannot mount " + folder_);
  }
  ~Volume() { umount2(folder_.c_str(), MNT_DETACH); }
  Volume(const Volume&) = delete;
  Volume& operator=(const Volume&) = delete;

  // All but so many bytes.
  void Fill(int64_t left) const {
    struct statvfs info {};
    if (statvfs(folder_.c_str(), &info) != 0) throw std::runtime_error("no volume " + folder_);
    const auto free = static_cast<int64_t>(info.f_bavail * info.f_frsize);
    const int file = open(Ballast().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (free > left) (void)posix_fallocate(file, 0, free - left);  // full sooner: another took the rest
    close(file);
  }
  void Free() const { std::filesystem::remove(Ballast()); }

 private:
  std::string Ballast() const { return folder_ + "/ballast"; }

  const std::string folder_;
};

class VolumeFault : public Fault {
 public:
  explicit VolumeFault(const FaultScene& scene)
      : pair_(scene.pair), ingest_(scene.folder + "/ingest"), query_(scene.folder + "/query") {}

  void Strike(std::mt19937_64& random) override {
    const auto victims = 1 + random() % 3;
    if (victims & 1) ingest_.Fill(static_cast<int64_t>(random() % kMostLeft));
    if (victims & 2) query_.Fill(static_cast<int64_t>(random() % kMostLeft));
  }

  void Heal(std::mt19937_64& random) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % kLongestFaultMs));
    if (random() % 2 == 0) {
      pair_.KillIngest();
      pair_.KillQuery();
      pair_.Start();  // on volumes that are full
    }
    ingest_.Free();
    query_.Free();
    WaitAndStart();
  }

 private:
  // What could not start on a full volume has ended by now or soon.
  void WaitAndStart() {
    std::this_thread::sleep_for(std::chrono::milliseconds(kLongestFaultMs));
    pair_.Start();
  }

  ServicePair& pair_;
  const Volume ingest_, query_;
};

}  // namespace

std::unique_ptr<Fault> MakeVolumeFault(const FaultScene& scene) { return std::make_unique<VolumeFault>(scene); }

}  // namespace broadsheet::testing
