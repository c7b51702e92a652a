#include "query_service/index/text_limit.h"

#include <string>
#include <vector>

#include "common/text/utf8.h"

namespace broadsheet::query {
namespace {

bool CutField(std::vector<std::string>& values, size_t bytes) {
  for (size_t i = 0; i < values.size(); ++i) {
    const size_t size = values[i].size() + 1;
    if (size <= bytes) {
      bytes -= size;
      continue;
    }
    values[i].resize(bytes == 0 ? 0 : CutAtCharacter(values[i], bytes - 1).size());
    values.resize(values[i].empty() ? i : i + 1);
    return true;
  }
  return false;
}

}  // namespace

bool CutText(IndexDocument& document, size_t bytes) {
  bool cut = false;
  for (std::vector<std::string>& values : document.text) cut = CutField(values, bytes) || cut;
  return cut;
}

}  // namespace broadsheet::query
