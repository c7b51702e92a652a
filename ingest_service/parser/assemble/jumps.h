// Articles that go on on another page of the issue: 下转第3版, 上接第1版.
#pragma once

#include <string>
#include <vector>

#include "ingest_service/parser/analyze/analyze.h"
#include "ingest_service/parser/stitch/stitch.h"

namespace broadsheet::ingest {

// Puts each continuation behind the article that points to its page, says of the
// others that their start or their end is missing, and labels what stood over a
// joined continuation (the jump, a headline repeated there) as furniture.
// `labels`: the printed number of each page; empty: its place in the upload.
// Of several continuations from one page to another, each article takes the one
// that shares most with it and goes on best after it; Link says how sure that is.
void JoinJumps(const std::vector<std::string>& labels, const LanguageModel& model, AnalyzedText& analyzed,
               Stitching& stitching);

}  // namespace broadsheet::ingest
