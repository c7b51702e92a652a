// A parser that counts what it does.
#pragma once

#include <memory>

#include "ingest_service/parser/parser.h"

namespace prometheus {
class Registry;
}  // namespace prometheus

namespace broadsheet::ingest {

// Parses with `parser`, and keeps in the registry, which has to outlive it:
//   broadsheet_parse_stage_seconds{stage}   histogram, one value a stage and text
//   broadsheet_parse_bytes_total            of texts that were parsed
//   broadsheet_parse_records_total          restored from them
std::unique_ptr<const Parser> MeteredParser(std::unique_ptr<const Parser> parser, prometheus::Registry& registry);

}  // namespace broadsheet::ingest
