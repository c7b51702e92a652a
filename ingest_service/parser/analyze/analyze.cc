#include "ingest_service/parser/analyze/analyze.h"

#include <string>

#include "ingest_service/parser/analyze/column_ends.h"
#include "ingest_service/parser/classify/article_end.h"
#include "ingest_service/parser/classify/jump.h"
#include "ingest_service/parser/classify/speaker_line.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

PageItem::Kind KindOf(Role role) {
  if (IsHeadRole(role) || role == Role::kContinuation) return PageItem::Kind::kHead;
  return IsTextRole(role) ? PageItem::Kind::kBody : PageItem::Kind::kBreak;
}

void Add(std::string_view text, Role role, PageItem& item) {
  if (role == Role::kSpeaker) {
    item.speaker = ReadSpeakerLine(text).value_or("");
  } else if (role != Role::kByline && role != Role::kContinuation && role != Role::kFurniture) {
    if (!item.text.empty() && NeedsSpace(item.text, text)) item.text += ' ';
    item.text += text;
  }
}

// Heads that nothing follows but another head, and that nobody signs.
void MarkBanners(const AnalyzedText& analyzed, std::vector<PageItem>& items) {
  for (size_t i = 0; i + 1 < items.size(); ++i) {
    if (items[i].kind != PageItem::Kind::kHead || items[i + 1].kind != PageItem::Kind::kHead) continue;
    bool signed_by = !items[i].speaker.empty();
    for (size_t u = analyzed.first_unit[i]; u < analyzed.first_unit[i + 1]; ++u) {
      signed_by |= analyzed.labels[u].role == Role::kByline || analyzed.labels[u].role == Role::kContinuation;
    }
    items[i].banner = !signed_by && items[i].page == items[i + 1].page;
  }
}

// Nothing on the page goes on behind the text.
bool Closes(const AnalyzedText& analyzed, size_t unit) {
  const bool jumps = unit + 1 < analyzed.units.size() && analyzed.labels[unit + 1].role == Role::kJump &&
                     analyzed.units[unit + 1].page == analyzed.units[unit].page;
  return jumps || analyzed.labels[unit].role == Role::kSignature || EndsArticle(analyzed.units[unit].passage.text);
}

void MakeItems(AnalyzedText& analyzed) {
  for (size_t i = 0; i < analyzed.units.size(); ++i) {
    const Label& label = analyzed.labels[i];
    const Role role = label.role;
    const bool in_head =
        label.in_head && !analyzed.items.empty() && analyzed.items.back().kind == PageItem::Kind::kHead;
    const PageItem::Kind kind = label.headline_odds ? PageItem::Kind::kLine
                                : in_head           ? PageItem::Kind::kHead
                                                    : KindOf(role);
    const bool is_text = kind == PageItem::Kind::kBody || kind == PageItem::Kind::kLine;
    // A continuation stands under the headline that is repeated over it, if there is one.
    const bool begins = analyzed.labels[i].begins && role != Role::kContinuation && !in_head;
    const bool goes_on = !is_text && !begins && !analyzed.items.empty() && analyzed.items.back().kind == kind &&
                         analyzed.items.back().page == analyzed.units[i].page;
    if (!goes_on) {
      analyzed.items.emplace_back();
      analyzed.items.back().kind = kind;
      analyzed.items.back().page = analyzed.units[i].page;
      analyzed.items.back().headline_odds = label.headline_odds.value_or(0);
      analyzed.items.back().subhead =
          label.in_table || (label.headline_odds ? label.text_role : role) == Role::kSubhead;
      analyzed.first_unit.push_back(i);
    }
    Add(analyzed.units[i].passage.text, role, analyzed.items.back());
    analyzed.items.back().lost_tail = analyzed.units[i].lost_tail;
    analyzed.items.back().closes = is_text && Closes(analyzed, i);
  }
  analyzed.first_unit.push_back(analyzed.units.size());
  MarkBanners(analyzed, analyzed.items);
}

}  // namespace

AnalyzedText Analyze(std::string_view decoded, const LanguageModel& model, ClueLog* log, StageTimer* timer,
                     const std::function<bool()>& stop) {
  const auto ended = [&](Stage stage) {
    if (timer != nullptr) timer->End(stage);
  };
  AnalyzedText analyzed;
  SplitText split = Split(decoded);
  analyzed.pages = std::move(split.pages);
  analyzed.units = std::move(split.units);
  DivideAtColumnEnds(analyzed.units, analyzed.pages, model);
  ended(Stage::kSplit);
  if (stop && stop()) return analyzed;
  SeparateJumps(analyzed.units);
  analyzed.repetitions = Repair(analyzed.units);
  ended(Stage::kRepair);
  if (stop && stop()) return analyzed;
  analyzed.labels = Classify(analyzed.units, model, log);
  MakeItems(analyzed);
  ended(Stage::kClassify);
  return analyzed;
}

void SettleLines(const Stitching& stitching, AnalyzedText& analyzed) {
  const auto settle = [&](int item, PageItem::Kind kind) {
    if (analyzed.items[item].kind != PageItem::Kind::kLine) return;
    analyzed.items[item].kind = kind;
    Label& label = analyzed.labels[analyzed.first_unit[item]];
    label.begins = kind == PageItem::Kind::kHead;
    label.role = label.begins ? Role::kTitle : label.text_role;
  };
  for (const StitchedArticle& article : stitching.articles) {
    settle(article.head, PageItem::Kind::kHead);
    for (const Link& link : article.body) settle(link.item, PageItem::Kind::kBody);
  }
  for (const Link& orphan : stitching.orphans) settle(orphan.item, PageItem::Kind::kBody);
}

}  // namespace broadsheet::ingest
