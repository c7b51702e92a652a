#include "common/file/read_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace broadsheet {
namespace {

constexpr size_t kPart = 64 << 10;

absl::Status Unreadable(const std::string& path, int error) {
  const std::string message = absl::StrCat("cannot read ", path, ": ", std::generic_category().message(error));
  if (error == ENOENT) return Error(absl::StatusCode::kNotFound, "FILE_NOT_FOUND", message);
  return Error(absl::StatusCode::kFailedPrecondition, "FILE_UNREADABLE", message);
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Unreadable(path, errno);
  const absl::Cleanup close_it = [&] { close(descriptor); };
  std::string text;
  for (;;) {
    const size_t size = text.size();
    text.resize(size + kPart);
    const ssize_t got = read(descriptor, text.data() + size, kPart);
    if (got < 0 && errno != EINTR) return Unreadable(path, errno);
    text.resize(size + (got < 0 ? 0 : static_cast<size_t>(got)));
    if (got == 0) return text;
  }
}

absl::StatusOr<bool> PathExists(const std::string& path) {
  std::error_code error;
  const bool exists = std::filesystem::exists(path, error);
  if (error) return Unreadable(path, error.value() == ENOENT ? EIO : error.value());
  return exists;
}

}  // namespace broadsheet
