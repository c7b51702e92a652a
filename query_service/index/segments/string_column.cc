#include "query_service/index/segments/string_column.h"

#include <algorithm>
#include <cstring>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "common/text/fold.h"
#include "query_service/index/segments/block_codec.h"

namespace broadsheet::query {

StringDictionary::StringDictionary(std::string_view bytes) {
  if (bytes.size() < sizeof(count_)) return;
  std::memcpy(&count_, bytes.data(), sizeof(count_));
  runs_ = reinterpret_cast<const uint32_t*>(bytes.data()) + 1;
  data_ = reinterpret_cast<const char*>(runs_ + (count_ + kRun - 1) / kRun);
}

const char* StringDictionary::Next(const char* at, std::string& value) const {
  auto* in = reinterpret_cast<const uint8_t*>(at);
  const uint32_t shared = UnpackVarint(in), rest = UnpackVarint(in);
  value.resize(shared);
  value.append(reinterpret_cast<const char*>(in), rest);
  return reinterpret_cast<const char*>(in) + rest;
}

std::string StringDictionary::operator[](ValueCode code) const {
  std::string value;
  const char* at = data_ + runs_[code / kRun];
  for (uint32_t i = 0; i <= code % kRun; ++i) at = Next(at, value);
  return value;
}

std::string StringDictionary::Encode(const std::vector<std::string_view>& values) {
  std::vector<uint32_t> runs;
  std::string data;
  std::string_view before;
  for (size_t i = 0; i < values.size(); ++i) {
    const std::string_view value = values[i];
    if (i % kRun == 0) {
      runs.push_back(static_cast<uint32_t>(data.size()));
      before = {};
    }
    const auto shared = static_cast<size_t>(
        std::mismatch(value.begin(), value.begin() + static_cast<ptrdiff_t>(std::min(value.size(), before.size())),
                      before.begin())
            .first -
        value.begin());
    PackVarint(static_cast<uint32_t>(shared), data);
    PackVarint(static_cast<uint32_t>(value.size() - shared), data);
    data.append(value.substr(shared));
    before = value;
  }
  const auto count = static_cast<uint32_t>(values.size());
  std::string out(reinterpret_cast<const char*>(&count), sizeof(count));
  out.append(reinterpret_cast<const char*>(runs.data()), runs.size() * sizeof(uint32_t));
  return out + data;
}

StringColumn::StringColumn(const SectionReader& file, SectionId first)
    : values_(file.Section(first)), codes_(file.Section(first + 1)) {
  folded_hashes_ = file.SectionOf<uint32_t>(first + 2);
  const std::string_view starts = file.Section(first + 3);
  single_ = starts.empty();
  if (!single_) starts_ = NumberColumn(starts);
}

std::string StringColumn::ValueOf(uint32_t document) const {
  std::string value;
  bool first = true;
  ForEachCode(document, [&](ValueCode code) {
    if (first) value = values_[code];
    first = false;
  });
  return value;
}

uint32_t FoldedHash(std::string_view folded) {
  return static_cast<uint32_t>(XXH3_64bits(folded.data(), folded.size()));
}

uint32_t StringColumnWriter::NumberOf(const std::string& value, std::optional<uint32_t> folded_hash) {
  const auto [entry, is_new] = numbers_.emplace(value, static_cast<uint32_t>(numbers_.size()));
  if (is_new) folded_hashes_.push_back(folded_hash ? *folded_hash : FoldedHash(Fold(value)));
  return entry->second;
}

void StringColumnWriter::AddDocument(const std::vector<std::string>& values) {
  for (const std::string& value : values) codes_.push_back(NumberOf(value));
  const auto begin = codes_.begin() + starts_.back();
  std::sort(begin, codes_.end());
  codes_.erase(std::unique(begin, codes_.end()), codes_.end());
  starts_.push_back(static_cast<uint32_t>(codes_.size()));
}

void StringColumnWriter::AddDocument(const std::vector<uint32_t>& numbers) {
  codes_.insert(codes_.end(), numbers.begin(), numbers.end());
  starts_.push_back(static_cast<uint32_t>(codes_.size()));
}

void StringColumnWriter::Write(SectionWriter& file, SectionId first) {
  std::vector<std::pair<std::string_view, uint32_t>> sorted(numbers_.begin(), numbers_.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<ValueCode> code_of(sorted.size());
  std::vector<std::string_view> values;
  std::vector<uint32_t> hashes;
  for (const auto& [value, number] : sorted) {
    code_of[number] = static_cast<ValueCode>(values.size());
    values.push_back(value);
    hashes.push_back(folded_hashes_[number]);
  }
  bool single = true;
  for (size_t i = 0; i + 1 < starts_.size(); ++i) {
    std::for_each(codes_.begin() + starts_[i], codes_.begin() + starts_[i + 1], [&](uint32_t& c) { c = code_of[c]; });
    std::sort(codes_.begin() + starts_[i], codes_.begin() + starts_[i + 1]);
    single = single && starts_[i + 1] - starts_[i] == 1;
  }
  file.Begin(first);
  file.Append(StringDictionary::Encode(values));
  file.Begin(first + 1);
  file.Append(NumberColumn::Encode(std::span<const uint32_t>(codes_)));
  file.Begin(first + 2);
  file.AppendAll(std::span<const uint32_t>(hashes));
  if (single && starts_.size() > 1) return;
  file.Begin(first + 3);
  file.Append(NumberColumn::Encode(std::span<const uint32_t>(starts_)));
}

}  // namespace broadsheet::query
