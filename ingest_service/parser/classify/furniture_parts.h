// Parts of the patterns (RE2) that furniture is known by. Those of whole lines
// are written for lines without white space.
#pragma once

#define DIGITS "[0-9０-９]"
#define NUMERAL "[0-9０-９〇零一二三四五六七八九十百]"
#define DATE                                                                                             \
  DIGITS "{4}[年.\\-/]" DIGITS "{1,2}[月.\\-/]" DIGITS "{1,2}日?|[〇○零一二三四五六七八九]{4}年" NUMERAL \
         "{1,3}月" NUMERAL "{1,3}日|(?:中[華华])?民[國国]" NUMERAL "{1,5}年" NUMERAL "{1,3}月" NUMERAL   \
         "{1,3}日|" NUMERAL "{1,3}月" NUMERAL "{1,3}日"
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
       "{1,6}[期號]|[（(]总?第" NUMERAL                                                                                            \
       "{1,6}期[）)]|今日[^，。]{0,4}[0-9０-９一二三四五六七八九十]{1,3}[版页張张]|[共本]" NUMERAL "{1,3}版|" PAGE                 \
       "|国内统一(?:连续出版物|刊)号[：:]?|CN" DIGITS "{2}-" DIGITS "{4}(?:/[A-Z]*)?|邮发代号[：:]?" DIGITS                        \
       "{1,3}-" DIGITS "{1,4}|零售价[：:]?(?:每份)?[0-9０-９.一二三四五六七八九十]{1,5}元|[a-z]+\\.[a-z.]+|" URL                   \
       "|(?:[多晴阴雨雪雾小中大转到雷阵]{1,6}|-?" DIGITS "{1,2}[~～\\-—]{1,2}-?" DIGITS "{1,2}[℃度])|" PAPER_NAME                  \
       "(?:社(?:主办|出版)?)?|[^，。；：《》]{2,14}社(?:主办|主管|出版)"
#define STAMP_PART                                                                  \
  MASTHEAD_PART "|" SECTION "|[A-Za-z]?" DIGITS "{1,2}|\\p{Han}{2,8}报|" STAFF_ROLE \
                "[：:/／｜|]?\\p{Han}{2,4}|" CONTACT "|[·｜|,，:：/—\\-]"
// What no line of an article consists of.
#define MASTHEAD_ANCHOR                                                                               \
  DATE "|" WEEKDAY "|总?第" NUMERAL "{1,6}期|總?第" NUMERAL "{1,6}期|[（(]总?第" NUMERAL              \
       "{1,6}期[）)]|国内统一(?:连续出版物|刊)号[：:]?|CN" DIGITS "{2}-" DIGITS                       \
       "{4}(?:/[A-Z]*)?|邮发代号[：:]?" DIGITS "{1,3}-" DIGITS "{1,4}|[共本]" NUMERAL "{1,3}版|" PAGE \
       "|(?:农历|農曆|夏历)?[甲乙丙丁戊己庚辛壬癸]"                                   \
       "[子丑寅卯辰巳午未申酉戌亥]年|\\p{Han}{0,5}(?:日报|晚报|早报|晨报|都市报|日報|晚報)|" URL
// A person's name, a short one perhaps padded.
#define PADDED_NAME "\\p{Han} ?\\p{Han}{1,2}(?:[、 ]\\p{Han} ?\\p{Han}{1,2}){0,3}"
// 《滨江晚报》(2025年3月8日第02版): how sites print a stamp.
#define SITE_STAMP "《\\p{Han}{2,10}》[（(]?(?:" STAMP_PART ")*(?:" DATE ")(?:" STAMP_PART ")*[）)]?"
// What leads from page to page of a site. Some of it means more beside its like only.
#define SITE_LINK \
  "(?:[上下]一[版篇期页][：:]?|版面导航|标题导航|版面目录|返回(?:目录|首页|顶部)|打印本页|关闭窗口|分享到[：:]?)"
#define SITE_BUTTON "(?:放大|缩小|默认|打印|收藏|分享|关闭|首页|返回|朗读|字号[：:]?|[大中小])"
#define NAVIGATION                                                                                      \
  "(?:(?:" SITE_BUTTON "[ |·]*)*" SITE_LINK "(?:[ |·]*(?:" SITE_LINK "|" SITE_BUTTON "))*|" SITE_BUTTON \
  "(?:[ |·]+" SITE_BUTTON ")+|[上下]一篇 ?[：:].{1,40})"
