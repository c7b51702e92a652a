#include "collection.h"

#include <sstream>

#include "common/text/fold.h"

namespace broadsheet::benchmark {

bool CollectionReader::Next(BenchmarkRecord& record) {
  std::string line, field;
  if (!std::getline(file_, line)) return false;
  std::istringstream fields(line);
  record = {};
  record.number = ++number_;
  std::getline(fields, field, '\t');
  std::getline(fields, record.publication, '\t');
  std::getline(fields, field, '\t');
  record.date = std::stoll(field);
  std::getline(fields, record.section, '\t');
  std::getline(fields, record.reporter, '\t');
  std::getline(fields, field, '\t');
  record.headline = Fold(field);
  while (std::getline(fields, field, '\x1f')) record.paragraphs.push_back(Fold(field));
  return true;
}

}  // namespace broadsheet::benchmark
