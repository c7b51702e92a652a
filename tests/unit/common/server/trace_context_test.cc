#include "common/server/trace_context.h"

#include <gtest/gtest.h>

#include <string>

namespace broadsheet {
namespace {

constexpr char kValid[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

TEST(TraceContextTest, KeepsAValidTraceparent) {
  EXPECT_EQ(TraceparentFrom(kValid), kValid);
  EXPECT_EQ(TraceId(kValid), "4bf92f3577b34da6a3ce929d0e0e4736");
}

TEST(TraceContextTest, ReplacesAnythingElseByANewOne) {
  for (const char* text : {
           "",
           "00",
           "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
           "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
           "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
       }) {
    EXPECT_FALSE(IsTraceparent(text)) << text;
    const std::string made = TraceparentFrom(text);
    EXPECT_TRUE(IsTraceparent(made)) << made;
    EXPECT_NE(made, TraceparentFrom(text)) << "each new one differs";
  }
}

TEST(RequestIdTest, KeepsPrintableOnesAndMakesOthers) {
  EXPECT_EQ(RequestIdFrom("upload-17/2"), "upload-17/2");
  for (const std::string& text : {std::string(), std::string("a b"), std::string("a\nb"), std::string(129, 'a')}) {
    EXPECT_EQ(RequestIdFrom(text).size(), 16u);
  }
}

}  // namespace
}  // namespace broadsheet
