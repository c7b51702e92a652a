#include "ingest_service/parser/page_items.h"

#include <string>

#include "ingest_service/parser/classify/speaker_line.h"
#include "ingest_service/parser/text/characters.h"

namespace broadsheet::ingest {
namespace {

PageItem::Kind KindOf(Role role) {
  if (IsHeadRole(role)) return PageItem::Kind::kHead;
  return role == Role::kBody || role == Role::kSubhead ? PageItem::Kind::kBody : PageItem::Kind::kBreak;
}

void Add(std::string_view text, Role role, PageItem& item) {
  if (role == Role::kSpeaker) {
    item.speaker = ReadSpeakerLine(text).value_or("");
  } else if (role != Role::kByline) {
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
      signed_by |= analyzed.labels[u].role == Role::kByline;
    }
    items[i].banner = !signed_by && items[i].page == items[i + 1].page;
  }
}

void MakeItems(AnalyzedText& analyzed) {
  for (size_t i = 0; i < analyzed.units.size(); ++i) {
    const Role role = analyzed.labels[i].role;
    const PageItem::Kind kind = KindOf(role);
    const bool goes_on = kind != PageItem::Kind::kBody && !analyzed.labels[i].begins && !analyzed.items.empty() &&
                         analyzed.items.back().kind == kind && analyzed.items.back().page == analyzed.units[i].page;
    if (!goes_on) {
      analyzed.items.emplace_back();
      analyzed.items.back().kind = kind;
      analyzed.items.back().page = analyzed.units[i].page;
      analyzed.items.back().subhead = role == Role::kSubhead;
      analyzed.first_unit.push_back(i);
    }
    Add(analyzed.units[i].passage.text, role, analyzed.items.back());
    analyzed.items.back().lost_tail = analyzed.units[i].lost_tail;
  }
  analyzed.first_unit.push_back(analyzed.units.size());
  MarkBanners(analyzed, analyzed.items);
}

}  // namespace

AnalyzedText Analyze(std::string_view decoded, const LanguageModel& model, ClueLog* log, StageTimer* timer) {
  const auto ended = [&](Stage stage) {
    if (timer != nullptr) timer->End(stage);
  };
  AnalyzedText analyzed;
  SplitText split = Split(decoded);
  analyzed.pages = std::move(split.pages);
  analyzed.units = std::move(split.units);
  ended(Stage::kSplit);
  analyzed.repetitions = Repair(analyzed.units);
  ended(Stage::kRepair);
  analyzed.labels = Classify(analyzed.units, model, log);
  MakeItems(analyzed);
  ended(Stage::kClassify);
  return analyzed;
}

}  // namespace broadsheet::ingest
