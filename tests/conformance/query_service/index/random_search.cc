#include "random_search.h"

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace broadsheet::query {
namespace {

using Kind = TextQuery::Kind;

// A piece of some value, or noise.
std::string RandomPhrase(Random& random, const std::vector<IndexDocument>& documents) {
  const size_t length = 1 + Pick(random, Pick(random, 4) == 0 ? 12 : 4);
  if (documents.empty() || Pick(random, 4) == 0) return RandomText(random, length);
  const auto& text = documents[Pick(random, documents.size())].text[Pick(random, kTextFieldCount)];
  if (text.empty()) return RandomText(random, length);
  const std::string& value = text[Pick(random, text.size())];
  std::vector<size_t> begins;
  for (size_t at = 0; at < value.size(); NextCharacter(value, at)) begins.push_back(at);
  if (begins.empty()) return RandomText(random, length);
  begins.push_back(value.size());
  const size_t first = Pick(random, begins.size() - 1);
  const size_t last = std::min(begins.size() - 1, first + length);
  return value.substr(begins[first], begins[last] - begins[first]);
}

FieldMask RandomFields(Random& random) {
  if (Pick(random, 2) == 0) return kDefaultFields;
  if (Pick(random, 2) == 0) return MaskOf(static_cast<TextField>(Pick(random, kTextFieldCount)));
  return static_cast<FieldMask>(1 + Pick(random, (1 << kTextFieldCount) - 1));
}

TextQuery RandomQuery(Random& random, const std::vector<IndexDocument>& documents, int depth) {
  TextQuery query;
  query.fields = RandomFields(random);
  const size_t choice = Pick(random, depth > 0 ? 20 : 12);
  if (choice < 12) {
    query.kind = choice == 11 ? Kind::kAll : choice >= 9 ? Kind::kPrefix : Kind::kPhrase;
    if (query.kind != Kind::kAll) query.text = RandomPhrase(random, documents);
    return query;
  }
  if (choice == 12) {
    query.kind = Kind::kNone;
    return query;
  }
  const size_t children = 1 + Pick(random, 3);
  query.kind = choice < 15 ? Kind::kAnd : choice < 17 ? Kind::kOr : choice < 18 ? Kind::kNot : Kind::kNear;
  query.distance = static_cast<int>(Pick(random, 30));
  for (size_t i = 0; i < (query.kind == Kind::kNot ? 1 : children); ++i) {
    query.children.push_back(RandomQuery(random, documents, query.kind == Kind::kNear ? 0 : depth - 1));
    TextQuery& child = query.children.back();
    if (query.kind == Kind::kNear && child.kind == Kind::kAll) child = {.kind = Kind::kPhrase, .text = "的"};
  }
  return query;
}

std::string RandomColumnText(Random& random, const std::vector<IndexDocument>& documents, Column column) {
  if (documents.empty() || IsNumber(column)) return "报";
  const auto& values = documents[Pick(random, documents.size())].strings[static_cast<int>(column) - kNumberColumnCount];
  const std::string folded = values.empty() ? "甲" : Fold(values[Pick(random, values.size())]);
  return Pick(random, 2) == 0 ? folded : std::string(CutAtCharacter(folded, Pick(random, 6)));
}

Filter RandomFilter(Random& random, const std::vector<IndexDocument>& documents, int depth) {
  Filter filter;
  filter.kind = static_cast<Filter::Kind>(depth > 0 ? Pick(random, 11) : 4 + Pick(random, 7));
  filter.column = static_cast<Column>(Pick(random, kColumnCount));
  if (filter.kind == Filter::Kind::kCompare) filter.column = static_cast<Column>(Pick(random, kNumberColumnCount));
  filter.op = static_cast<Filter::Op>(Pick(random, 5));
  filter.number = filter.column == Column::kKind ? static_cast<int64_t>(Pick(random, 3)) * 1000
                                                 : static_cast<int64_t>(Pick(random, 32)) - 1;
  filter.text = filter.kind == Filter::Kind::kBody ? RandomPhrase(random, documents)
                                                   : RandomColumnText(random, documents, filter.column);
  filter.fields = RandomFields(random);
  size_t children = 0;
  if (filter.kind == Filter::Kind::kAnd || filter.kind == Filter::Kind::kOr) children = 1 + Pick(random, 3);
  if (filter.kind == Filter::Kind::kNot) children = 1;
  for (size_t i = 0; i < children; ++i) filter.children.push_back(RandomFilter(random, documents, depth - 1));
  return filter;
}

void Append(const TextQuery& query, std::string& out) {
  out +=
      "(" + std::to_string(static_cast<int>(query.kind)) + "/" + std::to_string(query.fields) + " '" + query.text + "'";
  if (query.distance > 0) out += " ~" + std::to_string(query.distance);
  for (const TextQuery& child : query.children) Append(child, out);
  out += ")";
}

void Append(const Filter& filter, std::string& out) {
  out += "[" + std::to_string(static_cast<int>(filter.kind)) + " column " +
         std::to_string(static_cast<int>(filter.column)) + " op " + std::to_string(static_cast<int>(filter.op)) + " " +
         std::to_string(filter.number) + " '" + filter.text + "'";
  for (const Filter& child : filter.children) Append(child, out);
  out += "]";
}

}  // namespace

IndexSearch RandomSearch(Random& random, const std::vector<IndexDocument>& documents) {
  IndexSearch search;
  search.query = RandomQuery(random, documents, 3);
  if (Pick(random, 2) == 0) search.filter = RandomFilter(random, documents, 2);
  search.order = static_cast<SortOrder>(Pick(random, 4));
  search.limit = Pick(random, 5) == 0 ? 0 : 1 + Pick(random, 20);
  search.count = Pick(random, 4) != 0;
  if (Pick(random, 6) == 0) search.max_count = 1 + Pick(random, 30);
  if (Pick(random, 5) == 0 && !documents.empty()) search.max_id = documents[Pick(random, documents.size())].id;
  for (size_t i = Pick(random, 3) == 0 ? Pick(random, 4) : 0; i > 0; --i) {
    search.facets.push_back(static_cast<Column>(Pick(random, kColumnCount)));
  }
  if (Pick(random, 3) == 0) search.facet_limit = Pick(random, 5);
  return search;
}

IndexAggregation RandomAggregation(Random& random, const std::vector<IndexDocument>& documents) {
  IndexAggregation aggregation;
  aggregation.query = RandomQuery(random, documents, 2);
  if (Pick(random, 2) == 0) aggregation.filter = RandomFilter(random, documents, 2);
  for (size_t i = 1 + Pick(random, 2); i > 0; --i) {
    aggregation.keys.push_back(
        {static_cast<Column>(Pick(random, kColumnCount)), static_cast<DateUnit>(Pick(random, 4))});
    if (Pick(random, 3) == 0) aggregation.keys.back().column = Column::kDate;
  }
  aggregation.order = static_cast<GroupOrder>(Pick(random, 4));
  aggregation.limit = Pick(random, 4) == 0 ? Pick(random, 5) : 1000;
  return aggregation;
}

TermSearch RandomTermSearch(Random& random) {
  constexpr const char* kTyped[] = {"经", "經", "j",    "jing", "jj",   "zhang s", "zs",
                                    "a",  "ab", "bing", "甲报", "publ", "x"};
  TermSearch search;
  for (const Column column : kTermColumns) {
    if (Pick(random, 3) > 0) search.columns.push_back(column);
  }
  search.typed = Fold(kTyped[Pick(random, std::size(kTyped))]);
  search.limit = 1 + Pick(random, 12);
  return search;
}

std::string ToString(const IndexAggregation& aggregation) {
  std::string out = "order " + std::to_string(static_cast<int>(aggregation.order));
  for (const GroupKey& key : aggregation.keys) {
    out += " key " + std::to_string(static_cast<int>(key.column)) + "/" + std::to_string(static_cast<int>(key.unit));
  }
  Append(aggregation.query, out);
  Append(aggregation.filter, out);
  return out;
}

std::string ToString(const IndexSearch& search) {
  std::string out = "order " + std::to_string(static_cast<int>(search.order)) + " limit " +
                    std::to_string(search.limit) + " max_id " + std::to_string(search.max_id) + " ";
  Append(search.query, out);
  Append(search.filter, out);
  return out;
}

}  // namespace broadsheet::query
