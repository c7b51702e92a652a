#include "ingest_service/parser/credits/credit_line.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "common/text/utf8.h"
#include "ingest_service/parser/credits/chinese_names.h"
#include "ingest_service/parser/credits/credit_labels.h"
#include "ingest_service/parser/credits/credit_names.h"
#include "ingest_service/parser/credits/credit_tokens.h"
#include "ingest_service/parser/credits/media_names.h"

namespace broadsheet::ingest {
namespace {

using record::v1::CREDIT_ROLE_AGENCY;
using record::v1::CREDIT_ROLE_AUTHOR;
using record::v1::CREDIT_ROLE_CORPORATE;
using record::v1::CREDIT_ROLE_PHOTOGRAPHER;
using record::v1::CREDIT_ROLE_PROVIDER;
using record::v1::CREDIT_ROLE_REPORTER;
using record::v1::CREDIT_ROLE_TRANSLATOR;
using record::v1::CREDIT_ROLE_UNSPECIFIED;
using record::v1::CreditRole;
using Kind = CreditToken::Kind;
using LabelKind = CreditLabel::Kind;

constexpr std::u32string_view kMarkers = U"■□●◇◎○▲◆▼★☆•▪◼◻△▽※·";
constexpr size_t kLongestLine = 200;  // characters

bool IsForPhoto(const PrintedCredit& credit) {
  return credit.role == CREDIT_ROLE_PHOTOGRAPHER || credit.role == CREDIT_ROLE_PROVIDER ||
         credit.role == CREDIT_ROLE_AGENCY;
}

// Reads the tokens of one line from left to right.
class CreditReader {
 public:
  CreditReader(std::string_view source, const Folded& folded, std::vector<CreditToken> tokens, bool marked)
      : source_(source), folded_(folded), tokens_(std::move(tokens)) {
    line_.marked = marked;
  }

  std::optional<CreditLine> Read() {
    for (at_ = 0; at_ < tokens_.size();) {
      const CreditToken& token = tokens_[at_];
      const bool fits = token.kind == Kind::kSeparator ? ReadSeparator(token)
                        : token.kind == Kind::kLabel   ? ReadLabel(token)
                                                       : ReadPieces();
      if (!fits) return std::nullopt;
    }
    if (depth_ != 0) return std::nullopt;
    CloseGroup();
    if (line_.credits.empty() && !SignedByLabelAlone()) return std::nullopt;
    line_.photo = std::all_of(line_.credits.begin(), line_.credits.end(), IsForPhoto);
    return std::move(line_);
  }

 private:
  std::u32string_view Text(size_t from, size_t to) const {
    return std::u32string_view(folded_.text).substr(from, to - from);
  }
  std::u32string_view Text(const CreditToken& token) const { return Text(token.from, token.to); }
  const CreditToken* Ahead(size_t by) const { return at_ + by < tokens_.size() ? &tokens_[at_ + by] : nullptr; }

  std::string Printed(size_t from, size_t to) const {
    const ByteRange bytes = folded_.Bytes(from, to);
    return std::string(source_.substr(bytes.start, bytes.end - bytes.start));
  }

  void Add(size_t from, size_t to, CreditRole role) {
    std::string name;
    for (size_t i = from; i < to; ++i) {
      // Padding goes; the space between two Latin words stays.
      const bool space = folded_.text[i] == U' ';
      if (!space || (folded_.text[i - 1] < 0x80 && folded_.text[i - 1] != U' ')) name += Printed(i, i + 1);
    }
    line_.credits.push_back({std::move(name), folded_.Bytes(from, to), role, organization_});
  }

  // Ends the group of names that share a label.
  void CloseGroup() {
    group_begin_ = line_.credits.size();
    role_ = CREDIT_ROLE_UNSPECIFIED;
    by_person_label_ = false;
    organization_.clear();
  }

  bool GroupHasNames() const { return group_begin_ < line_.credits.size(); }

