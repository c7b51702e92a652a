#include "ingest_service/parser/classify/furniture.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <cstdio>
#include <memory>

#include "common/text/utf8.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

using record::v1::FurnitureType;

// Longer lines (characters without white space) are never furniture.
constexpr size_t kLongest = 70;

// Parts of patterns. They are written for lines without white space.
#define DIGITS "[0-9０-９]"
#define NUMERAL "[0-9０-９〇零一二三四五六七八九十百]"
#define DATE DIGITS "{4}[年.\\-/]" DIGITS "{1,2}[月.\\-/]" DIGITS "{1,2}日?|" NUMERAL "{1,3}月" NUMERAL "{1,3}日"
#define WEEKDAY "(?:星期|周|禮拜)[一二三四五六日天]"
#define PAGE "第?[A-Za-z]?" NUMERAL "{1,3}版"
#define SECTION_NAME                                                                                                                                                 \
  "(?:要闻|要聞|头版|综合|综合新闻|国内|国际|国际新闻|时事|时政|经济|财经|产经|产业|金融|市场|城市|城事|都市|社会|"      \
  "民生|法治|"                                                                                                                                                   \
  "法律|政治|文化|文艺|教育|科技|科教|体育|体坛|娱乐|健康|卫生|生活|旅游|汽车|房产|军事|理论|理论周刊|评论|观点|言论|" \
  "视点|"                                                                                                                                                          \
  "视野|关注|聚焦|焦点|深度|调查|专题|特刊|特别报道|专版|专刊|副刊|周刊|读书|人物|图片|视觉|影像|港澳台|台港澳|海外|"  \
  "华人|环球|"                                                                                                                                                   \
  "世界|地方|区域|党建|党政|人大|政协|三农|农业|乡村|能源|环保|生态|公益|广告|分类广告|两岸|本地|本市|新闻|天下|時事|" \
  "國際|社會|經濟)"
#define SECTION "(?:" SECTION_NAME "|[^，。；：！？]{2,8}(?:特刊|专刊|专版|专题|周刊|副刊|特辑|專題|專版))"
#define STAFF_ROLE                                                                                                                                                 \
  "(?:本版|本期|值班|今日|首席|视觉|图片|文字|执行)?(?:责编|责任编辑|編輯|编辑|美编|美术编辑|版式|版式设计|设计|校对|" \
  "责校|"                                                                                                                                                        \
  "检校|审校|统筹|策划|主编|副主编|编审|排版|组版|制图|终审|监制|值班主任|值班编委|值班总编)"

#define PAPER_NAME                                                                                                                                                  \
  "[^，。；：“”（）0-9]{0,8}(?:日报|晚报|早报|晨报|时报|商报|城市报|周报|都市报|导报|快报|新报|青年报|日報|晚報|時報|" \
  "Daily)"
#define URL "(?:https?://)?www\\.[a-z0-9./?=&_\\-]+"
#define CONTACT \
  "[^，。；：]{0,6}(?:热线|电话|邮箱|传真|邮编|地址|QQ群?|E-?mail)[：:]?[A-Za-z0-9０-９@._\\-—、（）()]{4,40}"
#define MASTHEAD_PART                                                                                                              \
  DATE "|" WEEKDAY                                                                                                                 \
       "|(?:农历|農曆|夏历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|农历[^，。]{2,9}|" \
       "[^，。；]{0,4}月[^，。；]{0,3}[初十廿]?[一二三四五六七八九十]|总?第" NUMERAL "{1,6}[期号]|總?第" NUMERAL                   \
       "{1,6}[期號]|[（(]总?第" NUMERAL "{1,6}期[）)]|今日[^，。]{0,6}[版页張张]|[共本]" NUMERAL "{1,3}版|" PAGE                   \
       "|国内统一(?:连续出版物|刊)号[：:]?|CN" DIGITS "{2}-" DIGITS "{4}(?:/[A-Z]*)?|邮发代号[：:]?" DIGITS                        \
       "{1,3}-" DIGITS "{1,4}|零售价[^，。]{1,8}|[a-z]+\\.[a-z.]+|" URL                                                            \
       "|(?:[多晴阴雨雪雾小中大转到雷阵]{1,6}|-?" DIGITS "{1,2}[~～\\-—]{1,2}-?" DIGITS "{1,2}[℃度])|" PAPER_NAME                  \
       "(?:社(?:主办|出版)?)?|[^，。；：]{2,14}(?:主办|主管|出版)"
