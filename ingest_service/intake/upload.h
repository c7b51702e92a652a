// An issue as it was sent.
#pragma once

#include <string>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

// Valid in every part, as ingest_service.proto wants it; the content unread.
struct Upload {
  std::string publication_id;
  std::string issue_id;         // empty: by the date, or else by the content
  record::v1::Issue described;  // publication, date, number, edition
  std::string charset;          // empty: detected
  bool allow_replace = false;
  std::string request_id;      // empty: none
  std::string content_sha256;  // empty: any; lower case
  std::string content;
};

}  // namespace broadsheet::ingest
