// The words that say what a credited person did, and the bodies that sign.
#pragma once

#include <cstddef>
#include <string_view>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::ingest {

struct CreditLabel {
  enum class Kind {
    kPerson,    // what somebody is, before the name: 记者, 通讯员
    kWork,      // what somebody did, before or behind the name: 摄, 文/图
    kReport,    // 报道: behind a name, perhaps with the place reported from
    kPlace,     // 发自: a place follows
    kSupply,    // 供图: any body may stand before it
    kNoCredit,  // 资料图片: says where a picture is from without naming anybody
  };
  std::u32string_view text;
  Kind kind;
  record::v1::CreditRole role;
  // The label alone says that the text is signed (记者, 摄), even by a name
  // that is not known as one. 文 and 图 do not.
  bool strong = true;
};

// The longest label at the start of `text`; nullptr: none is there.
const CreditLabel* LabelAt(std::u32string_view text);

// A label so short that it counts only if it is the whole of `text` (文, 图).
const CreditLabel* ShortLabel(std::u32string_view text);

// A desk or body of the paper that signs in place of a person (本报评论员,
// 新闻中心, 编辑部).
bool IsCorporateAuthor(std::u32string_view text);

// A place that reports are often sent from (`记者陈立北京报道`).
bool IsReportingPlace(std::u32string_view text);

// Words that follow 记者 in running text and could be taken for a name.
bool IsNoName(std::u32string_view text);

}  // namespace broadsheet::ingest
