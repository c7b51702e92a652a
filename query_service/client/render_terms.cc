#include "query_service/client/render_terms.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace broadsheet::query {
namespace {

// TERM_KIND_PERSON: person.
std::string Lower(const std::string& name, const std::string& prefix) {
  return absl::AsciiStrToLower(name.substr(prefix.size()));
}

}  // namespace

std::string RenderGroups(const v1::AggregateRecordsResponse& response) {
  std::string out;
  for (const auto& group : response.groups()) {
    absl::StrAppend(&out, absl::StrFormat("%8d  ", group.count()), absl::StrJoin(group.values(), " · "), "\n");
  }
  absl::StrAppend(&out, response.total_size(), " records, ", response.distinct_groups(), " groups");
  const int64_t omitted = response.distinct_groups() - response.groups_size();
  if (omitted > 0) absl::StrAppend(&out, ", ", omitted, " not shown");
  if (response.ungrouped_size() > 0) absl::StrAppend(&out, ", ", response.ungrouped_size(), " records in none");
  return out + "\n";
}

std::string RenderSuggestions(const v1::SuggestTermsResponse& response) {
  std::string out;
  for (const auto& suggestion : response.suggestions()) {
    absl::StrAppend(&out, absl::StrFormat("%8d  ", suggestion.record_count()), suggestion.text(), "  ",
                    Lower(v1::TermKind_Name(suggestion.kind()), "TERM_KIND_"), "\n");
  }
  return response.more() ? out + "     and more\n" : out;
}

std::string RenderSharedTerms(const v1::SimilarRecord& similar) {
  std::string out = "    shares:";
  for (const auto& term : similar.shared_terms()) absl::StrAppend(&out, " ", term.text());
  return out + "\n";
}

std::string RenderExplanation(const v1::ScoreExplanation& explanation) {
  std::string out;
  for (const auto& term : explanation.terms()) {
    absl::StrAppend(&out, absl::StrFormat("    %.3f  %s:", term.score(), term.text()));
    for (const auto& field : term.fields()) absl::StrAppend(&out, " ", field.field(), "×", field.occurrences());
    absl::StrAppend(&out, absl::StrFormat(", idf %.3f\n", term.idf()));
  }
  return out;
}

std::string RenderClassTotals(const v1::SearchRecordsResponse& response) {
  std::string out;
  for (const auto& total : response.class_totals()) {
    absl::StrAppend(&out, "  ", Lower(v1::MatchClass_Name(total.match_class()), "MATCH_CLASS_"), ": ",
                    total.total_size(), "\n");
  }
  return out;
}

}  // namespace broadsheet::query
