#include "ingest_service/parser/latin/gazetteer.h"

#include <unicode/locdspnm.h>
#include <unicode/locid.h>
#include <unicode/region.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>

#include <memory>

#include "absl/strings/str_split.h"
#include "ingest_service/parser/latin/vocabulary.h"

namespace broadsheet::ingest::latin {
namespace {

std::string Utf8(const icu::UnicodeString& text) {
  std::string utf8;
  return text.toUTF8String(utf8);
}

using Places = std::unordered_map<std::string, Divisions>;

class GazetteerBuilder {
 public:
  explicit GazetteerBuilder(const LatinWording& wording)
      : wording_(wording), locale_(std::string(wording.language).c_str()), excluded_(wording.no_places) {
    UDisplayContext brief[] = {UDISPCTX_LENGTH_SHORT};
    names_.reset(icu::LocaleDisplayNames::createInstance(locale_));
    brief_names_.reset(icu::LocaleDisplayNames::createInstance(locale_, brief, 1));
  }

  Places Build() {
    AddRegions(URGN_TERRITORY);
    AddRegions(URGN_CONTINENT);
    AddCities();
    AddFurther();
    return std::move(places_);
  }

 private:
  std::string NameOf(const std::string& region) const {
    icu::UnicodeString name;
    return Utf8(names_->regionDisplayName(region.c_str(), name));
  }

  void Add(std::string_view name, Divisions divisions) {
    // `Knox, Indiana` tells one place from others of its name.
    if (name.empty() || name.find(',') != name.npos) return;
    std::string key = KeyOf(name);
    if (!excluded_.Has(key)) places_.emplace(std::move(key), std::move(divisions));
  }

  void AddRegions(URegionType type) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::StringEnumeration> regions(icu::Region::getAvailable(type, status));
    if (U_FAILURE(status)) return;
    while (const icu::UnicodeString* const region = regions->snext(status)) {
      const std::string code = Utf8(*region);
      icu::UnicodeString brief;
      brief_names_->regionDisplayName(code.c_str(), brief);
      const std::string name = NameOf(code);
      Add(name, {name});
      Add(Utf8(brief), {name});
    }
  }

  void AddCities() {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::TimeZoneNames> names(icu::TimeZoneNames::createInstance(locale_, status));
    const std::unique_ptr<icu::StringEnumeration> zones(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, status));
    if (U_FAILURE(status)) return;
    while (const icu::UnicodeString* const zone = zones->snext(status)) {
      char region[8] = "";
      icu::TimeZone::getRegion(*zone, region, sizeof region, status);
      if (U_FAILURE(status) || std::string_view(region) == "AQ") continue;  // stations
      icu::UnicodeString printed;
      const std::string city = Utf8(names->getExemplarLocationName(*zone, printed));
      Add(city, {NameOf(region), city});
    }
  }

  // `Leeds:GB` lies in the country, `Britain=GB` is it.
  void AddFurther() {
    const absl::string_view all(wording_.further_places.data(), wording_.further_places.size());
    for (const absl::string_view entry : absl::StrSplit(all, '|')) {
      const std::pair<std::string, std::string> place = absl::StrSplit(entry, absl::ByAnyChar(":="));
      Divisions divisions = {NameOf(place.second)};
      if (entry.find(':') != entry.npos) divisions.push_back(place.first);
      Add(place.first, std::move(divisions));
    }
  }

  const LatinWording& wording_;
  const icu::Locale locale_;
  const PhraseSet excluded_;
  std::unique_ptr<icu::LocaleDisplayNames> names_, brief_names_;
  Places places_;
};

}  // namespace

Gazetteer::Gazetteer(const LatinWording& wording) : places_(GazetteerBuilder(wording).Build()) {}

const Divisions* Gazetteer::Find(std::string_view name) const {
  const auto found = places_.find(KeyOf(name));
  return found == places_.end() ? nullptr : &found->second;
}

}  // namespace broadsheet::ingest::latin
