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

ValueCode StringDictionaryWriter::Add(std::string_view value) {
  if (count_ % StringDictionary::kRun == 0) {
    runs_.push_back(static_cast<uint32_t>(data_.size()));
    last_.clear();
  }
  const size_t most = std::min(value.size(), last_.size());
  const auto end = value.begin() + static_cast<ptrdiff_t>(most);
  const auto shared = static_cast<size_t>(std::mismatch(value.begin(), end, last_.begin()).first - value.begin());
  PackVarint(static_cast<uint32_t>(shared), data_);
  PackVarint(static_cast<uint32_t>(value.size() - shared), data_);
  data_.append(value.substr(shared));
  last_ = value;
  return count_++;
}

std::string StringDictionaryWriter::Encode() const {
  std::string out(reinterpret_cast<const char*>(&count_), sizeof(count_));
  out.append(reinterpret_cast<const char*>(runs_.data()), runs_.size() * sizeof(uint32_t));
  return out + data_;
}

void StringColumnParts::Write(SectionWriter& file, SectionId first) const {
  file.Begin(first);
  file.Append(values.Encode());
  file.Begin(first + 1);
  file.Append(NumberColumn::Encode(std::span<const uint32_t>(codes)));
  file.Begin(first + 2);
  file.AppendAll(std::span<const uint32_t>(folded_hashes));
  bool single = starts.size() > 1;
  for (size_t i = 0; single && i + 1 < starts.size(); ++i) single = starts[i + 1] - starts[i] == 1;
  if (single) return;
  file.Begin(first + 3);
  file.Append(NumberColumn::Encode(std::span<const uint32_t>(starts)));
}

uint32_t StringColumnWriter::NumberOf(const std::string& value) {
  const auto [entry, is_new] = numbers_.emplace(value, static_cast<uint32_t>(numbers_.size()));
  if (is_new) folded_hashes_.push_back(FoldedHash(Fold(value)));
  return entry->second;
}

void StringColumnWriter::AddDocument(const std::vector<std::string>& values) {
  for (const std::string& value : values) codes_.push_back(NumberOf(value));
  const auto begin = codes_.begin() + starts_.back();
  std::sort(begin, codes_.end());
  codes_.erase(std::unique(begin, codes_.end()), codes_.end());
  starts_.push_back(static_cast<uint32_t>(codes_.size()));
}

StringColumnParts StringColumnWriter::Finish() const {
  std::vector<std::pair<std::string_view, uint32_t>> sorted(numbers_.begin(), numbers_.end());
  std::sort(sorted.begin(), sorted.end());
  StringColumnParts column{.values = {}, .folded_hashes = {}, .codes = codes_, .starts = starts_};
  std::vector<ValueCode> code_of(sorted.size());
  for (const auto& [value, number] : sorted) {
    code_of[number] = column.values.Add(value);
    column.folded_hashes.push_back(folded_hashes_[number]);
  }
  for (ValueCode& code : column.codes) code = code_of[code];
  for (size_t i = 0; i + 1 < starts_.size(); ++i) {
    std::sort(column.codes.begin() + starts_[i], column.codes.begin() + starts_[i + 1]);
  }
  return column;
}

}  // namespace broadsheet::query
