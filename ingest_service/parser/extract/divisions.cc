#include "ingest_service/parser/extract/divisions.h"

#include <algorithm>
#include <unordered_map>

namespace broadsheet::ingest {
namespace {

constexpr Division kDivisions[] = {
#include "ingest_service/parser/extract/divisions.inc"
};

using ByName = std::unordered_map<std::u32string_view, std::vector<const Division*>>;

const ByName& DivisionsByName() {
  static const ByName* const by_name = [] {
    auto* const map = new ByName;
    for (const Division& division : Divisions()) {
      (*map)[division.name].push_back(&division);
      if (division.short_size > 0) (*map)[division.short_name()].push_back(&division);
    }
    return map;
  }();
  return *by_name;
}

const Division* WithCode(uint32_t code) {
  const auto& all = Divisions();
  const auto found =
      std::lower_bound(all.begin(), all.end(), code, [](const Division& d, uint32_t value) { return d.code < value; });
  return found != all.end() && found->code == code ? &*found : nullptr;
}

}  // namespace

const std::vector<Division>& Divisions() {
  static const auto* const all = new std::vector<Division>(std::begin(kDivisions), std::end(kDivisions));
  return *all;
}

const std::vector<const Division*>& DivisionsNamed(std::u32string_view name) {
  static const auto* const none = new std::vector<const Division*>;
  const auto found = DivisionsByName().find(name);
  return found == DivisionsByName().end() ? *none : found->second;
}

std::vector<const Division*> DivisionsAbove(const Division& division) {
  std::vector<const Division*> above;
  for (const uint32_t unit : {10000U, 100U}) {
    const uint32_t code = division.code / unit * unit;
    const Division* const parent = code != division.code ? WithCode(code) : nullptr;
    if (parent != nullptr) above.push_back(parent);
  }
  return above;
}

}  // namespace broadsheet::ingest
