// In which order an ingest service starts.
#include <gtest/gtest.h>
#include <prometheus/registry.h>

#include "common/server/server.h"
#include "common/status/error.h"
#include "ingest_service/ingest_server.h"

namespace broadsheet::ingest {
namespace {

// Checking a large store takes minutes, in which probes are to be answered.
TEST(StartTest, TheAdminPortIsOpenedBeforeTheStore) {
  const auto other = Server::Create({}, std::make_shared<prometheus::Registry>());
  ASSERT_TRUE(other.ok()) << other.status();
  Options options;
  options.data_dir = "/dev/null/store";
  EXPECT_EQ(ReasonOf(IngestServer::Start(options).status()), "DATA_DIR_UNUSABLE");
  options.server.admin_address = "127.0.0.1:" + std::to_string((*other)->admin_port());
  EXPECT_EQ(ReasonOf(IngestServer::Start(options).status()), "CANNOT_LISTEN");
}

}  // namespace
}  // namespace broadsheet::ingest
