// Photos: captions, the paragraphs that set their scene, credits.
#pragma once

#include <string_view>
#include <vector>

#include "ingest_service/parser/classify/label.h"
#include "ingest_service/parser/text/split.h"

namespace broadsheet::ingest {

// A line that opens a caption: 图为…, 上图：…, ▲….
bool OpensCaption(std::string_view line);

// A line that is a photo credit and nothing else: 人民图片, X 摄, 新华社发（X摄）.
bool IsPhotoCredit(std::string_view line);

// The paragraph ends with such a credit: …新华社记者 X 摄.
bool EndsWithPhotoCredit(std::string_view paragraph);

// Labels the photos among the units whose role is kBody.
void LabelPhotos(const std::vector<TextUnit>& units, std::vector<Label>& labels);

}  // namespace broadsheet::ingest