#define STAMP_PART                                                                  \
  MASTHEAD_PART "|" SECTION "|[A-Za-z]?" DIGITS "{1,2}|\\p{Han}{2,8}报|" STAFF_ROLE \
                "[：:/／｜|]?\\p{Han}{2,4}|" CONTACT "|[·｜|,，:：/—\\-]"
// 《滨江晚报》(2025年3月8日第02版): how sites print a stamp.
#define SITE_STAMP "《\\p{Han}{2,10}》[（(]?(?:" STAMP_PART ")*(?:" DATE ")(?:" STAMP_PART ")*[）)]?"

// Papers in English.
#define ENGLISH_MONTH "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
#define ENGLISH_DATE "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?)?" ENGLISH_MONTH "[0-9]{1,2},?[0-9]{4}"
#define ENGLISH_PAPER \
  "the[a-z]{2,30}(?:post|times|news|herald|journal|tribune|gazette|chronicle|telegraph|star|observer|courier|mail)"
#define ENGLISH_PART "(?:" ENGLISH_PAPER "|(?:page)?[a-z]?[0-9]{1,3}|no\\.[0-9,]{1,7}|vol\\.[0-9a-z]{1,5}|[|·,—-])"

struct Pattern {
  FurnitureType type;
  bool edge_only;
  const char* pattern;
};

