#include "ingest_service/parser/credits/dateline.h"

#include <algorithm>
#include <utility>

#include "common/text/utf8.h"
#include "ingest_service/parser/credits/chinese_names.h"
#include "ingest_service/parser/credits/credit_labels.h"
#include "ingest_service/parser/credits/latin_credits.h"
#include "ingest_service/parser/credits/media_names.h"
#include "ingest_service/parser/text/word_table.h"

namespace broadsheet::ingest {
namespace {

using record::v1::CREDIT_ROLE_PHOTOGRAPHER;
using record::v1::CREDIT_ROLE_REPORTER;
using record::v1::CREDIT_ROLE_UNSPECIFIED;

constexpr size_t kLongestHead = 120;  // characters, credits included
constexpr size_t kLongestPlace = 12;
constexpr size_t kLongestAgency = 16;

// How a head ends. 电 and 讯 may also begin a word (电力), see MayEndHead.
constexpr WordTable kEndings = {U"新媒体专电", U"综合消息", U"综合报道", U"综合报导", U"专电", U"快讯",
                                U"消息",       U"特稿",     U"电讯",     U"电",       U"讯"};
constexpr std::u32string_view kWordsOf电 = U"视力子话影动商器台池梯脑路压流厂车缆网费报灯信磁机站气源工";
constexpr std::u32string_view kWordsOf讯 = U"息问号飞";
// No place is named with these.
constexpr std::u32string_view kNotInPlaces = U"的了是在从将被把和与于为者说称据对向不有来去这那";

bool In(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }

int DigitOf(char32_t c) { return c >= U'0' && c <= U'9' ? static_cast<int>(c - U'0') : -1; }

// Reads a head from the folded text, moving `at_` along.
class DatelineReader {
 public:
  DatelineReader(std::string_view source, const Folded& folded, size_t from, size_t to)
      : source_(source), folded_(folded), text_(folded.text), at_(from), to_(to) {}

  std::optional<PrintedDateline> Read() {
    SkipSpace();
    const size_t start = at_;
    if (std::optional<PrintedDateline> bracketed = ReadBracketed()) return bracketed;
    at_ = start;
    if (ReadSender(to_)) {
      head_.range = folded_.Bytes(start, at_);
      ReadCreditsBehind();
    } else if (ReadRunOnCredits()) {
      head_.range = folded_.Bytes(start, at_);
    } else {
      return std::nullopt;
    }
    SkipColon();
    head_.end = folded_.offset[at_];
    return std::move(head_);
  }

  // The whole of [from, to) is a head, perhaps with credits.
  std::optional<PrintedDateline> ReadWhole() {
    SkipSpace();
    const size_t start = at_;
    if (!ReadSender(to_)) return std::nullopt;
    head_.range = folded_.Bytes(start, at_);
    ReadCreditsBehind();
    SkipSpace();
    if (at_ != to_) return std::nullopt;
    head_.end = folded_.offset[at_];
    return std::move(head_);
  }

 private:
  std::u32string_view Rest() const { return text_.substr(at_, to_ - at_); }
  void SkipSpace() {
    while (at_ < to_ && text_[at_] == U' ') ++at_;
  }
  std::string Printed(size_t from, size_t to) const {
    const ByteRange bytes = folded_.Bytes(from, to);
    return std::string(source_.substr(bytes.start, bytes.end - bytes.start));
  }

  // 【海东报讯】, （中央社記者王小明台北6日電）, 【…記者X/台北報導】, （记者A B）
  std::optional<PrintedDateline> ReadBracketed() {
    if (at_ >= to_ || !(text_[at_] == U'[' || text_[at_] == U'(')) return std::nullopt;
    const char32_t close_mark = text_[at_] == U'[' ? U']' : U')';
    const size_t close = text_.substr(0, std::min(to_, at_ + kLongestHead)).find(close_mark, at_);
    if (close == text_.npos) return std::nullopt;
    DatelineReader inner(source_, folded_, at_ + 1, close);
    std::optional<PrintedDateline> head = inner.ReadWhole();
    if (!head) head = ReadSignedHead(at_ + 1, close);
    if (!head) head = CreditsAlone(at_ + 1, close);
    if (!head) return std::nullopt;
    at_ = close + 1;
    head_ = *std::move(head);
    if (head_.credits.empty()) ReadCreditsBehind();
    SkipColon();
    head_.end = folded_.offset[at_];
    return std::move(head_);
  }

