#include "query_service/index/segments/string_merge.h"

#include <algorithm>
#include <string>
#include <vector>

namespace broadsheet::query {
namespace {

// The values of an input that documents have which are not deleted, in order.
class UsedValues {
 public:
  UsedValues(const MergeInput& input, Column column)
      : strings_(input.segment->Strings(column)),
        used_(strings_.Values().size(), input.deleted == nullptr),
        cursor_(strings_.Values()) {
    for (uint32_t document = 0; input.deleted != nullptr && document < input.segment->Documents(); ++document) {
      if (!IsDeleted(input, document)) strings_.ForEachCode(document, [this](ValueCode code) { used_[code] = true; });
    }
    SkipUnused();
  }
  bool Done() const { return cursor_.Done(); }
  const std::string& value() const { return cursor_.value(); }
  ValueCode code() const { return cursor_.code(); }
  uint32_t folded_hash() const { return strings_.FoldedHashes()[code()]; }
  void Next() {
    cursor_.Next();
    SkipUnused();
  }

 private:
  void SkipUnused() {
    while (!cursor_.Done() && !used_[cursor_.code()]) cursor_.Next();
  }

  const StringColumn& strings_;
  std::vector<bool> used_;  // by code
  StringDictionary::Cursor cursor_;
};

// Merges the inputs' dictionaries. Returns the new codes, by input and code.
std::vector<std::vector<ValueCode>> MergeValues(std::span<const MergeInput> inputs, Column column,
                                                StringColumnParts& out) {
  std::vector<std::vector<ValueCode>> codes;
  std::vector<UsedValues> values;
  std::vector<uint32_t> heap;  // inputs, the one with the least value on top
  const auto is_behind = [&values](uint32_t a, uint32_t b) { return values[b].value() < values[a].value(); };
  const auto push = [&](uint32_t input) {
    if (values[input].Done()) return;
    heap.push_back(input);
    std::push_heap(heap.begin(), heap.end(), is_behind);
  };
  for (const MergeInput& input : inputs) {
    codes.emplace_back(input.segment->Strings(column).Values().size());
    values.emplace_back(input, column);
  }
  for (uint32_t input = 0; input < inputs.size(); ++input) push(input);
  for (std::string value; !heap.empty();) {
    value = values[heap.front()].value();
    out.folded_hashes.push_back(values[heap.front()].folded_hash());
    const ValueCode code = out.values.Add(value);
    while (!heap.empty() && values[heap.front()].value() == value) {
      std::pop_heap(heap.begin(), heap.end(), is_behind);
      const uint32_t input = heap.back();
      heap.pop_back();
      codes[input][values[input].code()] = code;
      values[input].Next();
      push(input);
    }
  }
  return codes;
}

}  // namespace

StringColumnParts MergeStrings(std::span<const MergeInput> inputs, std::span<const DocumentSource> sources,
                               Column column) {
  StringColumnParts merged;
  const auto codes = MergeValues(inputs, column, merged);
  for (const auto& [input, document] : sources) {
    // Ascending as they were: both dictionaries are in order.
    inputs[input].segment->Strings(column).ForEachCode(
        document, [&, i = input](ValueCode code) { merged.codes.push_back(codes[i][code]); });
    merged.starts.push_back(static_cast<uint32_t>(merged.codes.size()));
  }
  return merged;
}

}  // namespace broadsheet::query
