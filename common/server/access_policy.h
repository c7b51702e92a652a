// Who may do what: callers, how they are known, and their roles.
//
// One caller a line, `#` begins a comment:
//
//   # name     roles            known by     value
//   query      follower,reader  certificate  query.broadsheet.svc
//   newsroom   uploader         token-file   /etc/broadsheet/tokens/newsroom
//   console    admin            token-env    CONSOLE_TOKEN
//
// A certificate is known by one of its subject alternative names (DNS or URI;
// the common name only if it has none), exactly. A token is what the
// `authorization: Bearer …` header carries: 16 to 512 printable ASCII
// characters, without spaces. The policy itself holds no secret.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/hash/sha256.h"
#include "common/server/method.h"

namespace broadsheet {

// What a call shows of its caller.
struct PresentedIdentity {
  std::vector<std::string> certificate_names;  // verified by TLS
  std::optional<std::string> bearer_token;
};

// The text at a place a policy names, or why it cannot be had.
using SecretReader = std::function<absl::StatusOr<std::string>(std::string_view place)>;

struct SecretReaders {
  SecretReader file;         // by path
  SecretReader environment;  // by variable
};

// Immutable, so any thread may ask it. Tokens are kept as digests only.
class AccessPolicy {
 public:
  // INVALID_ARGUMENT, reason BAD_ACCESS_FILE, with the number of the line;
  // tokens never show in messages.
  static absl::StatusOr<AccessPolicy> Parse(std::string_view text, const SecretReaders& readers);

  // The name of the caller, if it has the role. UNAUTHENTICATED, reason
  // NO_IDENTITY: nothing it shows is known; PERMISSION_DENIED, reason
  // ROLE_MISSING: it is known, without that role. Takes the same time whichever
  // token is shown.
  absl::StatusOr<std::string> Authorize(const PresentedIdentity& identity, Role needed) const;

 private:
  struct Caller {
    std::string name;
    unsigned roles = 0;            // bit 1 << Role
    std::string certificate_name;  // empty: known by its token
    Sha256Digest token{};
  };
  static absl::StatusOr<Caller> ParseCaller(std::string_view line, const SecretReaders& readers);
  static bool Knows(const Caller& caller, const PresentedIdentity& identity, const Sha256Digest& token);

  std::vector<Caller> callers_;
};

// "reader", "uploader", "follower", "admin".
std::string_view RoleName(Role role);

}  // namespace broadsheet
