#include "ingest_service/parser/classify/dialogue.h"

#include <re2/re2.h>

namespace broadsheet::ingest {

bool IsDialogueLine(std::string_view line) {
  static const RE2* const pattern = new RE2(
      "\\s*(?:问|答|問|追问|提问|[QA]|(?:本报|本刊|本网)?(?:记者|記者)|主持人|嘉宾|网友|观众|听众|读者)\\s*[：:]");
  re2::StringPiece rest(line.data(), line.size());
  return RE2::Consume(&rest, *pattern);
}

}  // namespace broadsheet::ingest
