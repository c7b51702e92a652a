// The head of a dispatch (电头): who sent it, from where, and when.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest_service/parser/credits/credit_line.h"

namespace broadsheet::ingest {

struct PrintedDateline {
  // `新华社北京3月5日电`, without the credits behind it and without brackets
  // around the whole.
  ByteRange range;
  // One past everything that belongs to the head: credits, brackets, colon and
  // white space included. Running text goes on there.
  size_t end = 0;
  std::string agency;  // 新华社; 本报 for the paper itself
  std::string place;   // empty if not said
  // As printed; 0 if not said. A day alone is a day of the month or,
  // if that is still to come, of the one before.
  int year = 0, month = 0, day = 0;
  bool adapted = false;  // 据…: edited or shortened by this paper
  std::vector<PrintedCredit> credits;
};

// Reads a paragraph's beginning: 本报讯（记者…通讯员…）, 据新华社北京8月28日电,
// 新华网合肥５月１５日电, （中央社記者王小明台北6日電）, 【…記者X/台北報導】,
// （记者A B）, □本报记者 A　…, 记者A西安报道：…. nullopt if it does not begin with a
// head. Credits alone make a head whose agency is empty.
std::optional<PrintedDateline> ParseDateline(std::string_view paragraph);

// A head in brackets at the end of an item: …。（据新华社北京3月5日电）
std::optional<PrintedDateline> FindTailDateline(std::string_view paragraph);

}  // namespace broadsheet::ingest
