#include "collection.h"

#include <filesystem>
#include <sstream>

#include "common/text/fold.h"

namespace broadsheet::benchmark {

std::string BenchmarkRecord::Text() const {
  std::string text = headline;
  for (const std::string& paragraph : paragraphs) text += "\n" + paragraph;
  return text;
}

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

uint64_t DirectoryBytes(const std::string& directory) {
  uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

}  // namespace broadsheet::benchmark
