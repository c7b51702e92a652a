#include "ingest_service/parser/classify/article_end.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "common/text/utf8.h"
#include "ingest_service/parser/credits/byline.h"
#include "ingest_service/parser/credits/tail_signature.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

// Characters of the longest colophon.
constexpr size_t kLongestColophon = 90;

// The text behind the last sentence; all of it, if no sentence ends in it.
std::string_view BehindLastSentence(std::string_view text) {
  size_t from = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    if (c == U'。' || c == U'！' || c == U'？' || (from == at - 3 && IsClosing(c) && from > 0)) from = at;
  }
  return text.substr(from);
}

// 来源：… 作者：…, labels and whom or what they name.
bool IsColophon(std::string_view text) {
  static const RE2* const pattern = new RE2(
      "[（(【\\[]?(?:(?:作者|撰文|撰稿|记者|[^。，；：]{0,12}记者|实习生|通讯员|编辑|责编|责任编辑|来源|稿源|制作|制图|"
      "摄影|"
      "摄像|文字|文|图|图片|视频|剪辑|录音|播音|配音|设计|策划|统筹|监制|审核|校对|编译|翻译|整理|供稿|供图|参与报道|"
      "参与采写|"
      "声明|注)[：:丨｜|/／][^。；？！]{1,50})+[）)】\\]]?");
  constexpr std::string_view kMarks[] = {"：", ":", "丨", "｜", "|", "/", "／"};  // behind a label
  const auto stands = [&](std::string_view mark) { return text.find(mark) != text.npos; };
  if (std::none_of(std::begin(kMarks), std::end(kMarks), stands)) return false;
  const std::string line = WithoutSpace(text);
  return !line.empty() && CountCharacters(line) <= kLongestColophon && RE2::FullMatch(line, *pattern);
}

}  // namespace

bool EndsArticle(std::string_view text) {
  // Nothing stands behind the last sentence, or it goes on.
  constexpr std::u32string_view kNoEnds = U"。！？，、；：";
  const char32_t last = LastCharacter(text);
  if (kNoEnds.find(last) != std::u32string_view::npos) return false;
  static const RE2* const over =
      new RE2("[（(]完[）)]?$|[（(](?:据?[^（()）。，]{0,8}社|据《[^》]{2,12}》)[^（()）。，]{0,4}[）)]$");
  const bool may_be_over = last == U'完' || last == U'）' || last == U')';
  if (may_be_over && RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *over)) return true;
  if (FindTailSignature(text)) return true;
  // Whatever stands before where it is from: 江闻网记者陈立来源：江河日报
  static const RE2* const source = new RE2("[^。！？]{0,40}(?:来源|稿源)[：:][^。，；：]{2,20}");
  const std::string_view rest = BehindLastSentence(text);
  const bool may_have_source = rest.find("源") != rest.npos;
  if (may_have_source && RE2::FullMatch(re2::StringPiece(rest.data(), rest.size()), *source)) return true;
  return IsColophon(rest) || (rest.size() == text.size() && ParseByline(text));
}

}  // namespace broadsheet::ingest
