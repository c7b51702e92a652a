#include "random_collection.h"

#include <algorithm>

namespace broadsheet::query {
namespace {

const std::vector<std::string>& Alphabet() {
  static const auto* const alphabet = new std::vector<std::string>{"的", "国", "发", "展", "a", "i", "水",
                                                                   "1",  "2",  " ",  "+",  "·", "é", "\xF0\xA0\x80\x80",
                                                                   "年", "经", "济", "z",  ",", "龙"};
  return *alphabet;
}

const std::vector<std::string>& Names() {
  static const auto* const names = new std::vector<std::string>{"甲报", "乙报", "ＡＢ报",         "ab报", "經濟",
                                                                "经济", "丙",   "publications/x", "张三", ""};
  return *names;
}

std::string ColumnValue(Random& random) { return Names()[Pick(random, Names().size())]; }

}  // namespace

std::string RandomText(Random& random, size_t characters) {
  std::string text;
  for (size_t i = 0; i < characters; ++i) {
    const size_t limit = 1 + Pick(random, Alphabet().size());
    text += Alphabet()[Pick(random, limit)];
  }
  return text;
}

IndexDocument RandomDocument(Random& random, DocId id) {
  IndexDocument document;
  document.id = id;
  for (int field = 0; field < kTextFieldCount; ++field) {
    const bool body = field == static_cast<int>(TextField::kBody);
    const size_t values = Pick(random, body ? 5 : 3);
    for (size_t i = 0; i < values; ++i) document.text[field].push_back(RandomText(random, Pick(random, body ? 60 : 8)));
  }
  document.numbers = {Pick(random, 20) == 0 ? kNoDate : static_cast<int64_t>(Pick(random, 30)),
                      static_cast<int64_t>(1 + Pick(random, 9)), static_cast<int64_t>(Pick(random, 6)),
                      static_cast<int64_t>(Pick(random, 3)) * 1000, static_cast<int64_t>(Pick(random, 2))};
  for (size_t column = 0; column < document.strings.size(); ++column) {
    const bool one = column + kNumberColumnCount <= static_cast<int>(Column::kPublication);
    const size_t values = one ? 1 : Pick(random, 4);
    for (size_t i = 0; i < values; ++i) document.strings[column].push_back(ColumnValue(random));
  }
  return document;
}

IndexBatch RandomHistory::Next(size_t most) {
  IndexBatch batch;
  batch.first = sequence_ + 1;
  sequence_ += 1 + Pick(random_, 3);
  batch.last = sequence_;
  for (size_t i = Pick(random_, most + 1); i > 0; --i) {
    batch.added.push_back(RandomDocument(random_, next_id_++));
    documents_.push_back(batch.added.back());
  }
  // Often none; sometimes ones of this batch, or that never were.
  for (size_t i = Pick(random_, 4) == 0 ? Pick(random_, 1 + most / 2) : 0; i > 0 && !documents_.empty(); --i) {
    const auto victim = documents_.begin() + static_cast<ptrdiff_t>(Pick(random_, documents_.size()));
    batch.removed.push_back(victim->id);
    documents_.erase(victim);
  }
  if (Pick(random_, 8) == 0) batch.removed.push_back(1'000'000 + next_id_);
  return batch;
}

}  // namespace broadsheet::query
