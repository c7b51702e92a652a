// What a unit of a page can be.
#pragma once

#include <optional>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

enum class Role {
  kBody,
  kSubhead,    // a heading inside an article's body
  kSignature,  // a line of its own below a text: who wrote it
  // A headline and what stands around it, in no fixed order.
  kSpeaker,  // 姓名代表：
  kColumn,   // the column it stands in
  kKicker,
  kTitle,
  kDeck,
  kByline,
  // A photo.
  kScene,  // a paragraph that sets its scene
  kCaption,
  kCredit,
  // Neither article nor photo.
  kFurniture,
  kJump,          // 下转第3版
  kContinuation,  // 上接第1版
};

struct Label {
  Role role = Role::kBody;
  record::v1::FurnitureType furniture = record::v1::FURNITURE_TYPE_UNSPECIFIED;
  // The first unit of a headline or a photo.
  bool begins = false;
  // Log-odds that the unit, a line that is taken for one headline or for text, is the
  // headline; none: that is certain, or it is something else.
  std::optional<double> headline_odds = std::nullopt;
  // Its role if it is text.
  Role text_role = Role::kBody;
  // One of several lines of a table, a programme or a list: text, and a paragraph of its own.
  bool in_table = false;
  // Furniture inside a headline, or between it and its text: an address under the byline.
  bool in_head = false;
};

bool IsTextRole(Role role);   // kBody to kSignature
bool IsHeadRole(Role role);   // kSpeaker to kByline
bool IsPhotoRole(Role role);  // kScene to kCredit

}  // namespace broadsheet::ingest
