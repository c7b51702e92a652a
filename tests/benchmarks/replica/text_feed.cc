#include "text_feed.h"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "common/feed/position.h"
#include "query_service/search/dates.h"

namespace broadsheet::benchmark {
namespace {

constexpr const char* kLog = "benchmark";
constexpr std::chrono::milliseconds kIdlePoll(2), kProgress(1000);

constexpr const char* kSurnames[] = {"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周",
                                     "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "高", "罗"};
constexpr const char* kGiven[] = {"伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳",
                                  "杰", "娟", "涛", "明", "超", "秀", "霞", "平", "刚", "桂", "英", "华",
                                  "文", "建", "国", "庆", "春", "梅", "玉", "兰", "志", "新", "海", "燕"};
constexpr const char* kBodies[] = {"委员会", "研究所", "大学", "公司", "出版社", "协会"};

// 0 … count - 1; rank r about as often as 1 / (r + 1).
size_t Zipf(std::mt19937& random, size_t count) {
  const double share = std::uniform_real_distribution<double>()(random);
  return std::min(count - 1, static_cast<size_t>(std::pow(static_cast<double>(count), share)) - 1);
}

std::string Syllables(size_t rank, int count) {
  std::string text;
  for (; count > 0; --count, rank /= std::size(kGiven)) text += kGiven[rank % std::size(kGiven)];
  return text;
}

void AddNames(std::mt19937& random, record::v1::Record& record) {
  for (int i = 0; i < 3; ++i) {
    const size_t rank = Zipf(random, 400'000);
    const std::string surname = kSurnames[rank % std::size(kSurnames)];
    record.add_persons()->set_name(surname + Syllables(rank / std::size(kSurnames), rank < 700 ? 1 : 3));
  }
  for (int i = 0; i < 2; ++i) {
    const size_t rank = Zipf(random, 100'000);
    record.add_organizations()->set_name(Syllables(rank / std::size(kBodies), 3) + kBodies[rank % std::size(kBodies)]);
    record.add_keywords(Syllables(Zipf(random, 40'000), 3));
  }
  record.add_places()->set_name(Syllables(Zipf(random, 1200), 2) + "县");
}

}  // namespace

record::v1::Record NamedRecordOf(const std::string& line) {
  const std::vector<std::string> fields = absl::StrSplit(line, '\t');
  const std::string date = query::FormatDay(std::stoll(fields.at(2)));
  record::v1::Record record;
  record.set_name("publications/p/issues/" + date + "/records/r" + fields.at(0));
  record.set_kind(record::v1::RECORD_KIND_ARTICLE);
  record.set_publication(fields.at(1));
  record.set_date(date);
  record.set_section(fields.at(3));
  record.add_reporters()->set_name(fields.at(4));
  record.mutable_headline()->set_text(fields.at(5));
  for (const auto text : absl::StrSplit(fields.at(6), '\x1f')) record.add_paragraphs()->set_text(std::string(text));
  std::mt19937 random(static_cast<uint32_t>(std::stoul(fields.at(0))));
  AddNames(random, record);
  return record;
}

void TextFeed::SetHead(uint64_t head) {
  const std::lock_guard lock(mutex_);
  head_ = head;
}

uint64_t TextFeed::head() const {
  const std::lock_guard lock(mutex_);
  return head_;
}

uint64_t TextFeed::sent() const {
  const std::lock_guard lock(mutex_);
  return sent_;
}

std::string TextFeed::PositionOf(uint64_t entry) const { return entry == 0 ? "" : FormatPosition(kLog, entry); }

feed::v1::WatchRecordsResponse TextFeed::MessageBehind(uint64_t after, int64_t max_bytes) {
  feed::v1::WatchRecordsResponse message;
  message.set_log_id(kLog);
  int64_t bytes = 0;
  uint64_t last = after;
  for (std::string line; last < head_ && bytes < max_bytes; ++last) {
    for (; read_ <= last; ++read_) {
      if (!std::getline(text_, line)) std::cerr << "the text ends before the head\n", std::abort();
      kept_.push_back(read_ + kKept > last ? NamedRecordOf(line) : record::v1::Record());
      if (kept_.size() > kKept) kept_.pop_front();
    }
    if (last < read_ - kept_.size()) std::cerr << "the follower asks for what is not kept\n", std::abort();
    record::v1::Record& record = *message.add_entries()->mutable_record_written();
    record = kept_[last - (read_ - kept_.size())];
    bytes += static_cast<int64_t>(record.ByteSizeLong());
  }
  if (last > after) message.set_first_position(PositionOf(after + 1));
  message.set_last_position(PositionOf(last));
  message.set_head_position(PositionOf(head_));
  message.set_remaining(static_cast<int64_t>(head_ - last));
  sent_ = std::max(sent_, last);
  return message;
}

grpc::Status TextFeed::WatchRecords(grpc::ServerContext* context, const feed::v1::WatchRecordsRequest* request,
                                    grpc::ServerWriter<feed::v1::WatchRecordsResponse>* writer) {
  const auto position = ParsePosition(request->after());
  uint64_t at = position ? position->sequence : 0;
  for (auto due = std::chrono::steady_clock::now(); !context->IsCancelled();) {
    feed::v1::WatchRecordsResponse message;
    {
      const std::lock_guard lock(mutex_);
      message = MessageBehind(at, request->max_bytes());
    }
    if (message.entries().empty() && std::chrono::steady_clock::now() < due) {
      std::this_thread::sleep_for(kIdlePoll);
      continue;
    }
    at += static_cast<uint64_t>(message.entries_size());
    due = std::chrono::steady_clock::now() + kProgress;
    if (!writer->Write(message)) break;
  }
  return grpc::Status::OK;
}

}  // namespace broadsheet::benchmark