// Matched against the whole line without its white space, in this order.
constexpr Pattern kPatterns[] = {
    {record::v1::FURNITURE_TYPE_LABEL, false,
     "[■□●◆▲【\\[]?(?:图片报道|图片新闻|图说|图说新闻|导读|今日导读|本版导读|要目|今日要目|征集|漫画|新闻漫画|广告|"
     "公益广告|"
     "目录|本期导读|責編導讀|圖片新聞)[】\\]]?"},
    {record::v1::FURNITURE_TYPE_SECTION, false, "(?:" PAGE "|[A-Za-z]?" NUMERAL "{1,3})[：:·｜|\\-—/]?" SECTION},
    {record::v1::FURNITURE_TYPE_SECTION, false, SECTION "[：:·｜|\\-—/]?(?:" PAGE "|[A-Za-z]?" DIGITS "{1,3})"},
    // Beside a page's label any short name is one.
    {record::v1::FURNITURE_TYPE_SECTION, false,
     "(?:第" NUMERAL "{1,3}版|[A-Za-z]?" DIGITS "{1,3}版|[A-Za-z]" DIGITS "{1,3})[：:·｜|\\-—/]?\\p{Han}{2,6}"},
    {record::v1::FURNITURE_TYPE_SECTION, false, PAGE},
    {record::v1::FURNITURE_TYPE_SECTION, true, SECTION},
    {record::v1::FURNITURE_TYPE_MASTHEAD, false, "(?:" MASTHEAD_PART "|" SECTION_NAME "|[·｜|,，:：/—\\-])+"},
    // 江城日报2025年3月8日02综合, A11要闻江城经济报, 2025年3月8日星期六责任编辑：顾宁电话：…
    {record::v1::FURNITURE_TYPE_MASTHEAD, false, "(?:" STAMP_PART ")*(?:" DATE "|" WEEKDAY ")(?:" STAMP_PART ")*"},
    // Before a date any short name is a paper's, and so is what ends like one.
    {record::v1::FURNITURE_TYPE_MASTHEAD, true,
     "\\p{Han}{2,10}[|·]?(?:" DATE ")(?:" STAMP_PART ")*(?:" WEEKDAY "|" PAGE ")(?:" STAMP_PART ")*"},
    {record::v1::FURNITURE_TYPE_MASTHEAD, true, "\\p{Han}{1,6}[^汇匯通简捷喜警预申呈海战壁情谍举回填上年月季墙画公]报"},
    {record::v1::FURNITURE_TYPE_MASTHEAD, true, SITE_STAMP},
    {record::v1::FURNITURE_TYPE_MASTHEAD, true, "[A-Za-z]?" DIGITS "{1,2}[版：:·｜|]?" SECTION "(?:" STAMP_PART ")*"},
    {record::v1::FURNITURE_TYPE_MASTHEAD, false, "(?i)(?:" ENGLISH_PART ")*" ENGLISH_DATE "(?:" ENGLISH_PART ")*"},
    {record::v1::FURNITURE_TYPE_MASTHEAD, true, "(?i)" ENGLISH_PAPER},
    {record::v1::FURNITURE_TYPE_PROMOTION, false, "(?:" URL "|" CONTACT ")+"},
    {record::v1::FURNITURE_TYPE_MASTHEAD, true, "(?:19|20)" DIGITS "{2}年?"},
    {record::v1::FURNITURE_TYPE_PAGE_NUMBER, false,
     "[·—\\-]*[A-Za-z]?" DIGITS "{1,4}[·—\\-]*|[Pp](?:age|\\.)?" DIGITS "{1,3}|[·•\\-—_=*~～…]+"},
    {record::v1::FURNITURE_TYPE_STAFF, false,
     "[（(■□]?" STAFF_ROLE "[：:/／｜|]?[^，。；！？：:]{2,12}(?:[，、；;/／｜|]?" STAFF_ROLE
     "[：:/／｜|]?[^，。；！？：:]{2,12})*[）)]?"},
    {record::v1::FURNITURE_TYPE_STAFF, false,
     "(?:本版|本报|编辑部|投稿|来稿|热线|新闻热线)?(?:邮箱|电子邮箱|E-?mail|邮件)[：:]?[A-Za-z0-9._\\-]+@[A-Za-z0-9.\\-"
     "]+"},
    {record::v1::FURNITURE_TYPE_PROMOTION, false,
     "(?:[^，。；]{0,10}(?:扫码|扫一扫|扫描二维码|二维码|掃碼)[^。；]{0,24}|[^，。；]{0,8}(?:下载PDF|PDF下载|"
     "下载客户端|关注[^，。]{0,10}"
     "公众号)[^。；]{0,12}|(?:新闻|广告|发行|订阅|服务|读者|报料|爆料|监督|举报|咨询|投诉)*(?:热线|电话)[：:]?[0-9０-"
     "９\\-—、，（）() ]{5,30}|"
     "(?:https?://|www\\.)[A-Za-z0-9./?=&_\\-]+)"},
};

struct Compiled {
  FurnitureType type;
  bool edge_only;
  std::unique_ptr<RE2> pattern;
};

const std::vector<Compiled>& Patterns() {
  static const auto* const compiled = [] {
    auto* list = new std::vector<Compiled>;
    for (const Pattern& p : kPatterns) list->push_back({p.type, p.edge_only, std::make_unique<RE2>(p.pattern)});
    return list;
  }();
  return *compiled;
}

// All patterns in one automaton: one pass over the line tells whether any of
// them matches.
class AnyPattern {
 public:
  AnyPattern() : set_(Options(), RE2::ANCHOR_BOTH) {
    for (const Pattern& p : kPatterns) set_.Add(p.pattern, nullptr);
    usable_ = set_.Compile();
  }
  // True also where the automaton would grow too large to say.
  bool MayMatch(const std::string& text) const {
    RE2::Set::ErrorInfo error;
    return !usable_ || set_.Match(text, nullptr, &error) || error.kind != RE2::Set::kNoError;
  }

 private:
  static RE2::Options Options() {
    constexpr int64_t kMostBytes = 64 << 20;
    RE2::Options options;
    options.set_max_mem(kMostBytes);
    return options;
  }

  RE2::Set set_;
  bool usable_ = false;
};

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

int Number(std::string_view digits) {
  int value = 0;
  for (size_t at = 0; at < digits.size();) {
    const char32_t c = NextCharacter(digits, at);
    value = value * 10 + static_cast<int>(c >= 0xFF10 ? c - 0xFF10 : c - '0');
  }
  return value;
}

}  // namespace

