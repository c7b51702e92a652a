#include "ingest_service/parser/latin/bodies.h"

#include <string>
#include <unordered_map>

namespace broadsheet::ingest::latin {
namespace {

bool IsInBracketsBehind(const Body& body, const NameRun& run, const NameRun& named) {
  const Paragraph& paragraph = body[run.range.paragraph];
  return run.range.paragraph == named.range.paragraph && run.range.from == named.range.to + 1 &&
         run.range.to == run.range.from + 1 && paragraph.tokens[run.range.from].all_capitals &&
         paragraph.IsMark(named.range.to, "(") && paragraph.IsMark(run.range.to, ")");
}

}  // namespace

void WriteBodies(const Body& body, const std::vector<NameRun>& runs, record::v1::Record& record) {
  std::unordered_map<std::string, int> index;  // of organisations, by key
  for (size_t i = 0; i < runs.size(); ++i) {
    const std::string name = TextOf(body, runs[i].range), key = KeyOf(name);
    const bool is_body = runs[i].kind == NameRun::Kind::kBody;
    if (is_body && index.emplace(key, record.organizations_size()).second) record.add_organizations()->set_name(name);
    const auto known = index.find(key);
    if (known != index.end()) {
      *record.mutable_organizations(known->second)->add_ranges() = RangeOf(body, runs[i].range);
    }
    if (is_body && i + 1 < runs.size() && IsInBracketsBehind(body, runs[i + 1], runs[i])) {
      index.emplace(KeyOf(TextOf(body, runs[i + 1].range)), index.at(key));
    }
  }
}

}  // namespace broadsheet::ingest::latin