  // [法] before a foreign author's name.
  bool SkipCountry() {
    const CreditToken* const country = Ahead(1);
    const CreditToken* const close = Ahead(2);
    if (country == nullptr || close == nullptr || country->kind != Kind::kPiece || close->kind != Kind::kSeparator) {
      return false;
    }
    const bool closes = close->separator == U']' || close->separator == U')';
    if (!closes || country->to - country->from > 2 || role_ == CREDIT_ROLE_UNSPECIFIED || GroupHasNames()) return false;
    at_ += 3;
    return true;
  }

  // 陈立（滨江大学教授）, 陈立（作者系滨江大学教授）: where those work who were just named.
  bool ReadAffiliation() {
    constexpr size_t kShortest = 4, kLongest = 40;  // characters
    size_t close = at_ + 1;
    while (close < tokens_.size() && !(tokens_[close].kind == Kind::kSeparator && tokens_[close].separator == U')')) {
      ++close;
    }
    if (line_.credits.empty() || close == tokens_.size() || close < at_ + 2) return false;
    const size_t from = tokens_[at_ + 1].from, to = tokens_[close - 1].to;
    const bool says_so = Text(from, to).starts_with(U"作者");
    const auto is_body = [&](const CreditToken& t) {
      return t.kind == Kind::kPiece && !IsPersonName(Text(t)) && !IsAgency(Text(t));
    };
    const auto inner = tokens_.begin() + static_cast<std::ptrdiff_t>(at_) + 1;
    if (to - from < kShortest || to - from > kLongest) return false;
    if (!says_so && !std::all_of(inner, tokens_.begin() + static_cast<std::ptrdiff_t>(close), is_body)) return false;
    line_.labelled |= says_so;
    CloseGroup();
    at_ = close + 1;
    return true;
  }

  bool ReadSeparator(const CreditToken& token) {
    if ((token.separator == U'(' || token.separator == U'[') && SkipCountry()) return true;
    if (token.separator == U'(' && ReadAffiliation()) return true;
    if (token.separator == U'(' || token.separator == U'[') {
      ++depth_;
      // What stands in brackets behind a name has its own labels.
      if (GroupHasNames()) CloseGroup();
    } else if (token.separator == U')' || token.separator == U']') {
      if (--depth_ < 0) return false;
    }
    ++at_;
    return true;
  }

  // Whether a label of work stands before the names of its people.
  bool StandsBefore() {
    const CreditToken* next = Ahead(1);
    if (next == nullptr || (next->kind == Kind::kSeparator && next->separator == U')')) return false;
    if (!GroupHasNames()) return true;
    if (side_ != Side::kUnknown) return side_ == Side::kBefore;
    // 记者 陈立 摄影 周小舟, unlike 陈立 文 周小舟 图.
    if (next->kind == Kind::kPiece) return WorkLabelsBehind() == 0;
    return next->kind == Kind::kSeparator && (next->separator == U':' || next->separator == U'|');
  }

  size_t WorkLabelsBehind() const {
    return static_cast<size_t>(std::count_if(
        tokens_.begin() + static_cast<std::ptrdiff_t>(at_) + 1, tokens_.end(),
        [](const CreditToken& t) { return t.kind == Kind::kLabel && t.label->kind == LabelKind::kWork; }));
  }

  bool ReadLabel(const CreditToken& token) {
    const CreditLabel& label = *token.label;
    if (label.strong || line_.marked || (Ahead(1) && Ahead(1)->kind == Kind::kSeparator) || at_ > 0) {
      line_.labelled = true;
    }
    switch (label.kind) {
      case LabelKind::kPerson:
        ReadPersonLabel(label);
        break;
      case LabelKind::kWork:
      case LabelKind::kSupply:
        ReadWorkLabel(label);
        break;
      case LabelKind::kReport:
        ReadReportLabel(label);
        break;
      case LabelKind::kPlace:
        return SkipPlace();
      case LabelKind::kNoCredit:
        break;
    }
    last_label_ = &token;
    ++at_;
    return true;
  }

  void ReadPersonLabel(const CreditLabel& label) {
    std::string organization = std::exchange(next_organization_, {});
    if (StandsLast()) return NameRole(label, std::move(organization));
    if (GroupHasNames()) CloseGroup();
    const bool photographer = role_ == CREDIT_ROLE_PHOTOGRAPHER;
    role_ = photographer ? role_ : label.role;
    by_person_label_ = true;
    organization_ = std::move(organization);
  }

