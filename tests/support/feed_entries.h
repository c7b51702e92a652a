// Invented feed entries for tests of the query service.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "broadsheet/feed/v1/feed_service.pb.h"

namespace broadsheet::query {

using EntryList = google::protobuf::RepeatedPtrField<feed::v1::Entry>;

inline constexpr std::string_view kTestLog = "log-a";

// publications/{p}/issues/{i}/records/{r} of "p/i/r".
std::string RecordName(std::string_view path);
std::string IssueName(std::string_view path);

// An article with that headline and one paragraph; its issue's id is its date,
// where it is one.
record::v1::Record MakeRecord(std::string_view path, std::string_view headline, std::string_view body,
                              uint32_t ordinal = 0);

feed::v1::Entry Written(record::v1::Record record);
feed::v1::Entry Deleted(std::string_view path);
feed::v1::Entry IssueWritten(std::string_view path);
feed::v1::Entry IssueDeleted(std::string_view path);

EntryList Entries(std::vector<feed::v1::Entry> entries);

}  // namespace broadsheet::query