std::optional<FurnitureType> FurnitureOf(std::string_view line, bool edge) {
  if (line.size() > kLongest * 4) return std::nullopt;
  const std::string text = WithoutSpace(line);
  if (text.empty() || CountCharacters(text) > kLongest) return std::nullopt;
  if (EndsSentence(text) && LastCharacter(text) != ')' && LastCharacter(text) != 0xFF09) return std::nullopt;
  static const AnyPattern* const any = new AnyPattern;
  if (!any->MayMatch(text)) return std::nullopt;
  for (const Compiled& p : Patterns()) {
    if ((edge || !p.edge_only) && RE2::FullMatch(text, *p.pattern)) return p.type;
  }
  return std::nullopt;
}

namespace {

// `Tuesday, June 3, 2025   A1`
void ReadEnglishStamp(std::string_view line, PageStamp& stamp) {
  static const RE2* const kDate = new RE2("(?i)\\b" ENGLISH_MONTH "\\s+([0-9]{1,2}),?\\s+([0-9]{4})");
  static const RE2* const kMonth = new RE2("(?i)\\b(" ENGLISH_MONTH ")\\b");
  static const RE2* const kLabel = new RE2("(?:^|\\s)([A-Z]?[0-9]{1,2})(?:$|\\s+THE\\b|\\s+The\\b)");
  int day = 0, year = 0;
  std::string month;
  if (!RE2::PartialMatch(Piece(line), *kDate, &day, &year)) return;
  if (stamp.date.empty() && RE2::PartialMatch(Piece(line), *kMonth, &month) && day >= 1 && day <= 31) {
    constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (char& c : month) c = static_cast<char>(c | 0x20);
    char date[40];
    std::snprintf(date, sizeof date, "%04d-%02d-%02d", year,
                  static_cast<int>(kMonths.find(std::string_view(month).substr(0, 3)) / 3) + 1, day);
    stamp.date = date;
  }
  re2::StringPiece label;
  if (stamp.label.empty() && RE2::PartialMatch(Piece(line), *kLabel, &label)) stamp.label = label.as_string();
}

}  // namespace

void ReadStamp(std::string_view line, PageStamp& stamp) {
  ReadEnglishStamp(line, stamp);
  static const RE2* const kDate =
      new RE2("(" DIGITS "{4})\\s*[年.\\-/]\\s*(" DIGITS "{1,2})\\s*[月.\\-/]\\s*(" DIGITS "{1,2})");
  static const RE2* const kNumber = new RE2("(总?第\\s*" NUMERAL "{1,6}\\s*[期号])");
  static const RE2* const kLabel =
      new RE2("第\\s*([A-Za-z]?" NUMERAL "{1,3})\\s*版|^([A-Za-z]?" DIGITS "{1,3})\\s*[^0-9０-９.年月日期]*$");
  static const RE2* const kSection =
      new RE2("(?:^|[版0-9０-９：:·｜|\\s])\\s*(" SECTION ")\\s*(?:$|[：:·｜|]|[A-Za-z]?[0-9])");
  re2::StringPiece a, b, c;
  if (stamp.date.empty() && RE2::PartialMatch(Piece(line), *kDate, &a, &b, &c)) {
    char date[16];
    const int year = Number({a.data(), a.size()}), month = Number({b.data(), b.size()}),
              day = Number({c.data(), c.size()});
    if (month >= 1 && month <= 12 && day >= 1 && day <= 31) {
      std::snprintf(date, sizeof date, "%04d-%02d-%02d", year, month, day);
      stamp.date = date;
    }
  }
  if (stamp.number.empty() && RE2::PartialMatch(Piece(line), *kNumber, &a)) stamp.number = a.as_string();
  if (stamp.label.empty() && RE2::PartialMatch(Piece(line), *kLabel, &a, &b)) {
    stamp.label = a.empty() ? b.as_string() : a.as_string();
  }
  if (stamp.section.empty() && RE2::PartialMatch(Piece(line), *kSection, &a)) stamp.section = a.as_string();
}

}  // namespace broadsheet::ingest