  bool StandsLast() const {
    const CreditToken* const next = Ahead(1);
    return next == nullptr || (next->kind == Kind::kSeparator && next->separator == U')' && Ahead(2) == nullptr);
  }

  // 陈立（本报驻东京记者）: what those named before it are.
  void NameRole(const CreditLabel& label, std::string organization) {
    for (PrintedCredit& credit : line_.credits) {
      if (credit.role != CREDIT_ROLE_UNSPECIFIED) continue;
      credit.role = label.role;
      credit.organization = organization;
    }
  }

  // 文/图, 图/文, 摄影/文: the same people did both.
  bool ReadSecondOfPair(const CreditLabel& label) {
    if (at_ < 2 || last_label_ != &tokens_[at_ - 2] || tokens_[at_ - 1].kind != Kind::kSeparator) return false;
    if (label.kind != LabelKind::kWork || last_label_->label->kind != LabelKind::kWork) return false;
    const CreditRole one = last_label_->label->role;
    const CreditRole both = one == CREDIT_ROLE_PHOTOGRAPHER ? label.role : one;
    if (role_ == one) role_ = both;
    for (size_t i = pair_begin_; i < line_.credits.size(); ++i) {
      if (line_.credits[i].role == one) line_.credits[i].role = both;
    }
    return true;
  }

  void ReadWorkLabel(const CreditLabel& label) {
    if (ReadSecondOfPair(label)) return;
    if (StandsBefore()) {
      side_ = Side::kBefore;
      CloseGroup();
      role_ = label.role;
      return;
    }
    if (side_ == Side::kUnknown) side_ = Side::kBehind;
    const CreditToken* second = Ahead(2);
    const bool pair = second && second->kind == Kind::kLabel && Ahead(1)->kind == Kind::kSeparator;
    const bool both = pair && second->label->role != label.role;
    pair_begin_ = group_begin_;
    for (size_t i = group_begin_; i < line_.credits.size(); ++i) {
      CreditRole& role = line_.credits[i].role;
      const bool only_photo = label.role == CREDIT_ROLE_PHOTOGRAPHER && role == CREDIT_ROLE_REPORTER && !both;
      // 作者：让·莫内，陈立译
      const bool only_translated = label.role == CREDIT_ROLE_TRANSLATOR && role == CREDIT_ROLE_AUTHOR &&
                                   i + 1 == line_.credits.size() && i > group_begin_;
      if (role == CREDIT_ROLE_UNSPECIFIED || only_photo || only_translated) role = label.role;
    }
    CloseGroup();
  }

  void ReadReportLabel(const CreditLabel& label) {
    for (size_t i = group_begin_; i < line_.credits.size(); ++i) {
      if (line_.credits[i].role == CREDIT_ROLE_UNSPECIFIED) line_.credits[i].role = label.role;
    }
    CloseGroup();
  }

  bool SkipPlace() {
    ++at_;
    if (at_ < tokens_.size() && tokens_[at_].kind == Kind::kPiece) ++at_;
    return true;
  }

  // The pieces from here that only white space divides.
  std::vector<NameSpan> PiecesAhead() const {
    std::vector<NameSpan> pieces;
    for (size_t i = at_; i < tokens_.size() && tokens_[i].kind == Kind::kPiece && pieces.size() < 40; ++i) {
      if (!pieces.empty() && NamesBody(i)) break;
      pieces.push_back({tokens_[i].from, tokens_[i].to});
    }
    return pieces;
  }

  // The piece is no name of a person, but says for whom the next one works.
  bool NamesBody(size_t i) const {
    if (i + 1 == tokens_.size()) return false;
    const std::u32string_view text = Text(tokens_[i]);
    const bool labelled = tokens_[i + 1].kind == Kind::kLabel;
    if (labelled && IsKnownOrganization(tokens_[i])) return true;
    return IsMediaName(text) && (!IsPersonName(text) || (labelled && tokens_[i + 1].label->kind == LabelKind::kPerson));
  }

