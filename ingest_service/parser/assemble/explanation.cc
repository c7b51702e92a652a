#include "ingest_service/parser/assemble/explanation.h"

#include <algorithm>

namespace broadsheet::ingest {
namespace {

v1::Fragment FragmentOf(int item, const AnalyzedText& analyzed, const UploadPlaces& places) {
  v1::Fragment fragment;
  fragment.set_start(places.Start(analyzed.StartOf(item)));
  fragment.set_end(places.End(analyzed.EndOf(item)));
  fragment.set_text(analyzed.items[item].text);
  fragment.set_block(static_cast<uint32_t>(analyzed.units[analyzed.FirstUnit(item)].block));
  return fragment;
}

v1::Join JoinOf(const Link& link, const AnalyzedText& analyzed, const UploadPlaces& places) {
  v1::Join join;
  join.set_confidence(link.confidence);
  join.set_inside_paragraph(link.inside_paragraph);
  for (const Clue& clue : link.clues) {
    v1::Evidence* evidence = join.add_evidence();
    evidence->set_name(clue.name);
    evidence->set_weight(clue.weight);
  }
  if (link.runner_up >= 0) {
    v1::Candidate* candidate = join.add_candidates();
    *candidate->mutable_fragment() = FragmentOf(link.runner_up, analyzed, places);
    candidate->set_confidence(link.runner_up_confidence);
  }
  return join;
}

}  // namespace

Explanation ExplainBody(const std::vector<Link>& body, const AnalyzedText& analyzed, const UploadPlaces& places) {
  Explanation explanation;
  for (size_t i = 0; i < body.size(); ++i) {
    explanation.fragments.push_back(FragmentOf(body[i].item, analyzed, places));
    if (i > 0) explanation.joins.push_back(JoinOf(body[i], analyzed, places));
  }
  return explanation;
}

void NoteRemovals(ParsedIssue& issue) {
  const auto& entries = issue.account.entries();
  for (const auto& entry : entries) {
    if (entry.fate() != record::v1::FATE_REPETITION) continue;
    const auto holder = std::upper_bound(entries.begin(), entries.end(), entry.repeats_start(),
                                         [](uint64_t at, const auto& e) { return at < e.end(); });
    if (holder == entries.end() || holder->fate() != record::v1::FATE_RECORD) continue;
    issue.explanations[holder->record()].removed.push_back(entry);
  }
}

}  // namespace broadsheet::ingest