  // 中央社記者王小明台北6日電: the credits stand inside the head.
  std::optional<PrintedDateline> ReadSignedHead(size_t from, size_t to) {
    const size_t label = text_.substr(0, to).find(U"记者", from);
    if (label == text_.npos || label - from > kLongestAgency || text_[to - 1] != U'电') return std::nullopt;
    // The shortest name behind the label that leaves a place and a date.
    for (size_t size = 2; size <= 4 && label + 2 + size < to; ++size) {
      const size_t name_end = label + 2 + size;
      PrintedDateline head;
      size_t at = name_end;
      if (!IsPersonName(text_.substr(label + 2, size)) || !ReadPlaceAndDate(at, to - 1, head) || at != to - 1) continue;
      if (head.day == 0 || !IsReportingPlace(FoldedPlace(name_end, head))) continue;
      head.range = folded_.Bytes(from, to);
      head.agency = Printed(from, label);
      head.credits.push_back(
          {Printed(label + 2, name_end), folded_.Bytes(label + 2, name_end), CREDIT_ROLE_REPORTER, head.agency});
      return head;
    }
    return std::nullopt;
  }

  std::u32string_view FoldedPlace(size_t from, const PrintedDateline& head) const {
    return text_.substr(from, CountCharacters(head.place));
  }

  std::optional<PrintedDateline> CreditsAlone(size_t from, size_t to) {
    std::optional<CreditLine> line = ReadCredits(source_, folded_, from, to);
    if (!line || line->photo || !line->labelled || line->credits.empty()) return std::nullopt;
    PrintedDateline head;
    head.range = folded_.Bytes(from, to);
    head.credits = std::move(line->credits);
    return head;
  }

  // 据新华社北京3月5日电, up to and with 电.
  bool ReadSender(size_t limit) {
    size_t at = at_;
    if (at < limit && (text_[at] == U'据' || text_.substr(at).starts_with(U"综合"))) {
      head_.adapted = true;
      at += text_[at] == U'据' ? 1 : 2;
    }
    const size_t agency = SenderLength(text_.substr(at, limit - at));
    return (agency > 0 && ReadBehindAgency(at, at + agency, limit)) || ReadShortSender(at, limit);
  }

  // The place, date and ending behind the agency [from, to).
  bool ReadBehindAgency(size_t from, size_t to, size_t limit) {
    PrintedDateline head = head_;
    head.agency = Printed(from, to);
    size_t at = to;
    const size_t stop = std::min(limit, to + kLongestPlace + 20);
    if (!ReadPlaceAndDate(at, stop, head)) return false;
    const size_t ending = EndingLength(at, limit, head.day != 0);
    if (ending == 0) return false;
    at_ = at + ending;
    head_ = std::move(head);
    return true;
  }

  // A sender of any name: 江河报西安3月5日电（记者…）, 江都讯 记者…
  bool ReadShortSender(size_t from, size_t limit) {
    constexpr size_t kLongestName = 10;
    const size_t before = at_;
    const PrintedDateline unread = head_;
    for (size_t to = from + 2; to < limit && to - from <= kLongestName && IsHan(text_[to - 1]); ++to) {
      const std::u32string_view name = text_.substr(from, to - from);
      const bool media = EndsAsShortName(name);
      if ((!media && text_[to] != U'讯') || !MayBeSender(name)) continue;
      if (ReadBehindAgency(from, to, limit) && (media && head_.day != 0 ? AtHeadEnd() : IsSigned())) return true;
      at_ = before;
      head_ = unread;
    }
    return false;
  }

  // No word of a sentence stands in it, and no sender behind other words.
  static bool MayBeSender(std::u32string_view name) {
    return name.find_first_of(kNotInPlaces) == name.npos && name.find(U"记者") == name.npos && !HoldsSender(name);
  }

  bool AtHeadEnd() const { return at_ == to_ || In(U" (:[", text_[at_]); }

  // Credits stand apart behind the head.
  bool IsSigned() {
    const size_t end = at_;
    const bool apart = end < to_ && In(U" ([", text_[end]);
    if (apart) ReadCreditsBehind();
    at_ = end;
    return !std::exchange(head_.credits, {}).empty();
  }

  // Reads [at, stop) as far as a place and a date go; false if what stands
  // there before an ending is neither.
  bool ReadPlaceAndDate(size_t& at, size_t stop, PrintedDateline& head) {
    const size_t from = at;
    while (at < stop && !(DateAt(at, stop, nullptr) > 0 || EndingLength(at, to_, false) > 0 || at == to_)) {
      const char32_t c = text_[at];
      if (!(IsHan(c) || c == U'·' || c == U' ') || In(kNotInPlaces, c) || at - from >= kLongestPlace) return false;
      ++at;
    }
    size_t end = at;
    size_t begin = from;
    while (begin < end && text_[begin] == U' ') ++begin;
    while (end > begin && text_[end - 1] == U' ') --end;
    head.place = Printed(begin, end);
    at += DateAt(at, stop, &head);
    while (at < stop && text_[at] == U' ') ++at;
    return true;
  }

