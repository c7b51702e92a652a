// A caller that stops reading a stream costs bounded memory, and loses nothing.
#include <gtest/gtest.h>
#include <malloc.h>

#include <set>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "tests/integration/query_service/direct_query.h"

namespace broadsheet::query {
namespace {

constexpr int kRecords = 160;
constexpr size_t kTextBytes = 100'000;             // 16 MB in all
constexpr int64_t kMostMemory = int64_t{8} << 20;  // of server and caller together

int64_t HeapBytes() {
  const struct mallinfo2 heap = mallinfo2();
  return static_cast<int64_t>(heap.uordblks + heap.hblkhd);
}

// What the heap has grown by since `before` once it no longer does.
int64_t GrowthSince(int64_t before) {
  int64_t growth = HeapBytes() - before;
  for (int same = 0; same < 10; ++same) {
    absl::SleepFor(absl::Milliseconds(20));
    const int64_t now = HeapBytes() - before;
    if (std::abs(now - growth) > 100'000) same = 0;
    growth = now;
  }
  return growth;
}

class SlowReaderTest : public ::testing::Test {
 protected:
  SlowReaderTest() {
    std::vector<feed::v1::Entry> entries;
    for (int i = 0; i < kRecords; ++i) {
      record::v1::Record record = MakeRecord("p/2024-01-01/r" + std::to_string(i), "题", "文");
      record.mutable_dateline()->set_agency(std::string(kTextBytes, 'a'));  // which nothing indexes
      entries.push_back(Written(std::move(record)));
    }
    service_.Apply(std::move(entries));
  }

  template <typename Stream, typename Response, typename Names>
  void Check(Stream& stream, Response response, Names names_of) {
    const int64_t before = HeapBytes();
    std::set<std::string> names;
    const auto read = [&] {
      if (!stream.Read(&response)) return false;
      for (const std::string& name : names_of(response)) EXPECT_TRUE(names.insert(name).second) << name;
      return true;
    };
    ASSERT_TRUE(read());
    const int64_t growth = GrowthSince(before);
    RecordProperty("heap_growth_bytes", std::to_string(growth));
    EXPECT_LT(growth, kMostMemory);
    while (names.size() < kRecords && read()) continue;
    EXPECT_EQ(names.size(), size_t{kRecords});
  }

  DirectQuery service_{absl::Seconds(5), SegmentIndexOptions()};  // which merges nothing meanwhile
  grpc::ClientContext context_;
};

TEST_F(SlowReaderTest, OfAnExport) {
  const auto stub = service_.NewNarrowStub();
  const auto stream = stub->ExportRecords(&context_, {});
  Check(*stream, v1::ExportRecordsResponse(), [](const v1::ExportRecordsResponse& response) {
    std::vector<std::string> names;
    for (const auto& record : response.records()) names.push_back(record.name());
    return names;
  });
}

TEST_F(SlowReaderTest, OfAWatch) {
  const auto stub = service_.NewNarrowStub();
  const auto stream = stub->WatchRecords(&context_, {});
  Check(*stream, v1::WatchRecordsResponse(), [](const v1::WatchRecordsResponse& response) {
    std::vector<std::string> names;
    for (const auto& change : response.changes()) names.push_back(change.record_written().name());
    return names;
  });
  context_.TryCancel();
}

}  // namespace
}  // namespace broadsheet::query
