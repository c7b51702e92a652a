#include "ingest_service/parser/extract/analysis.h"

namespace broadsheet::ingest {

Analysis AnalyzeText(const record::v1::Record& record, const Lexicon& lexicon) {
  Analysis analysis;
  analysis.body = FoldParagraphs(record);
  analysis.words.reserve(analysis.body.size());
  for (const BodyParagraph& paragraph : analysis.body) {
    analysis.words.push_back(CutIntoWords(paragraph.text(), lexicon));
  }
  return analysis;
}

}  // namespace broadsheet::ingest
