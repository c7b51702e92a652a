#include "ingest_service/parser/latin/places.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace broadsheet::ingest::latin {
namespace {

class PlaceWriter {
 public:
  PlaceWriter(const Body& body, const Vocabulary& words, const Gazetteer& gazetteer, record::v1::Record& record)
      : body_(body), words_(words), gazetteer_(gazetteer), record_(record) {}

  void AddRun(const TokenRange& range, const NameRun* next) {
    const Paragraph& paragraph = body_[range.paragraph];
    if (const Divisions* const divisions = gazetteer_.Find(TextOf(body_, range))) {
      return Add(TextOf(body_, range), *divisions, RangeOf(body_, range));
    }
    // in Springfield, Ohio: a place that is said to lie in a known one
    if (next == nullptr || range.from == 0 || next->kind != NameRun::Kind::kPlace) return;
    const bool within =
        next->range.paragraph == range.paragraph && next->range.from == range.to + 1 && paragraph.IsMark(range.to, ",");
    if (!within || PhraseBefore(paragraph, range.from, words_.place_prepositions) == 0) return;
    Divisions divisions = *gazetteer_.Find(TextOf(body_, next->range));
    divisions.push_back(TextOf(body_, range));
    Add(divisions.back(), divisions, RangeOf(body_, range));
  }

  void AddDateline() {
    const std::string& place = record_.dateline().place();
    if (place.empty()) return;
    for (size_t p = 0; p < body_.size(); ++p) {
      if (!body_[p].text.starts_with(record_.dateline().text().text())) continue;
      const size_t from = body_[p].text.find(place);
      const Divisions* const known = gazetteer_.Find(place);
      return Add(place, known ? *known : Divisions(), RangeOf({p, from, from + place.size()}));
    }
  }

 private:
  // A name in capitals gives way to one that is not.
  void Add(const std::string& name, const Divisions& divisions, record::v1::TextRange range) {
    const auto [known, added] = index_.emplace(KeyOf(name), record_.places_size());
    record::v1::Place& place = added ? *record_.add_places() : *record_.mutable_places(known->second);
    if (added) {
      place.mutable_divisions()->Assign(divisions.begin(), divisions.end());
    }
    if (added || name > place.name()) place.set_name(name);  // small letters come behind capitals
    // The dateline's place is found among the names again.
    const bool again =
        !added && place.ranges(0).paragraph() == range.paragraph() && place.ranges(0).start() == range.start();
    if (again) return;
    *place.add_ranges() = std::move(range);
  }

  const Body& body_;
  const Vocabulary& words_;
  const Gazetteer& gazetteer_;
  record::v1::Record& record_;
  std::unordered_map<std::string, int> index_;  // of places, by key
};

}  // namespace

void WritePlaces(const Body& body, const std::vector<NameRun>& runs, const People& people, const Vocabulary& vocabulary,
                 const Gazetteer& gazetteer, record::v1::Record& record) {
  PlaceWriter writer(body, vocabulary, gazetteer, record);
  writer.AddDateline();
  for (size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].kind == NameRun::Kind::kBody || runs[i].titled) continue;
    if (people.At(runs[i].range.paragraph, runs[i].range.from) != nullptr) continue;
    writer.AddRun(runs[i].range, i + 1 < runs.size() ? &runs[i + 1] : nullptr);
  }
}

}  // namespace broadsheet::ingest::latin
