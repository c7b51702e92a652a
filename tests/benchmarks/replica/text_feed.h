// A feed of records made of search_text.py's lines, for a replica of its own.
#pragma once

#include <cstdint>
#include <deque>
#include <fstream>
#include <mutex>
#include <string>

#include "broadsheet/feed/v1/feed_service.grpc.pb.h"

namespace broadsheet::benchmark {

// The record of a line. The text names nobody, so persons, organizations, places
// and keywords are invented, by the line's number, with Zipf's frequencies.
record::v1::Record NamedRecordOf(const std::string& line);

// The log's entry n is the text's line n. One follower at a time, which asks for
// nothing that lies more than kKept entries back.
class TextFeed final : public feed::v1::FeedService::Service {
 public:
  explicit TextFeed(const std::string& path) : text_(path) {}

  // Moves the log's head; entries behind it are not there yet.
  void SetHead(uint64_t head);
  uint64_t head() const;
  // The last entry that was sent.
  uint64_t sent() const;
  std::string PositionOf(uint64_t entry) const;

  grpc::Status WatchRecords(grpc::ServerContext* context, const feed::v1::WatchRecordsRequest* request,
                            grpc::ServerWriter<feed::v1::WatchRecordsResponse>* writer) override;

 private:
  static constexpr size_t kKept = 100'000;

  // Entries behind `after`, as many as have about so many bytes. With mutex_ held.
  feed::v1::WatchRecordsResponse MessageBehind(uint64_t after, int64_t max_bytes);

  mutable std::mutex mutex_;
  std::ifstream text_;
  std::deque<record::v1::Record> kept_;  // the last of those that were read
  uint64_t read_ = 0;
  uint64_t head_ = 0;
  uint64_t sent_ = 0;
};

}  // namespace broadsheet::benchmark
