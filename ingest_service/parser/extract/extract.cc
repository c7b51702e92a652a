#include "ingest_service/parser/extract/extract.h"

#include <string>
#include <vector>

#include "ingest_service/parser/extract/analysis.h"
#include "ingest_service/parser/extract/attributions.h"
#include "ingest_service/parser/extract/dates.h"
#include "ingest_service/parser/extract/entities.h"
#include "ingest_service/parser/extract/enumerations.h"
#include "ingest_service/parser/extract/interview.h"
#include "ingest_service/parser/extract/language_of.h"
#include "ingest_service/parser/extract/organizations.h"
#include "ingest_service/parser/extract/persons.h"
#include "ingest_service/parser/extract/quotes.h"
#include "ingest_service/parser/extract/signature.h"
#include "ingest_service/parser/extract/titles.h"
#include "ingest_service/parser/extract/topics.h"
#include "ingest_service/parser/extract/unnumbered_lists.h"
#include "ingest_service/parser/latin/extract_latin.h"
#include "ingest_service/parser/profiles/latin_wordings.h"

namespace broadsheet::ingest {

void Extract(const ExtractContext& context, record::v1::Record& record) {
  ExtractSignatures(context.issue_date, record);
  Analysis analysis = AnalyzeText(record, context.lexicon);
  record.set_language(LanguageOf(analysis));
  if (FindLatinWording(record.language()) != nullptr) {
    return ExtractLatin(record.language(), context.issue_date, record);
  }
  std::vector<std::string> known;
  if (!record.speaker().name().empty()) known.push_back(record.speaker().name());
  FindPersons(context.lexicon, known, analysis);
  FindOrganizations(analysis);
  ExtractSpeakerTitles(analysis, context.lexicon, record);
  const std::vector<Attribution> attributions = FindAttributions(analysis);
  ExtractEnumerations(analysis, record);
  ExtractUnnumberedLists(analysis, attributions, record);
  ExtractQuotes(analysis, attributions, record);
  ExtractAnswers(analysis, record);
  GiveQuotedListsTheirSpeakers(record);
  ExtractDates(analysis, context.issue_date, record);
  WriteEntities(analysis, record);
  ExtractKeywords(analysis, context.lexicon, record);
}

}  // namespace broadsheet::ingest