  bool ReadPieces() {
    const CreditToken& token = tokens_[at_];
    const CreditToken* next = Ahead(1);
    const bool before_label = next && next->kind == Kind::kLabel;
    if (before_label && next->label->kind == LabelKind::kPerson && NamesOrganization(token)) {
      next_organization_ = Printed(token.from, token.to);
      ++at_;
      return true;
    }
    if (ReadDoubleOrganization() || SkipKnownOrganization()) return true;
    if (IsAgency(Text(token))) return AddBody(CREDIT_ROLE_AGENCY);
    if (!IsPersonName(Text(token)) && IsCorporateAuthor(Text(token))) return AddBody(CREDIT_ROLE_CORPORATE);
    if (before_label && next->label->kind == LabelKind::kSupply && !IsPersonName(Text(token))) {
      return MayBeProvider(Text(token)) && AddBody(CREDIT_ROLE_PROVIDER);
    }
    return ReadNames();
  }

  // 江河日报-中国江河网 before a label: a paper and its site.
  bool ReadDoubleOrganization() {
    const CreditToken* const dash = Ahead(1);
    const CreditToken* const second = Ahead(2);
    const CreditToken* const label = Ahead(3);
    if (label == nullptr || label->kind != Kind::kLabel || label->label->kind == LabelKind::kPlace) return false;
    if (dash->kind != Kind::kSeparator || (dash->separator != U'-' && dash->separator != U'—')) return false;
    if (second->kind != Kind::kPiece || !IsMediaName(Text(tokens_[at_])) || !IsMediaName(Text(*second))) return false;
    next_organization_ = Printed(tokens_[at_].from, second->to);
    at_ += 3;
    return true;
  }

  // The paper's name again before another's label: 江闻记者 陈立 江闻编辑 周小舟.
  bool SkipKnownOrganization() {
    const CreditToken* const label = Ahead(1);
    if (label == nullptr || label->kind != Kind::kLabel || !IsKnownOrganization(tokens_[at_])) return false;
    ++at_;
    return true;
  }

  bool IsKnownOrganization(const CreditToken& token) const {
    const std::string name = Printed(token.from, token.to);
    const auto begins = [&](const std::string& known) { return !known.empty() && name.starts_with(known); };
    return begins(organization_) ||
           std::any_of(line_.credits.begin(), line_.credits.end(),
                       [&](const PrintedCredit& credit) { return begins(credit.organization); });
  }

  // Who supplies a picture has a name, not a sentence.
  static bool MayBeProvider(std::u32string_view text) {
    constexpr size_t kLongestProvider = 16;
    constexpr std::u32string_view kNotInNames = U"的了是为将把被从向对给";
    return text.size() <= kLongestProvider && text.find_first_of(kNotInNames) == text.npos;
  }

  // 本报 驻京 and the like before a label; with a marker any short body, and any
  // that is no name where the label's names stand apart.
  bool NamesOrganization(const CreditToken& token) const {
    if (IsMediaName(Text(token)) || (line_.marked && at_ == 0 && token.to - token.from <= 12)) return true;
    constexpr size_t kLongestShortName = 6;
    const bool leads = at_ == 0 || tokens_[at_ - 1].kind != Kind::kPiece;
    const CreditToken* const name = Ahead(2);
    return leads && name && name->spaced && token.to - token.from <= kLongestShortName && !IsPersonName(Text(token));
  }

  bool AddBody(CreditRole role) {
    if (GroupHasNames()) CloseGroup();
    Add(tokens_[at_].from, tokens_[at_].to, role);
    CloseGroup();
    ++at_;
    return true;
  }

  // Names without a known surname count only where a label stands apart.
  bool Lenient() const {
    const CreditToken& token = tokens_[at_];
    const bool apart = token.spaced || (at_ > 0 && tokens_[at_ - 1].kind == Kind::kSeparator);
    return (role_ != CREDIT_ROLE_UNSPECIFIED && apart) || (line_.marked && at_ == 0 && by_person_label_);
  }

  bool ReadNames() {
    std::vector<NameSpan> pieces = PiecesAhead();
    const size_t count = pieces.size();
    const bool after_slash = at_ > 0 && tokens_[at_ - 1].separator == U'/';
    if (ReportFollows(count)) DropReportingPlace(folded_.text, GroupHasNames(), after_slash, pieces);
    const std::vector<NameSpan> names = NamesIn(folded_.text, pieces, Lenient());
    if (names.empty() && !pieces.empty()) return ReadLatinName();
    for (const auto& [from, to] : names) Add(from, to, role_);
    at_ += count;
    return true;
  }

