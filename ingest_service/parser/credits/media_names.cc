#include "ingest_service/parser/credits/media_names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <tuple>
#include <utility>

#include "common/text/utf8.h"
#include "ingest_service/parser/credits/credit_labels.h"
#include "ingest_service/parser/text/word_table.h"

namespace broadsheet::ingest {
namespace {

// What a word is. Of whole names:
constexpr uint8_t kOwn = 1;       // begins how a paper speaks of itself
constexpr uint8_t kSender = 2;    // sends dispatches
constexpr uint8_t kSupplier = 4;  // supplies dispatches or pictures
// Of their endings:
constexpr uint8_t kEnding = 8;         // of any name of a medium
constexpr uint8_t kShort = 16;         // of a sender, where a dispatch's head is plain
constexpr uint8_t kSenderEnding = 32;  // of a sender
constexpr uint8_t kPicture = 64;       // of one who supplies pictures
constexpr uint8_t kPaper = 128;        // of a paper that has its place's name

struct MediaWord {
  std::u32string_view text;
  uint8_t is;
};

constexpr MediaWord kWords[] = {
    {U"本报", kOwn | kSender},
    {U"本刊", kOwn | kSender},
    {U"本网", kOwn | kSender},
    {U"本台", kOwn | kSender},
    {U"本社", kOwn | kSender},
    {U"我报", kOwn | kSender},
    {U"我台", kOwn},
    {U"新华社", kSender | kSupplier},
    {U"新华网", kSender | kSupplier},
    {U"中新社", kSender | kSupplier},
    {U"中新网", kSender | kSupplier},
    {U"人民网", kSender | kSupplier},
    {U"中央社", kSender | kSupplier},
    {U"法新社", kSender | kSupplier},
    {U"路透社", kSender | kSupplier},
    {U"美联社", kSender | kSupplier},
    {U"共同社", kSender | kSupplier},
    {U"塔斯社", kSender | kSupplier},
    {U"央视新闻", kSender | kSupplier},
    {U"中国新闻网", kSender},
    {U"人民日报", kSender},
    {U"光明日报", kSender},
    {U"经济日报", kSender},
    {U"央视", kSender},
    {U"央视网", kSender},
    {U"央广网", kSender},
    {U"国际在线", kSender},
    {U"俄新社", kSender},
    {U"韩联社", kSender},
    {U"朝中社", kSender},
    {U"埃菲社", kSender},
    {U"安莎社", kSender},
    {U"德新社", kSender},
    {U"国际文传电讯社", kSender},
    {U"卫星通讯社", kSender},
    {U"澎湃新闻", kSender},
    {U"中国网", kSender},
    {U"中青网", kSender},
    {U"环球网", kSender},
    {U"参考消息网", kSender},
    {U"海外网", kSender},
    {U"大众网", kSender},
    {U"人民图片", kSupplier},
    {U"人民图片网", kSupplier},
    {U"人民视觉", kSupplier},
    {U"光明图片", kSupplier},
    {U"视觉中国", kSupplier},
    {U"东方IC", kSupplier},
    {U"东方IC供", kSupplier},
    {U"CFP", kSupplier},
    {U"ICphoto", kSupplier},
    {U"IC", kSupplier},
    {U"中新图片", kSupplier},
    {U"新华图片", kSupplier},
    {U"影像中国", kSupplier},
    {U"法新", kSupplier},
    {U"路透", kSupplier},
    {U"美联", kSupplier},
    {U"卫星社", kSupplier},
    {U"中国日报", kSupplier},
    {U"千图网", kSupplier},
    {U"图虫创意", kSupplier},
    {U"澎湃影像", kSupplier},
    {U"新华", kSupplier},
    {U"报", kEnding | kShort},
    {U"社", kEnding | kShort},
    {U"台", kEnding | kShort},
    {U"网", kEnding | kShort},
    {U"新闻", kEnding | kShort},
    {U"客户端", kEnding | kShort},
    {U"刊", kEnding},
    {U"视", kEnding},
    {U"周刊", kEnding},
    {U"杂志", kEnding},
    {U"融媒", kEnding},
    {U"融媒体", kEnding},
    {U"传媒", kEnding},
    {U"频道", kEnding},
    {U"视频", kEnding},
    {U"财经", kEnding},
    {U"总站", kEnding},
    {U"分社", kEnding},
    {U"总台", kEnding},
    {U"记者站", kEnding},
    {U"中心", kEnding},
    {U"报业集团", kEnding},
    {U"报业", kEnding},
    {U"在线", kEnding | kSenderEnding},
    {U"通讯社", kEnding | kSenderEnding | kPicture},
    {U"日报", kSenderEnding | kPaper},
    {U"晚报", kSenderEnding | kPaper},
    {U"时报", kSenderEnding | kPaper},
    {U"早报", kSenderEnding | kPaper},
    {U"晨报", kSenderEnding | kPaper},
    {U"商报", kSenderEnding | kPaper},
    {U"导报", kSenderEnding | kPaper},
    {U"青年报", kSenderEnding | kPaper},
    {U"都市报", kSenderEnding | kPaper},
    {U"周报", kPaper},
    {U"城市报", kPaper},
    {U"电视台", kSenderEnding},
    {U"广播电台", kSenderEnding},
    {U"新闻网", kSenderEnding},
    {U"图片社", kPicture},
    {U"图片网", kPicture},
    {U"图片", kPicture},
    {U"视觉", kPicture},
    {U"影像", kPicture},
};

// The words that are one thing.
template <uint8_t kIs>
constexpr auto Select() {
  constexpr auto kCount = static_cast<size_t>(
      std::count_if(std::begin(kWords), std::end(kWords), [](const MediaWord& word) { return (word.is & kIs) != 0; }));
  std::array<std::u32string_view, kCount> selected;
  size_t next = 0;
  for (const MediaWord& word : kWords) {
    if ((word.is & kIs) != 0) selected[next++] = word.text;
  }
  return std::apply([](const auto&... words) { return WordTable(words...); }, selected);
}

constexpr auto kOwnNames = Select<kOwn>();
constexpr auto kSenders = Select<kSender>();
constexpr auto kSuppliers = Select<kSupplier>();
constexpr auto kEndings = Select<kEnding>();
constexpr auto kShortEndings = Select<kShort>();
constexpr auto kSenderEndings = Select<kSenderEnding>();
constexpr auto kPictureEndings = Select<kPicture>();
constexpr auto kPaperEndings = Select<kPaper>();

// -中国江河网 behind the name of a paper that a site belongs to; 0: none.
size_t SecondNameLength(std::u32string_view rest) {
  constexpr std::u32string_view kDashes = U"-—·";
  if (rest.empty() || kDashes.find(rest[0]) == kDashes.npos) return 0;
  for (size_t i = 2; i < rest.size() && IsHan(rest[i]); ++i) {
    if (kShortEndings.HasEndingOf(rest.substr(1, i))) return i + 1;
  }
  return 0;
}

}  // namespace

bool IsOwnName(std::u32string_view text) { return text.size() <= 8 && kOwnNames.HasBeginningOf(text); }

bool IsMediaName(std::u32string_view text) {
  if (text.size() < 2 || text.size() > 16) return false;
  const size_t stationed = text.find(U'驻');
  if (stationed != text.npos && stationed >= 2 && text.size() - stationed <= 8) text = text.substr(0, stationed);
  return IsOwnName(text) || IsAgency(text) || kEndings.HasEndingOf(text);
}

bool IsAgency(std::u32string_view text) {
  return text.size() <= 12 &&
         (kSuppliers.Has(text) || (text.size() >= 4 && kPictureEndings.HasEndingOf(text) && !LabelAt(text)));
}

size_t SenderLength(std::u32string_view text) {
  constexpr size_t kLongest = 16;
  const std::u32string_view rest = text.substr(0, kLongest);
  size_t longest = 0;
  kSenders.ForEachBeginning(rest, [&](std::u32string_view name) { longest = std::max(longest, name.size()); });
  const std::u32string_view name = rest.substr(0, rest.find_first_of(U"0123456789电讯（( "));
  for (size_t found = 1; found < name.size(); ++found) {
    kSenderEndings.ForEachBeginning(name.substr(found), [&](std::u32string_view ending) {
      if (name.find(ending) == found) longest = std::max(longest, found + ending.size());
    });
  }
  if (longest > 0 && !std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(longest), IsHan)) return 0;
  return longest + SecondNameLength(rest.substr(longest));
}

bool HoldsSender(std::u32string_view text) {
  return std::any_of(kSenders.begin(), kSenders.end(),
                     [&](std::u32string_view name) { return text.find(name) != text.npos; });
}

bool EndsAsShortName(std::u32string_view text) { return kShortEndings.HasEndingOf(text); }

bool BeginsAsPaper(std::u32string_view text) { return kPaperEndings.HasBeginningOf(text); }

}  // namespace broadsheet::ingest
