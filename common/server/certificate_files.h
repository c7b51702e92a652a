// The files a server proves itself with, followed as they change.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/server/server_options.h"

namespace broadsheet {

// PEM, as read: the key is that of the first certificate.
struct Certificates {
  std::string chain;
  std::string private_key;
  std::string client_ca;                    // empty: clients show none
  absl::Time end = absl::InfiniteFuture();  // of the first of the chain to end

  bool operator==(const Certificates&) const = default;
};

// Keeps the last certificates that could be used. Thread-safe.
class CertificateFiles {
 public:
  // NOT_FOUND, FAILED_PRECONDITION or INVALID_ARGUMENT, with the flag and the file, if
  // a file cannot be read or holds no certificate or key; with both files if they do not fit.
  static absl::StatusOr<std::shared_ptr<CertificateFiles>> Open(const TlsOptions& options);

  // Reads the files again. What cannot be used is logged once, and changes nothing.
  std::shared_ptr<const Certificates> Reload();

  // Whether the last reading could be used.
  bool usable() const;

 private:
  CertificateFiles(const TlsOptions& options, Certificates first)
      : options_(options), current_(std::make_shared<const Certificates>(std::move(first))) {}

  const TlsOptions options_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Certificates> current_;  // this and the next guarded by mutex_
  std::string problem_;                          // of the last reading
};

}  // namespace broadsheet
