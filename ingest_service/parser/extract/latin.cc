#include "ingest_service/parser/extract/latin.h"

#include <re2/re2.h>

#include <iterator>
#include <string>

namespace broadsheet::ingest {
namespace {

using record::v1::CreditRole;

// What a line of credits opens with.
struct Opening {
  const char* text;
  CreditRole role;
};
constexpr Opening kOpenings[] = {{"by", record::v1::CREDIT_ROLE_REPORTER},
                                 {"reported by", record::v1::CREDIT_ROLE_REPORTER},
                                 {"story by", record::v1::CREDIT_ROLE_REPORTER},
                                 {"text by", record::v1::CREDIT_ROLE_AUTHOR},
                                 {"written by", record::v1::CREDIT_ROLE_AUTHOR},
                                 {"edited by", record::v1::CREDIT_ROLE_EDITOR},
                                 {"translated by", record::v1::CREDIT_ROLE_TRANSLATOR},
                                 {"photo by", record::v1::CREDIT_ROLE_PHOTOGRAPHER},
                                 {"photos by", record::v1::CREDIT_ROLE_PHOTOGRAPHER},
                                 {"por", record::v1::CREDIT_ROLE_REPORTER},
                                 {"par", record::v1::CREDIT_ROLE_REPORTER},
                                 {"von", record::v1::CREDIT_ROLE_REPORTER},
                                 {"photograph by", record::v1::CREDIT_ROLE_PHOTOGRAPHER},
                                 {"photographs by", record::v1::CREDIT_ROLE_PHOTOGRAPHER}};

constexpr char kMonths[] = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

const CreditRole* RoleOf(std::string opening) {
  for (char& c : opening) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const Opening& entry : kOpenings) {
    if (opening == entry.text) return &entry.role;
  }
  return nullptr;
}

int MonthOf(std::string name) {
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const size_t at = name.size() < 3 ? std::string::npos : std::string(kMonths).find(name.substr(0, 3));
  return at == std::string::npos ? 0 : static_cast<int>(at / 4) + 1;
}

ByteRange RangeIn(std::string_view text, re2::StringPiece part) {
  const auto start = static_cast<size_t>(part.data() - text.data());
  return {start, start + part.size()};
}

}  // namespace

std::optional<CreditLine> ReadLatinCredits(std::string_view line) {
  // An opening, names, and what they are, set off by a comma.
  static const RE2* const pattern = new RE2(
      R"(\s*((?i:(?:[a-z]+ )?by|por|par|von))\s+((?:\p{Lu}[\p{L}.'’-]*|(?:van|von|de|da|del|der|la|le|di|bin|al)|and|AND|&|,|\s)+?))"
      R"((?:,\s*(?i:(?:the\s+)?[a-z ]*(?:staff|writers?|reporters?|correspondents?|editors?|press|reuters|times|post)[a-z ]*)|\s+in\s+\p{Lu}[\p{L} .'’-]*|\s*[|·•]\s*[\p{L} .'’-]+)?\s*)");
  static const RE2* const name =
      new RE2(R"(\s*(?:(?:and|AND)\s+|[,&]\s*)*((?:[\p{L}.'’-]+\s+)*?[\p{L}.'’-]+)\s*(?:\s(?:and|AND)\s|,|&|$))");
  re2::StringPiece names;
  std::string opening;
  if (!RE2::FullMatch(Piece(line), *pattern, &opening, &names)) return std::nullopt;
  const CreditRole* const role = RoleOf(opening);
  if (role == nullptr) return std::nullopt;
  CreditLine read;
  read.labelled = true;
  read.photo = *role == record::v1::CREDIT_ROLE_PHOTOGRAPHER;
  for (re2::StringPiece one; RE2::Consume(&names, *name, &one);) {
    read.credits.push_back({std::string(one), RangeIn(line, one), *role, ""});
  }
  if (read.credits.empty() || !names.empty()) return std::nullopt;
  return read;
}

std::optional<PrintedDateline> ParseLatinDateline(std::string_view paragraph) {
  static const RE2* const pattern = new RE2(
      R"(\s*((\p{Lu}[\p{Lu} .'’-]+\p{Lu})(?:,\s*[\p{Lu}][\p{L}.]+)??(?:,\s*((?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))\p{L}*\.?\s+(\d{1,2}))?)"
      R"((?:\s*\(([\p{L} .]+)\))?)\s*(?:—|–|--|-\s)\s*)");
  re2::StringPiece rest = Piece(paragraph), text, place;
  std::string month, day, agency;
  if (!RE2::Consume(&rest, *pattern, &text, &place, &month, &day, &agency)) return std::nullopt;
  // Capitals and a dash alone open headings too.
  if (place.size() > 40) return std::nullopt;
  PrintedDateline head;
  head.range = RangeIn(paragraph, text);
  head.end = static_cast<size_t>(rest.data() - paragraph.data());
  head.agency = agency;
  head.place = std::string(place);
  head.month = MonthOf(month);
  head.day = day.empty() ? 0 : std::stoi(day);
  return head;
}

}  // namespace broadsheet::ingest
