// Who took or supplied a picture: the line under it, or the end of its caption.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ingest_service/parser/credits/credit_line.h"

namespace broadsheet::ingest {

struct PhotoCredit {
  ByteRange range;                     // of the credit in the text
  std::vector<PrintedCredit> credits;  // offsets in the text; empty for 资料图片
};

// Reads one printed line that is nothing but a picture's credit: `人民图片`,
// `周 棠摄（滨江图片社）`, `新华社发（国家航天局供图）`, `资料图片`,
// `本版图片均由周棠摄`.
std::optional<PhotoCredit> ParsePhotoCredit(std::string_view line);

// The credit that ends a caption: `图为…。新华社记者 周棠 摄`.
std::optional<PhotoCredit> FindPhotoCredit(std::string_view caption);

// 3月8日…: how captions begin that no mark tells from other text.
bool OpensWithDay(std::string_view caption);

}  // namespace broadsheet::ingest
