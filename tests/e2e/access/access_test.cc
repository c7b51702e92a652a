// Who gets in: every method of both services, called by callers of every role
// and by strangers; and whether their secrets show anywhere.
#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "common/server/access_policy.h"
#include "common/server/method.h"
#include "tests/support/child_process.h"

namespace broadsheet {
namespace {

using testing::ChildProcess;
using ::testing::HasSubstr;
using ::testing::Not;

// Watches do not end by themselves.
constexpr auto kPatience = std::chrono::seconds(1);

struct TestCaller {
  std::string name;   // of the role that it has
  std::string token;  // empty: shows none
};
const TestCaller kCallers[] = {{"(none)", ""},
                               {"(unknown)", "unknown-token-0123456789"},
                               {"reader", "reader-secret-0123456789"},
                               {"uploader", "uploader-secret-0123456789"},
                               {"follower", "follower-secret-0123456789"},
                               {"admin", "admin-secret-0123456789"}};

std::string Contents(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A service with an access file of the callers above; the admin's token comes
// from a variable.
class GuardedService {
 public:
  GuardedService(const std::string& name, const testing::TempDir& folder, const std::string& access)
      : program_(std::string(BROADSHEET_BUILD_DIR) + "/" + name + "/" + name), log_(folder / (name + ".log")) {
    const std::string ports = folder / (name + ".ports");
    std::vector<std::string> command = {program_,
                                        "--data-dir=" + folder / name,
                                        "--port-file=" + ports,
                                        "--access-file=" + access,
                                        "--log-level=debug",
                                        "--grace-period=2s"};
    if (name == "query_service") command.push_back("--ingest-addresses=127.0.0.1:1");
    process_ = std::make_unique<ChildProcess>(command, log_);
    const std::string line = WaitForLine(ports, *process_);
    EXPECT_THAT(line, HasSubstr("grpc ")) << Contents(log_);
    std::ifstream file(ports);
    std::string key;
    file >> key >> port_ >> key >> admin_port_;
  }

  grpc::Status Call(const std::string& path, const std::string& token) const {
    grpc::GenericStub stub(
        grpc::CreateChannel("127.0.0.1:" + std::to_string(port_), grpc::InsecureChannelCredentials()));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kPatience);
    if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
    grpc::CompletionQueue queue;
    const grpc::Slice empty;
    const auto call = stub.PrepareUnaryCall(&context, path, grpc::ByteBuffer(&empty, 1), &queue);
    call->StartCall();
    grpc::ByteBuffer answer;
    grpc::Status status;
    call->Finish(&answer, &status, &queue);
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    return status;
  }

  std::string Page(const std::string& path) const {
    const auto answer = httplib::Client("127.0.0.1", admin_port_).Get(path.c_str());
    return answer ? answer->body : "";
  }
  std::string Help(const testing::TempDir& folder) const {
    const std::string output = folder / "help";
    ChildProcess help({program_, "--help"}, output);
    help.Wait(std::chrono::seconds(20));
    return Contents(output);
  }
  std::string Log() const { return Contents(log_); }

 private:
  const std::string program_, log_;
  std::unique_ptr<ChildProcess> process_;
  int port_ = 0, admin_port_ = 0;
};

// Writes the file that names the callers, and their secrets; its path.
std::string WriteAccessFile(const testing::TempDir& folder) {
  setenv("BROADSHEET_TEST_ADMIN_TOKEN", kCallers[std::size(kCallers) - 1].token.c_str(), 1);
  const std::string path = folder / "access";
  std::ofstream access(path);
  for (const TestCaller& caller : kCallers) {
    if (caller.name.front() == '(') continue;
    if (caller.name == "admin") {
      access << "admin admin token-env BROADSHEET_TEST_ADMIN_TOKEN\n";
      continue;
    }
    std::ofstream(folder / caller.name) << caller.token << "\n";
    access << caller.name << " " << caller.name << " token-file " << folder / caller.name << "\n";
  }
  return path;
}

class AccessTest : public ::testing::Test {
 protected:
  const GuardedService& ServiceOf(const Method& method) const {
    return method.service == kQueryService ? query_ : ingest_;
  }

  testing::TempDir folder_;
  const std::string access_ = WriteAccessFile(folder_);
  GuardedService ingest_{"ingest_service", folder_, access_};
  GuardedService query_{"query_service", folder_, access_};
};

// What a call should be told by the gate; OK: it gets in, whatever comes then.
grpc::StatusCode Expected(const Method& method, const TestCaller& caller) {
  if (caller.name.front() == '(') return grpc::UNAUTHENTICATED;
  return caller.name == RoleName(method.role) || caller.name == "admin" ? grpc::OK : grpc::PERMISSION_DENIED;
}

grpc::StatusCode ByTheGate(const grpc::Status& status) {
  const auto code = status.error_code();
  return code == grpc::UNAUTHENTICATED || code == grpc::PERMISSION_DENIED ? code : grpc::OK;
}

const char* Mark(grpc::StatusCode code) {
  return code == grpc::OK ? "yes" : code == grpc::UNAUTHENTICATED ? "unknown" : "denied";
}

TEST_F(AccessTest, EveryMethodRefusesACallerWithoutItsRole) {
  std::printf("%-55s", "method");
  for (const TestCaller& caller : kCallers) std::printf(" %-9s", caller.name.c_str());
  std::printf("\n");
  for (const Method& method : kMethods) {
    const std::string path = "/" + std::string(method.service) + "/" + std::string(method.name);
    std::printf("%-55s", path.c_str());
    for (const TestCaller& caller : kCallers) {
      const grpc::StatusCode got = ByTheGate(ServiceOf(method).Call(path, caller.token));
      std::printf(" %-9s", Mark(got));
      EXPECT_EQ(got, Expected(method, caller)) << path << " as " << caller.name;
    }
    std::printf("\n");
  }
}

TEST_F(AccessTest, HealthIsOpenAndReflectionIsOff) {
  for (const GuardedService* service : {&ingest_, &query_}) {
    EXPECT_TRUE(service->Call("/grpc.health.v1.Health/Check", "").ok());
    for (const TestCaller& caller : kCallers) {
      EXPECT_EQ(
          service->Call("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", caller.token).error_code(),
          grpc::UNIMPLEMENTED);
    }
  }
}

TEST_F(AccessTest, NoSecretIsShown) {
  for (const TestCaller& caller : kCallers) {
    ingest_.Call("/broadsheet.ingest.v1.IngestService/ListIssues", caller.token);
    query_.Call("/broadsheet.query.v1.QueryService/SearchRecords", caller.token);
  }
  for (const GuardedService* service : {&ingest_, &query_}) {
    EXPECT_THAT(service->Page("/statusz"), HasSubstr("access-file"));
    EXPECT_THAT(service->Log(), HasSubstr("NO_IDENTITY"));
    const std::string shown =
        service->Page("/statusz") + service->Page("/metrics") + service->Help(folder_) + service->Log();
    EXPECT_THAT(shown, Not(HasSubstr("secret-0123456789")));
    EXPECT_THAT(shown, Not(HasSubstr("unknown-token-0123456789")));
  }
}

}  // namespace
}  // namespace broadsheet