  bool ReportFollows(size_t pieces) const {
    const CreditToken* label = Ahead(pieces);
    return label && label->kind == Kind::kLabel && label->label->kind == LabelKind::kReport;
  }

  // `John Smith`, where a label says that a person stands there.
  bool ReadLatinName() {
    if (role_ == CREDIT_ROLE_UNSPECIFIED) return false;
    size_t end = at_;
    while (end < tokens_.size() && tokens_[end].kind == Kind::kPiece && end - at_ < 4 && Text(tokens_[end])[0] >= 'A' &&
           Text(tokens_[end])[0] <= 'Z') {
      ++end;
    }
    if (end == at_) return false;
    Add(tokens_[at_].from, tokens_[end - 1].to, role_);
    at_ = end;
    return true;
  }

  // `本报记者`, `资料图片`: the line is a credit, though it names nobody.
  bool SignedByLabelAlone() {
    if (last_label_ == nullptr || tokens_.size() > 2) return false;
    if (last_label_->label->kind == LabelKind::kNoCredit) return tokens_.size() == 1 && last_label_->label->strong;
    if (last_label_->label->kind != LabelKind::kPerson || tokens_.size() != 2) return false;
    if (tokens_[0].kind != Kind::kPiece || !IsMediaName(Text(tokens_[0]))) return false;
    Add(tokens_[0].from, tokens_[1].to, CREDIT_ROLE_CORPORATE);
    line_.credits.back().organization.clear();
    return true;
  }

  enum class Side { kUnknown, kBefore, kBehind };

  std::string_view source_;
  const Folded& folded_;
  std::vector<CreditToken> tokens_;
  size_t at_ = 0;
  CreditLine line_;
  CreditRole role_ = CREDIT_ROLE_UNSPECIFIED;  // of the names that come next
  bool by_person_label_ = false;
  std::string organization_;       // of the names that come next
  std::string next_organization_;  // read, its label comes next
  size_t group_begin_ = 0;         // first credit of the open group
  size_t pair_begin_ = 0;          // first credit of the group closed last
  const CreditToken* last_label_ = nullptr;
  Side side_ = Side::kUnknown;
  int depth_ = 0;
};

// Where the line ends without an address at its end: `本报记者 陈立 chenli@example.com`.
size_t EndWithoutAddress(std::u32string_view text, size_t from, size_t to) {
  const size_t at = text.substr(0, to).rfind(U'@');
  if (at == text.npos || at <= from) return to;
  const auto is_plain = [](char32_t c) { return c > U' ' && c < 0x7F && c != U'(' && c != U')'; };
  size_t begin = at, end = at;
  while (begin > from && is_plain(text[begin - 1])) --begin;
  while (end < to && is_plain(text[end])) ++end;
  return end == to && begin > from && begin < at ? begin : to;
}

}  // namespace

std::optional<CreditLine> ReadCredits(std::string_view source, const Folded& folded, size_t from, size_t to) {
  const std::u32string_view text = folded.text;
  while (from < to && text[from] == U' ') ++from;
  while (to > from && text[to - 1] == U' ') --to;
  to = EndWithoutAddress(text, from, to);
  while (to > from && text[to - 1] == U' ') --to;
  if (from == to || to - from > kLongestLine) return std::nullopt;
  bool marked = kMarkers.find(text[from]) != kMarkers.npos;
  size_t begin = marked ? from + 1 : from;
  // 口 is what exports make of □.
  if (text[from] == U'口' && to - from > 2) {
    marked = true;
    begin = from + 1;
  }
  while (begin < to && kMarkers.find(text[begin]) != kMarkers.npos) ++begin;
  std::optional<std::vector<CreditToken>> tokens = CutIntoCreditTokens(text, begin, to);
  if (!tokens || tokens->empty()) return std::nullopt;
  return CreditReader(source, folded, *std::move(tokens), marked).Read();
}

}  // namespace broadsheet::ingest
