#include "ingest_service/bounded_parser.h"

#include <algorithm>
#include <utility>

#include "ingest_service/api/byte_budget.h"
#include "ingest_service/api/upload_assembler.h"
#include "ingest_service/api/upload_limits.h"

namespace broadsheet::ingest {
namespace {

class Bounded : public Parser {
 public:
  Bounded(std::unique_ptr<const Parser> parser, int64_t memory_bytes)
      : parser_(std::move(parser)), budget_(memory_bytes) {}

  absl::StatusOr<ParsedIssue> Parse(std::string_view bytes, const ParseHints& hints,
                                    CheckAlive check_alive) const override {
    ByteBudget::Share share(budget_);
    const auto limit = static_cast<uint64_t>(budget_.limit());
    const uint64_t needed = std::min(bytes.size() * kParseBytesPerByte, limit);
    if (absl::Status status = TakeBytes(share, needed); !status.ok()) return status;
    return parser_->Parse(bytes, hints, check_alive);
  }

 private:
  const std::unique_ptr<const Parser> parser_;
  mutable ByteBudget budget_;
};

}  // namespace

std::unique_ptr<const Parser> BoundedParser(std::unique_ptr<const Parser> parser, int64_t memory_bytes) {
  return std::make_unique<const Bounded>(std::move(parser), memory_bytes);
}

}  // namespace broadsheet::ingest
