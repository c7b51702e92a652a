#include "query_service/api/paging_state.h"

#include <cmath>
#include <optional>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "common/api/page_token.h"

namespace broadsheet::query {
namespace {

// In front of the frequencies.
constexpr size_t kFixedFields = 9;

// Hexadecimal floating point: exact.
std::string Exact(double value) { return absl::StrFormat("%a", value); }

bool ReadDouble(const std::string& text, double& value) {
  return absl::SimpleAtod(text, &value) && std::isfinite(value);
}

std::optional<PagingState> Read(const std::vector<std::string>& fields) {
  PagingState state;
  const bool valid = ReadDouble(fields[1], state.after.score) && absl::SimpleAtoi(fields[2], &state.after.date) &&
                     absl::SimpleAtoi(fields[4], &state.after.ordinal) &&
                     absl::SimpleAtoi(fields[5], &state.after.id) && absl::SimpleAtoi(fields[6], &state.max_id) &&
                     absl::SimpleAtoi(fields[7], &state.stats.documents) &&
                     ReadDouble(fields[8], state.stats.average_length);
  if (!valid) return std::nullopt;
  state.numbering = fields[0];
  state.after.issue = fields[3];
  for (size_t i = kFixedFields; i < fields.size(); ++i) {
    if (!absl::SimpleAtoi(fields[i], &state.stats.frequencies.emplace_back())) return std::nullopt;
  }
  return state;
}

}  // namespace

std::string FormatPagingState(const PagingState& state) {
  std::string text = absl::StrCat(state.numbering, " ", Exact(state.after.score), " ", state.after.date, " ",
                                  state.after.issue, " ", state.after.ordinal, " ", state.after.id, " ", state.max_id,
                                  " ", state.stats.documents, " ", Exact(state.stats.average_length));
  for (const uint64_t frequency : state.stats.frequencies) absl::StrAppend(&text, " ", frequency);
  return text;
}

absl::StatusOr<PagingState> ParsePagingState(std::string_view text, size_t phrases) {
  const std::vector<std::string> fields = absl::StrSplit(std::string(text), ' ');
  if (fields.size() != kFixedFields + phrases) return BadPageToken();
  std::optional<PagingState> state = Read(fields);
  if (!state) return BadPageToken();
  return *std::move(state);
}

}  // namespace broadsheet::query
