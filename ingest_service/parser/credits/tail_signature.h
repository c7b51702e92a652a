// The signature at the end of an article's last paragraph.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ingest_service/parser/credits/credit_line.h"

namespace broadsheet::ingest {

struct TailSignature {
  ByteRange range;                     // of the signature in the text, brackets and marker included
  std::vector<PrintedCredit> credits;  // offsets in the text
  bool labelled = false;               // says what somebody did (记者)
  bool joint = false;                  // says that they took part (参与采写): others wrote it too
};

// Looks in the last 160 characters of `paragraph` for `（黄荞丹 覃可论）`,
// `（作者：本报首席记者 罗昌亮）`, `口黄正华`, a number behind it or not.
// nullopt for what only looks like one: （作者系…秘书长）, （文章刊登于…）,
// （本版图片均由…摄）, （新华社）, （壮族）.
std::optional<TailSignature> FindTailSignature(std::string_view paragraph);

}  // namespace broadsheet::ingest
