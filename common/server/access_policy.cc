#include "common/server/access_policy.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/status/error.h"

namespace broadsheet {
namespace {

constexpr std::pair<std::string_view, Role> kRoles[] = {
    {"reader", Role::kReader}, {"uploader", Role::kUploader}, {"follower", Role::kFollower}, {"admin", Role::kAdmin}};

constexpr size_t kLeastToken = 16, kMostToken = 512;

unsigned BitOf(Role role) { return 1u << static_cast<unsigned>(role); }

absl::Status Bad(std::string_view what) { return Error(absl::StatusCode::kInvalidArgument, "BAD_ACCESS_FILE", what); }

absl::StatusOr<unsigned> ParseRoles(const std::string& text) {
  unsigned roles = 0;
  for (const std::string& name : std::vector<std::string>(absl::StrSplit(text, ','))) {
    const auto* found =
        std::find_if(std::begin(kRoles), std::end(kRoles), [&](auto& role) { return role.first == name; });
    if (found == std::end(kRoles)) {
      return Bad(absl::StrCat("got role \"", name, "\", want reader, uploader, follower or admin"));
    }
    roles |= BitOf(found->second);
  }
  return roles;
}

absl::StatusOr<Sha256Digest> ReadToken(const SecretReader& reader, const std::string& place) {
  auto text = reader(place);
  if (!text.ok()) return Bad(absl::StrCat("no token at ", place, ": ", text.status().message()));
  const absl::string_view token = absl::StripAsciiWhitespace(*text);
  const bool usable = token.size() >= kLeastToken && token.size() <= kMostToken &&
                      std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7F; });
  if (!usable) {
    return Bad(absl::StrCat("the token at ", place, " is not ", kLeastToken, " to ", kMostToken,
                            " printable ASCII characters without spaces"));
  }
  return Sha256({token.data(), token.size()});
}

}  // namespace

std::string_view RoleName(Role role) {
  for (const auto& [name, value] : kRoles) {
    if (value == role) return name;
  }
  return "unknown";
}

absl::StatusOr<AccessPolicy::Caller> AccessPolicy::ParseCaller(std::string_view line, const SecretReaders& readers) {
  const std::vector<std::string> words =
      absl::StrSplit(absl::string_view(line.data(), line.size()), absl::ByAnyChar(" \t"), absl::SkipEmpty());
  if (words.size() != 4) return Bad(absl::StrCat("got ", words.size(), " words, want: name roles known-by value"));
  auto roles = ParseRoles(words[1]);
  if (!roles.ok()) return roles.status();
  Caller caller{.name = words[0], .roles = *roles, .certificate_name = "", .token = {}};
  if (words[2] == "certificate") {
    caller.certificate_name = words[3];
    return caller;
  }
  if (words[2] != "token-file" && words[2] != "token-env") {
    return Bad(absl::StrCat("got \"", words[2], "\", want certificate, token-file or token-env"));
  }
  auto token = ReadToken(words[2] == "token-file" ? readers.file : readers.environment, words[3]);
  if (!token.ok()) return token.status();
  caller.token = *token;
  return caller;
}

absl::StatusOr<AccessPolicy> AccessPolicy::Parse(std::string_view text, const SecretReaders& readers) {
  AccessPolicy policy;
  int number = 0;
  for (std::string line : std::vector<std::string>(absl::StrSplit(absl::string_view(text.data(), text.size()), '\n'))) {
    ++number;
    line.resize(std::min(line.size(), line.find('#')));
    absl::StripAsciiWhitespace(&line);
    if (line.empty()) continue;
    auto caller = ParseCaller(line, readers);
    if (!caller.ok()) return Bad(absl::StrCat("line ", number, ": ", caller.status().message()));
    policy.callers_.push_back(*std::move(caller));
  }
  if (policy.callers_.empty()) return Bad("it names no caller: nobody could call anything");
  return policy;
}

bool AccessPolicy::Knows(const Caller& caller, const PresentedIdentity& identity, const Sha256Digest& token) {
  if (caller.certificate_name.empty()) {
    return identity.bearer_token && CRYPTO_memcmp(caller.token.data(), token.data(), token.size()) == 0;
  }
  const auto& names = identity.certificate_names;
  return std::find(names.begin(), names.end(), caller.certificate_name) != names.end();
}

absl::StatusOr<std::string> AccessPolicy::Authorize(const PresentedIdentity& identity, Role needed) const {
  const Sha256Digest token = Sha256(identity.bearer_token.value_or(""));
  const unsigned enough = BitOf(needed) | BitOf(Role::kAdmin);
  const Caller* known = nullptr;
  const Caller* allowed = nullptr;
  for (const Caller& caller : callers_) {  // all of them, so that the time does not tell which matched
    if (!Knows(caller, identity, token)) continue;
    known = &caller;
    if ((caller.roles & enough) != 0) allowed = &caller;
  }
  if (allowed != nullptr) return allowed->name;
  if (known == nullptr) {
    return Error(absl::StatusCode::kUnauthenticated, "NO_IDENTITY",
                 "no client certificate or bearer token of a known caller");
  }
  const std::string role(RoleName(needed));
  return Error(absl::StatusCode::kPermissionDenied, "ROLE_MISSING",
               absl::StrCat("caller ", known->name, " lacks the role ", role), {{"role", role}});
}

}  // namespace broadsheet
