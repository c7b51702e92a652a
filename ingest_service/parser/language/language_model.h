// How well one stretch of Chinese text goes on after another.
//
// Wraps libime's word trigram model of simplified Chinese. The model knows
// words only: punctuation and Latin letters break its context and are worth
// nothing either way. Digits are read as Chinese numerals.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace broadsheet::ingest {

class LanguageModel {
 public:
  // Characters read on each side of a seam, and the longest word that is tried.
  static constexpr size_t kReach = 8;
  static constexpr size_t kLongestWord = 5;

  // The last characters of a text, read once and then set against many heads.
  struct Tail;
  // The first characters of a text.
  struct Head;

  // FAILED_PRECONDITION, reason LANGUAGE_MODEL_UNUSABLE, naming the file, if it is
  // missing, cut off or no model.
  static absl::StatusOr<std::unique_ptr<const LanguageModel>> Load(const std::string& path);
  ~LanguageModel();

  // Texts are simplified Chinese, without white space. The results refer to no
  // part of `text`. All of this may be called from any number of threads.
  std::shared_ptr<const Tail> ReadTail(std::u32string_view text) const;
  std::shared_ptr<const Head> ReadHead(std::u32string_view text) const;

  // log P(tail and head as one) − log P(tail) − log P(head), each over its best
  // path of words, in nats: words may lie across the seam. 0 where a side ends
  // in something that the model does not know.
  double Continuation(const Tail& tail, const Head& head) const;

  // log P(text) over its best path of words, in nats, from no context.
  double LogProbability(std::u32string_view text) const;

 private:
  struct Model;
  explicit LanguageModel(std::unique_ptr<Model> model);
  std::unique_ptr<Model> model_;
};

}  // namespace broadsheet::ingest
