#include "ingest_service/parser/classify/furniture_patterns.h"

#include "absl/strings/str_cat.h"
#include "ingest_service/parser/classify/furniture_parts.h"
#include "ingest_service/parser/profiles/latin_patterns.h"

namespace broadsheet::ingest {
namespace {

using record::v1::FurnitureType;

struct ChinesePattern {
  FurnitureType type;
  bool edge_only;
  const char* pattern;
  bool spaced = false;
};

// In the order in which they are tried.
constexpr ChinesePattern kChinesePatterns[] = {
    {record::v1::FURNITURE_TYPE_LABEL, false,
     "[■□●◆▲【\\[]?(?:图片报道|图片新闻|图说|图说新闻|导读|今日导读|本版导读|要目|今日要目|征集|漫画|新闻漫画|广告|"
     "公益广告|"
     "目录|本期导读|責編導讀|圖片新聞)[】\\]]?"},
    {record::v1::FURNITURE_TYPE_SECTION, false, "(?:" PAGE "|[A-Za-z]?" NUMERAL "{1,2})[：:·｜|\\-—/]?" SECTION},
    {record::v1::FURNITURE_TYPE_SECTION, false, SECTION "[：:·｜|\\-—/]?(?:" PAGE "|[A-Za-z]?" DIGITS "{1,3})"},
    // Beside a page's label any short name is one; a letter and a number may be
    // anything else (C919首航), unless something divides them from the name.
    {record::v1::FURNITURE_TYPE_SECTION, false,
     "(?:第" NUMERAL "{1,3}版|[A-Za-z]?" DIGITS "{1,3}版)[：:·｜|\\-—/]?\\p{Han}{2,6}"},
    {record::v1::FURNITURE_TYPE_SECTION, false, "[A-Za-z]" DIGITS "{1,2} ?[ ：:·｜|\\-—/] ?\\p{Han}{2,6}", true},
    {record::v1::FURNITURE_TYPE_SECTION, true, "[A-Za-z]" DIGITS "{1,2}\\p{Han}{2,6}"},
    {record::v1::FURNITURE_TYPE_SECTION, false, PAGE},
    // Parts of a page, and two pages that are set as one.
    {record::v1::FURNITURE_TYPE_SECTION, false,
     "报眼|中缝(?:广告)?|(?:第?" DIGITS "{1,3}[\\-—–/、至]第?" DIGITS "{1,3}版)?[：:·｜|]?(?:跨版|通版)"},
    {record::v1::FURNITURE_TYPE_SECTION, true, SECTION},
    {record::v1::FURNITURE_TYPE_MASTHEAD, true,
     "(?:" SECTION_NAME "[·｜|,，:：/—\\-]?)?(?:" MASTHEAD_PART "|[·｜|,，:：/—\\-])+" SECTION_NAME "?"},
    // Anywhere on a page, where a line holds what only mastheads do.
    {record::v1::FURNITURE_TYPE_MASTHEAD, false,
     "(?:" SECTION_NAME "[·｜|,，:：/—\\-]?)?(?:" MASTHEAD_PART "|[·｜|,，:：/—\\-])*(?:" MASTHEAD_ANCHOR
     ")(?:" MASTHEAD_PART "|[·｜|,，:：/—\\-])*" SECTION_NAME "?"},
    // 江城日报2025年3月8日02综合, A11要闻江城经济报, 2025年3月8日星期六责任编辑：顾宁电话：…
    {record::v1::FURNITURE_TYPE_MASTHEAD, false, "(?:" STAMP_PART ")*(?:" DATE "|" WEEKDAY ")(?:" STAMP_PART ")*"},
    // Before a date any short name is a paper's, and so is what ends like one.
    {record::v1::FURNITURE_TYPE_MASTHEAD, true,
     "\\p{Han}{2,10}[|·]?(?:" DATE ")(?:" STAMP_PART ")*(?:" WEEKDAY "|" PAGE ")(?:" STAMP_PART ")*"},
    {record::v1::FURNITURE_TYPE_MASTHEAD, true, "\\p{Han}{1,6}[^汇匯通简捷喜警预申呈海战壁情谍举回填上年月季墙画公]报"},
    {record::v1::FURNITURE_TYPE_MASTHEAD, true, SITE_STAMP},
    {record::v1::FURNITURE_TYPE_PROMOTION, false, NAVIGATION, true},
    {record::v1::FURNITURE_TYPE_MASTHEAD, true, "[A-Za-z]?" DIGITS "{1,2}[版：:·｜|]?" SECTION "(?:" STAMP_PART ")*"},
    {record::v1::FURNITURE_TYPE_PROMOTION, false, "(?:" URL "|" CONTACT ")+"},
    {record::v1::FURNITURE_TYPE_MASTHEAD, true, "(?:19|20)" DIGITS "{2}年?"},
    {record::v1::FURNITURE_TYPE_PAGE_NUMBER, false,
     "[·—\\-]*[A-Za-z]?" DIGITS "{1,4}[·—\\-]*|[Pp](?:age|\\.)?" DIGITS "{1,3}|[·•\\-—_=*~～…]+"},
    // 责编：顾宁 美编：陶然; behind white space alone only what a name may be.
    {record::v1::FURNITURE_TYPE_STAFF, false,
     "[（(■□]? ?" STAFF_ROLE "(?: ?[：:/／｜|] ?[^，。；！？：:]{2,12}| " PADDED_NAME ")(?:[ ，、；;/／｜|]*" STAFF_ROLE
     "(?: ?[：:/／｜|] ?[^，。；！？：:]{2,12}| " PADDED_NAME "))*[）)]?",
     true},
    {record::v1::FURNITURE_TYPE_STAFF, true,
     "(?:本版|本期|值班)?(?:责编|责任编辑|编辑|美编|版式设计|版式)\\p{Han}{2,3}(?:" STAFF_ROLE "\\p{Han}{2,3})*"},
    {record::v1::FURNITURE_TYPE_STAFF, false,
     "(?:(?:本版|本报|编辑部|投稿|来稿|热线|新闻热线)?(?:邮箱|电子邮箱|E-?mail|邮件)[：:]?)?[A-Za-z0-9._\\-]+@[A-Za-z0-"
     "9.\\-"
     "]+"},
    {record::v1::FURNITURE_TYPE_PROMOTION, false,
     "(?:[^，。；]{0,10}(?:扫码|扫一扫|扫描二维码|二维码|掃碼)[^。；]{0,24}|[^，。；]{0,8}(?:下载PDF|PDF下载|"
     "下载客户端|关注[^，。]{0,10}"
     "公众号)[^。；]{0,12}|(?:新闻|广告|发行|订阅|服务|读者|报料|爆料|监督|举报|咨询|投诉)*(?:热线|电话)[：:]?[0-9０-"
     "９\\-—、，（）() ]{5,30}|"
     "(?:https?://|www\\.)[A-Za-z0-9./?=&_\\-]+)"},
};

// Lines of a paper's name, the date, and numbers of pages and issues.
void AddLatinPatterns(std::vector<FurniturePattern>& patterns) {
  std::string paper;
  for (const LatinProfile& profile : LatinProfiles()) {
    absl::StrAppend(&paper, paper.empty() ? "(?:" : "|", std::string(profile.paper));
  }
  paper += ")";
  const std::string page = AnyOfProfiles([](const LatinProfile& p) { return p.page; });
  const std::string number = AnyOfProfiles([](const LatinProfile& p) { return p.number; });
  const std::string part = absl::StrCat("(?:", paper, "|", page, "?[a-z]?[0-9]{1,3}|", number,
                                        "[0-9,.]{1,7}[a-z]{0,3}|[0-9]{1,3}\\.", number, "|[|·,—-])*");
  patterns.push_back(
      {record::v1::FURNITURE_TYPE_MASTHEAD, false, false, absl::StrCat("(?i)", part, DenseLatinDate(), part)});
  // THE HARBOR LEDGER Tuesday, March 5, 2024: in capitals any name is a paper's.
  patterns.push_back(
      {record::v1::FURNITURE_TYPE_MASTHEAD, false, false,
       absl::StrCat("(?:[A-ZÀ-ÖØ-Þ&.'’-]{4,40}|[A-ZÀ-ÖØ-Þ&.'’-]{4,40}[|·,—-]+)(?i:", DenseLatinDate(), part, ")")});
  patterns.push_back({record::v1::FURNITURE_TYPE_MASTHEAD, true, false, absl::StrCat("(?i)", paper)});
  patterns.push_back({record::v1::FURNITURE_TYPE_PAGE_NUMBER, true, false, absl::StrCat("(?i)", page, "[0-9]{1,3}")});
}

}  // namespace

std::vector<FurniturePattern> FurniturePatterns() {
  std::vector<FurniturePattern> patterns;
  for (const ChinesePattern& p : kChinesePatterns) patterns.push_back({p.type, p.edge_only, p.spaced, p.pattern});
  AddLatinPatterns(patterns);
  return patterns;
}

}  // namespace broadsheet::ingest
