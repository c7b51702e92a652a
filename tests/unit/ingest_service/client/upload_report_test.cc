#include "ingest_service/client/upload_report.h"

#include <gtest/gtest.h>

namespace broadsheet::ingest {
namespace {

UploadResult StoredAt(const std::string& position) {
  UploadResult result;
  result.position = position;
  return result;
}

// Uploads in parallel end in another order than they are stored in.
TEST(UploadReportTest, ThePositionIsTheGreatest) {
  UploadReport report(4, nullptr);
  EXPECT_EQ(report.last_position(), "");
  report.Add(StoredAt("log:9"));
  report.Add(StoredAt("log:12"));
  report.Add(StoredAt("log:10"));
  report.Add(StoredAt(""));  // there already
  EXPECT_EQ(report.last_position(), "log:12");
  EXPECT_TRUE(report.all_stored());
}

TEST(UploadReportTest, WhatFailedHasNoPosition) {
  UploadReport report(1, nullptr);
  UploadResult failed = StoredAt("log:9");
  failed.status = absl::UnavailableError("gone");
  report.Add(failed);
  EXPECT_EQ(report.last_position(), "");
  EXPECT_FALSE(report.all_stored());
}

}  // namespace
}  // namespace broadsheet::ingest
