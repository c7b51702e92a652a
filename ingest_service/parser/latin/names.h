// What a text in Latin script names: runs of capitalised words, told apart.
#pragma once

#include <string>
#include <vector>

#include "ingest_service/parser/latin/gazetteer.h"
#include "ingest_service/parser/latin/text.h"

namespace broadsheet::ingest::latin {

// A run of capitalised words that is one name, perhaps with a title before it.
struct NameRun {
  enum class Kind {
    kUnknown,  // a person, if anything says so
    kBody,
    kPlace,
  };
  Kind kind = Kind::kUnknown;
  TokenRange range;     // of the name, without title and article
  bool titled = false;  // a form of address or a post stands before it
  bool with_article = false;
};

// In the order of the text. Words inside `dates` are no names, nor are those of
// headings. A post parts what stands before it from the name behind it: Harbour
// Authority Chairman Ann Lee is a body and a person.
std::vector<NameRun> FindNames(const Body& body, const std::vector<ByteSpan>& dates, const Vocabulary& vocabulary,
                               const Gazetteer& gazetteer);

}  // namespace broadsheet::ingest::latin
