// Certificates for tests, made as they are needed.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace broadsheet::testing {

struct KeyPair {
  std::string certificate, private_key;  // PEM
};

// A certificate authority of the test's own, good for an hour.
class TestCa {
 public:
  TestCa();
  ~TestCa();

  const std::string& certificate() const { return certificate_; }  // PEM

  // A certificate of it for servers and clients, each name a subject alternative
  // name: DNS, an IPv4 address or, with a scheme, a URI.
  KeyPair Issue(const std::vector<std::string>& names);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::string certificate_;
};

}  // namespace broadsheet::testing
