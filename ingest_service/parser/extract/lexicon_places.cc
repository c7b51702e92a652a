#include "ingest_service/parser/extract/lexicon_places.h"

#include <unicode/locid.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "common/text/utf8.h"
#include "ingest_service/parser/extract/divisions.h"
#include "ingest_service/parser/text/folded.h"

namespace broadsheet::ingest {
namespace {

using Kind = PlaceName::Kind;

std::u32string FoldedName(const icu::UnicodeString& name) {
  std::string utf8;
  name.toUTF8String(utf8);
  return FoldForMatching(utf8).text;
}

void AddCountries(std::vector<PlaceName>& places) {
  for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code) {
    icu::UnicodeString name;
    icu::Locale("und", *code).getDisplayCountry(icu::Locale::getSimplifiedChinese(), name);
    places.push_back({FoldedName(name), Kind::kCertain});
  }
}

void AddCities(std::vector<PlaceName>& places) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::TimeZoneNames> names(
      icu::TimeZoneNames::createInstance(icu::Locale::getSimplifiedChinese(), error));
  const std::unique_ptr<icu::StringEnumeration> zones(
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, error));
  if (U_FAILURE(error)) return;
  for (const icu::UnicodeString* zone = zones->snext(error); zone != nullptr && U_SUCCESS(error);
       zone = zones->snext(error)) {
    icu::UnicodeString name;
    names->getExemplarLocationName(*zone, name);
    std::u32string folded = FoldedName(name);
    if (folded.size() >= 2 && std::all_of(folded.begin(), folded.end(), IsHan)) places.push_back({folded, Kind::kCity});
  }
}

// Cities whose short names are words of the language.
constexpr std::u32string_view kOrdinaryWords[] = {U"白银", U"日照", U"安康", U"中山", U"东方"};

void AddDivisions(std::vector<PlaceName>& places) {
  for (const Division& division : Divisions()) {
    places.push_back({std::u32string(division.name), Kind::kCertain});
    const std::u32string_view name = division.short_name();
    if (name.empty()) continue;
    const bool ordinary =
        std::find(std::begin(kOrdinaryWords), std::end(kOrdinaryWords), name) != std::end(kOrdinaryWords);
    const Kind kind = division.IsCounty() ? Kind::kCounty : ordinary ? Kind::kCity : Kind::kCertain;
    places.push_back({std::u32string(name), kind});
  }
}

}  // namespace

std::vector<PlaceName> KnownPlaces() {
  std::vector<PlaceName> places;
  AddCountries(places);
  AddCities(places);
  AddDivisions(places);
  return places;
}

}  // namespace broadsheet::ingest
