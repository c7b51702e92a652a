// Every RPC method of both services and the role its caller needs.
//
// The one table: a method that is not here cannot be served (MethodOf does not
// compile), and a test compares the table with the protos.
#pragma once

#include <span>
#include <string_view>

namespace broadsheet {

// What a caller may do. kAdmin includes all others; the others include none.
enum class Role { kReader, kUploader, kFollower, kAdmin };

// How long calls last, which decides the limit they count against.
enum class CallLength {
  kBounded,   // ends by itself: counts against max_calls
  kOpenEnded  // a stream that lasts as long as the caller reads: counts against max_watches
};

struct Method {
  std::string_view service;  // full name, without slashes
  std::string_view name;
  Role role;
  CallLength length = CallLength::kBounded;
};

inline constexpr std::string_view kIngestService = "broadsheet.ingest.v1.IngestService";
inline constexpr std::string_view kFeedService = "broadsheet.feed.v1.FeedService";
inline constexpr std::string_view kQueryService = "broadsheet.query.v1.QueryService";

inline constexpr Method kMethods[] = {
    {kIngestService, "UploadIssue", Role::kUploader},
    {kIngestService, "CreateIssue", Role::kUploader},
    {kIngestService, "ParseIssue", Role::kUploader},
    {kIngestService, "GetIssue", Role::kReader},
    {kIngestService, "GetIssueText", Role::kReader},
    {kIngestService, "ListIssues", Role::kReader},
    {kIngestService, "ExplainRecord", Role::kReader},
    {kIngestService, "ReparseIssue", Role::kAdmin},
    {kIngestService, "DeleteIssue", Role::kAdmin},

    {kFeedService, "ReadRecords", Role::kFollower},
    {kFeedService, "WatchRecords", Role::kFollower, CallLength::kOpenEnded},

    {kQueryService, "SearchRecords", Role::kReader},
    {kQueryService, "ListRecords", Role::kReader},
    {kQueryService, "GetRecord", Role::kReader},
    {kQueryService, "BatchGetRecords", Role::kReader},
    {kQueryService, "ListIssues", Role::kReader},
    {kQueryService, "GetIssueOutline", Role::kReader},
    {kQueryService, "GetIndexStatus", Role::kReader},
    {kQueryService, "AnalyzeQuery", Role::kReader},
    {kQueryService, "ExportRecords", Role::kReader, CallLength::kOpenEnded},
    {kQueryService, "WatchRecords", Role::kReader, CallLength::kOpenEnded},
    {kQueryService, "AggregateRecords", Role::kReader},
    {kQueryService, "SuggestTerms", Role::kReader},
    {kQueryService, "FindSimilarRecords", Role::kReader},
};

// The table's entry, at compile time; a name that is not in it does not compile.
consteval const Method& MethodOf(std::string_view service, std::string_view name) {
  for (const Method& method : kMethods) {
    if (method.service == service && method.name == name) return method;
  }
  throw "no such method in kMethods";
}

}  // namespace broadsheet