  // Length of the ending at `at`, 0 if there is none.
  size_t EndingLength(size_t at, size_t limit, bool dated) const {
    const std::u32string_view rest = text_.substr(at, limit - at);
    size_t length = 0;
    kEndings.ForEachBeginning(rest, [&](std::u32string_view ending) {
      const char32_t next = rest.size() > ending.size() ? rest[ending.size()] : U' ';
      if (length == 0 && (dated || MayEndHead(ending, next))) length = ending.size();
    });
    return length;
  }

  // Without a date before it 电 ends a head only where the text shows it.
  static bool MayEndHead(std::u32string_view ending, char32_t next) {
    if (In(U" (:[“《", next)) return true;
    if (ending == U"电") return !In(kWordsOf电, next);
    if (ending == U"讯") return !In(kWordsOf讯, next);
    return ending == U"专电" || ending == U"快讯" || ending == U"新媒体专电";
  }

  // Length of a date at `at`: [2024年][3月]5日 in digits or Chinese numerals.
  size_t DateAt(size_t at, size_t stop, PrintedDateline* head) const {
    const size_t from = at;
    int year = 0, month = 0, day = 0;
    if (std::optional<int> n = Number(at, stop, U'年')) year = *n;
    if (std::optional<int> n = Number(at, stop, U'月')) month = *n;
    if (std::optional<int> n = Number(at, stop, U'日')) day = *n;
    if (day == 0 || day > 31 || month > 12 || (year != 0 && month == 0)) return 0;
    if (head) head->year = year, head->month = month, head->day = day;
    return at - from;
  }

  // The number before `unit`; moves behind the unit.
  std::optional<int> Number(size_t& at, size_t stop, char32_t unit) const {
    constexpr std::u32string_view kNumerals = U"〇一二三四五六七八九";
    size_t i = at;
    int value = 0, digits = 0;
    for (; i < stop && i - at < 4; ++i) {
      const char32_t c = text_[i];
      const size_t numeral = kNumerals.find(c);
      if (DigitOf(c) >= 0) {
        value = value * 10 + DigitOf(c), ++digits;
      } else if (numeral != kNumerals.npos) {
        value = digits > 0 && i > at && text_[i - 1] == U'十' ? value + static_cast<int>(numeral)
                                                              : value * 10 + static_cast<int>(numeral);
        ++digits;
      } else if (c == U'十') {
        value = digits == 0 ? 10 : value * 10;
        ++digits;
      } else {
        break;
      }
    }
    if (digits == 0 || i >= stop || (text_[i] != unit && !(unit == U'日' && text_[i] == U'号'))) return std::nullopt;
    at = i + 1;
    return value;
  }

  // （记者A B） or `记者A` before a space or colon.
  void ReadCreditsBehind() {
    size_t at = at_;
    while (at < to_ && text_[at] == U' ') ++at;
    if (at >= to_) return;
    if (text_[at] == U'(' || text_[at] == U'[') {
      const char32_t mark = text_[at] == U'(' ? U')' : U']';
      const size_t close = text_.substr(0, std::min(to_, at + kLongestHead)).find(mark, at);
      if (close != text_.npos && TakeCredits(at + 1, close)) at_ = close + 1;
      return;
    }
    const bool labelled = text_.substr(at).starts_with(U"记者") || text_.substr(at).starts_with(U"通讯员");
    if (labelled) ReadOpenCredits(at);
  }

  // Credits without brackets: up to 报道, a colon or a comma, or as far as names stand
  // between white space; else the sentence is theirs.
  bool ReadOpenCredits(size_t from) {
    constexpr size_t kLongest = 40;  // characters
    const std::u32string_view window = text_.substr(from, std::min<size_t>(to_ - from, kLongest));
    const size_t sentence = std::min(window.find(U'。'), window.size());
    const size_t report = std::min(window.find(U"报道"), window.find(U"报导"));
    const size_t colon = window.find(U':');
    if (report < sentence && report < colon && TakeNames(from, from + report + 2)) return true;
    if (colon < sentence && TakeNames(from, from + colon)) return true;
    const size_t end = window.size() < kLongest ? window.size() : window.npos;
    size_t taken = 0;
    for (size_t at = 0; at < sentence;) {
      at = std::min(window.find(U' ', at + 1), end);
      if (at <= sentence && CreditsOfNames(from, from + at)) {
        taken = at;
      } else if (taken > 0) {
        break;
      }
    }
    if (taken == 0) taken = std::min(window.find(U','), sentence);
    return taken > 0 && TakeNames(from, from + taken);
  }

