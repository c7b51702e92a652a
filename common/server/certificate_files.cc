#include "common/server/certificate_files.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <ctime>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/file/read_file.h"
#include "common/logging/log.h"
#include "common/status/error.h"

namespace broadsheet {
namespace {

template <typename T, void (*Free)(T*)>
struct Freed {
  void operator()(T* object) const { Free(object); }
};
using Memory = std::unique_ptr<BIO, Freed<BIO, BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;

Memory Reading(const std::string& text) { return Memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

// Instead of asking at the terminal.
int NoPassphrase(char*, int, int, void*) { return -1; }

std::vector<Certificate> ParseCertificates(const std::string& pem) {
  std::vector<Certificate> certificates;
  const Memory memory = Reading(pem);
  while (X509* certificate = PEM_read_bio_X509(memory.get(), nullptr, NoPassphrase, nullptr)) {
    certificates.emplace_back(certificate);
  }
  ERR_clear_error();  // the end of the text is one
  return certificates;
}

Key ParseKey(const std::string& pem) {
  Key key(PEM_read_bio_PrivateKey(Reading(pem).get(), nullptr, NoPassphrase, nullptr));
  ERR_clear_error();
  return key;
}

absl::Time EndOf(const Certificate& certificate) {
  std::tm time = {};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &time) != 1) return absl::InfiniteFuture();
  return absl::FromTimeT(timegm(&time));
}

absl::StatusOr<std::string> ReadFileOf(std::string_view flag, const std::string& path) {
  auto text = ReadFile(path);
  if (text.ok()) return text;
  return Error(text.status().code(), ReasonOf(text.status()),
               absl::StrCat(std::string(flag), ": ", text.status().message()));
}

absl::Status CheckFit(const TlsOptions& options, const Certificate& certificate, const std::string& private_key) {
  constexpr std::string_view kFlag = "--tls-private-key-file";
  const Key key = ParseKey(private_key);
  if (key == nullptr) return FieldError(kFlag, options.private_key_file, "a private key in PEM, without a passphrase");
  const bool fits = X509_check_private_key(certificate.get(), key.get()) == 1;
  ERR_clear_error();
  if (fits) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "KEY_DOES_NOT_FIT",
               absl::StrCat(std::string(kFlag), ": the key in ", options.private_key_file,
                            " is not that of the certificate in ", options.certificate_file));
}

absl::StatusOr<Certificates> Read(const TlsOptions& options) {
  constexpr std::string_view kChain = "--tls-certificate-file", kClientCa = "--tls-client-ca-file";
  auto chain = ReadFileOf(kChain, options.certificate_file);
  if (!chain.ok()) return chain.status();
  auto key = ReadFileOf("--tls-private-key-file", options.private_key_file);
  if (!key.ok()) return key.status();
  const auto certificates = ParseCertificates(*chain);
  if (certificates.empty()) return FieldError(kChain, options.certificate_file, "a certificate in PEM");
  if (absl::Status status = CheckFit(options, certificates.front(), *key); !status.ok()) return status;
  Certificates read{.chain = *std::move(chain), .private_key = *std::move(key), .client_ca = {}};
  for (const Certificate& certificate : certificates) read.end = std::min(read.end, EndOf(certificate));
  if (options.client_ca_file.empty()) return read;
  auto client_ca = ReadFileOf(kClientCa, options.client_ca_file);
  if (!client_ca.ok()) return client_ca.status();
  if (ParseCertificates(*client_ca).empty())
    return FieldError(kClientCa, options.client_ca_file, "a certificate in PEM");
  read.client_ca = *std::move(client_ca);
  return read;
}

}  // namespace

absl::StatusOr<std::shared_ptr<CertificateFiles>> CertificateFiles::Open(const TlsOptions& options) {
  auto first = Read(options);
  if (!first.ok()) return first.status();
  return std::shared_ptr<CertificateFiles>(new CertificateFiles(options, *std::move(first)));
}

std::shared_ptr<const Certificates> CertificateFiles::Reload() {
  auto read = Read(options_);
  const std::lock_guard lock(mutex_);
  const std::string problem(read.status().message());
  if (!read.ok() && problem != problem_) {
    LogWarning("the certificate files cannot be used; the last good ones stay in force",
               {{"reason", ReasonOf(read.status())}, {"error", problem}});
  }
  if (read.ok() && !problem_.empty()) LogInfo("the certificate files can be used again");
  problem_ = problem;
  if (read.ok() && *read != *current_) current_ = std::make_shared<const Certificates>(*std::move(read));
  return current_;
}

bool CertificateFiles::usable() const {
  const std::lock_guard lock(mutex_);
  return problem_.empty();
}

}  // namespace broadsheet
