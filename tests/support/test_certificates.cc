#include "tests/support/test_certificates.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdlib>

namespace broadsheet::testing {
namespace {

template <typename T, void (*Free)(T*)>
struct Freed {
  void operator()(T* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO, BIO_free_all>>;

constexpr long kSeconds = 3600;

void Require(bool done) {
  if (!done) std::abort();
}

std::string TextOf(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return std::string(data, static_cast<size_t>(size));
}

std::string Pem(X509* certificate) {
  const Memory memory(BIO_new(BIO_s_mem()));
  Require(PEM_write_bio_X509(memory.get(), certificate) == 1);
  return TextOf(memory.get());
}

std::string Pem(EVP_PKEY* key) {
  const Memory memory(BIO_new(BIO_s_mem()));
  Require(PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return TextOf(memory.get());
}

void AddExtension(X509* certificate, int nid, const std::string& value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str());
  Require(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

// Everything but the names of subject and issuer and the signature.
Certificate Blank(EVP_PKEY* key, long serial) {
  Certificate certificate(X509_new());
  X509_set_version(certificate.get(), 2);  // v3
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kSeconds);
  X509_set_pubkey(certificate.get(), key);
  return certificate;
}

X509_NAME* NameOf(X509* certificate, const char* common_name) {
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(common_name), -1, -1, 0);
  return name;
}

std::string KindOf(const std::string& name) {
  if (name.find("://") != std::string::npos) return "URI:";
  return name.find_first_not_of("0123456789.") == std::string::npos ? "IP:" : "DNS:";
}

}  // namespace

struct TestCa::Impl {
  Key key{EVP_EC_gen("P-256")};
  Certificate certificate;
  long serial = 1;
};

TestCa::TestCa() : impl_(std::make_unique<Impl>()) {
  impl_->certificate = Blank(impl_->key.get(), impl_->serial);
  X509* certificate = impl_->certificate.get();
  X509_set_issuer_name(certificate, NameOf(certificate, "Test CA"));
  AddExtension(certificate, NID_basic_constraints, "critical,CA:TRUE");
  AddExtension(certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
  Require(X509_sign(certificate, impl_->key.get(), EVP_sha256()) != 0);
  certificate_ = Pem(certificate);
}

TestCa::~TestCa() = default;

KeyPair TestCa::Issue(const std::vector<std::string>& names) {
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate = Blank(key.get(), ++impl_->serial);
  NameOf(certificate.get(), "test");
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(impl_->certificate.get()));
  std::string alternatives;
  for (const std::string& name : names) {
    alternatives += (alternatives.empty() ? "" : ",") + KindOf(name) + name;
  }
  AddExtension(certificate.get(), NID_subject_alt_name, alternatives);
  Require(X509_sign(certificate.get(), impl_->key.get(), EVP_sha256()) != 0);
  return {Pem(certificate.get()), Pem(key.get())};
}

}  // namespace broadsheet::testing