  // [from, to) is a line of credits in which every name is one of a person.
  std::optional<CreditLine> CreditsOfNames(size_t from, size_t to) const {
    std::optional<CreditLine> line = ReadCredits(source_, folded_, from, to);
    if (!line || line->credits.empty() || !line->labelled) return std::nullopt;
    const bool names = std::all_of(line->credits.begin(), line->credits.end(), [](const PrintedCredit& credit) {
      return IsPersonName(FoldForMatching(credit.name).text);
    });
    return names ? std::move(line) : std::nullopt;
  }

  bool TakeNames(size_t from, size_t to) {
    if (!Take(CreditsOfNames(from, to))) return false;
    at_ = to;
    return true;
  }

  // □本报记者 陈立　…, 记者陈立西安报道：…: credits that run on into the text.
  bool ReadRunOnCredits() {
    constexpr std::u32string_view kMarkers = U"□■○●◎◆◇";
    const size_t start = at_;
    const bool marked = at_ < to_ && In(kMarkers, text_[at_]);
    size_t at = at_ + (marked ? 1 : 0);
    while (at < to_ && text_[at] == U' ') ++at;
    const std::u32string_view opening = text_.substr(at, std::min<size_t>(to_ - at, 12));
    const size_t label = opening.find(U"记者");
    if (label == opening.npos || (label > 0 && !IsMediaName(opening.substr(0, label)))) return false;
    const bool read = ReadOpenCredits(at);
    const bool reports = read && In(U"道导", text_[at_ - 1]) && at_ < to_ && In(U": ", text_[at_]);
    const bool apart = read && (marked || label > 0) && at_ < to_ && text_[at_] == U' ';
    if (reports || apart) return true;
    head_.credits.clear();
    at_ = start;
    return false;
  }

  bool TakeCredits(size_t from, size_t to) { return Take(ReadCredits(source_, folded_, from, to)); }

  bool Take(std::optional<CreditLine> line) {
    if (!line || line->credits.empty()) return false;
    for (PrintedCredit& credit : line->credits) {
      if (credit.role == CREDIT_ROLE_UNSPECIFIED) credit.role = CREDIT_ROLE_REPORTER;
      head_.credits.push_back(std::move(credit));
    }
    return true;
  }

  void SkipColon() {
    SkipSpace();
    if (at_ < to_ && text_[at_] == U':') ++at_;
    SkipSpace();
  }

  std::string_view source_;
  const Folded& folded_;
  std::u32string_view text_;
  size_t at_, to_;
  PrintedDateline head_;
};

constexpr size_t kWindowBytes = 4 * 200;

}  // namespace

std::optional<PrintedDateline> ParseDateline(std::string_view paragraph) {
  const Folded folded = FoldForMatching(CutAtCharacter(paragraph, kWindowBytes));
  if (auto head = DatelineReader(paragraph, folded, 0, folded.text.size()).Read()) return head;
  return ParseLatinDateline(paragraph);
}

std::optional<PrintedDateline> FindTailDateline(std::string_view paragraph) {
  size_t skipped = paragraph.size() > kWindowBytes ? paragraph.size() - kWindowBytes : 0;
  while (skipped < paragraph.size() && (static_cast<unsigned char>(paragraph[skipped]) & 0xC0) == 0x80) ++skipped;
  const std::string_view tail = paragraph.substr(skipped);
  const Folded folded = FoldForMatching(tail);
  const std::u32string_view text = folded.text;
  size_t end = text.size();
  while (end > 0 && text[end - 1] == U' ') --end;
  if (end == 0 || text[end - 1] != U')') return std::nullopt;
  size_t open = end - 1;
  for (int depth = 1; open > 0 && depth > 0;) {
    --open;
    depth += text[open] == U')' ? 1 : text[open] == U'(' ? -1 : 0;
  }
  if (text[open] != U'(') return std::nullopt;
  std::optional<PrintedDateline> head = DatelineReader(tail, folded, open + 1, end - 1).ReadWhole();
  if (!head) return std::nullopt;
  head->range.start += skipped, head->range.end += skipped, head->end += skipped;
  for (PrintedCredit& credit : head->credits) credit.printed.start += skipped, credit.printed.end += skipped;
  return head;
}

}  // namespace broadsheet::ingest
