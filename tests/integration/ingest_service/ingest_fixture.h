// IngestService and FeedService behind a real socket, with the real parser and
// a record log in memory.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "ingest_service/api/ingest_service.h"
#include "ingest_service/feed/feed_service.h"
#include "ingest_service/parser/parser.h"
#include "ingest_service/store/memory_record_log.h"
#include "tests/support/issue_client.h"
#include "tests/support/test_server.h"

namespace broadsheet::ingest {

// Two articles, the second of which is cut by the first's end.
inline constexpr char kPage[] = R"(青河晚报 2025年4月2日 星期三 总第812期

城南旧桥换新颜
过河不再绕远路

■青河晚报记者 方小舟

城南的旧石桥昨天恢复通行。养护工人用三个月加固了桥墩，重铺了桥面，两侧新添的步道可以让推婴儿车的人并排走过。

“以前赶集要绕四里路，现在抬脚就到。”住在桥西的魏德厚说。

山里小学有了气象站

■青河晚报记者 陶知秋

云岭小学的孩子们每天早晨多了一件事：到操场边的百叶箱前记下温度和湿度。这座校园气象站是县气象局退休职工凑钱建的，数据与县里的预报员共享。

孩子们把三十天的记录画成曲线，贴在教室后面的墙上。
)";

class IngestFixture : public ::testing::Test {
 protected:
  explicit IngestFixture(const UploadLimits& limits = {}, const ServerOptions& server = {})
      : server_(server),
        service_(server_.gate(), ParserForTests(), log_, limits),
        feed_(server_.gate(), log_, FeedOptions()) {
    server_.Start({{kIngestService, &service_}, {kFeedService, &feed_}});
    client_ = std::make_unique<testing::IssueClient>(server_.channel());
  }
  ~IngestFixture() override { server_.server().Drain(); }

  MemoryRecordLog log_{"log"};
  testing::TestServer server_;
  IngestService service_;
  FeedService feed_;
  std::unique_ptr<testing::IssueClient> client_;

 private:
  static const Parser& ParserForTests() {
    static const auto* const parser = new std::unique_ptr<const Parser>(*Parser::Create({}));
    return **parser;
  }
};

}  // namespace broadsheet::ingest
