// The language model that Debian ships, loaded once for all tests of a program.
#pragma once

#include <memory>
#include <string>

#include "ingest_service/parser/language/language_model.h"

namespace broadsheet::ingest {

inline std::string TestModelPath() { return "/usr/lib/x86_64-linux-gnu/libime/zh_CN.lm"; }

inline const LanguageModel& TestModel() {
  static const auto* const model = new std::unique_ptr<const LanguageModel>(*LanguageModel::Load(TestModelPath()));
  return **model;
}

}  // namespace broadsheet::ingest
