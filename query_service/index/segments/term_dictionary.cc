#include "query_service/index/segments/term_dictionary.h"

#include <algorithm>

#include "query_service/index/segments/block_codec.h"

namespace broadsheet::query {

TermDictionary::TermDictionary(const SectionReader& file, SectionId first)
    : keys_(file.SectionOf<TermKey>(first)),
      offsets_(file.SectionOf<uint64_t>(first + 1)),
      begins_(file.SectionOf<uint32_t>(first + 2)),
      terms_(file.SectionOf<uint8_t>(first + 3)) {}

size_t TermDictionary::GroupOf(TermKey key) const {
  const auto after = std::upper_bound(keys_.begin(), keys_.end(), key);
  return after == keys_.begin() ? 0 : static_cast<size_t>(after - keys_.begin()) - 1;
}

std::optional<TermEntry> TermDictionary::Find(TermKey key) const {
  const Cursor cursor = From(key);
  if (cursor.Done() || cursor->key != key) return std::nullopt;
  return *cursor;
}

TermDictionary::Cursor TermDictionary::From(TermKey key) const {
  Cursor cursor(*this, GroupOf(key));
  while (!cursor.Done() && cursor->key < key) cursor.Next();
  return cursor;
}

void TermDictionary::Cursor::EnterGroup() {
  done_ = group_ >= dictionary_->keys_.size();
  if (done_) return;
  in_group_ = 0;
  at_ = dictionary_->terms_.data() + dictionary_->begins_[group_];
  term_ = {dictionary_->keys_[group_], UnpackVarint(at_), dictionary_->offsets_[group_]};
}

void TermDictionary::Cursor::Next() {
  if (++in_group_ == kTermGroup) {
    ++group_;
    EnterGroup();
    return;
  }
  done_ = at_ == dictionary_->terms_.data() + dictionary_->terms_.size();
  if (done_) return;
  term_.key += UnpackVarint64(at_);
  term_.offset += UnpackVarint64(at_);
  term_.frequency = UnpackVarint(at_);
}

void TermDictionaryWriter::Add(const TermEntry& term) {
  if (count_++ % kTermGroup == 0) {
    keys_.push_back(term.key);
    offsets_.push_back(term.offset);
    begins_.push_back(static_cast<uint32_t>(terms_.size()));
  } else {
    PackVarint(term.key - before_.key, terms_);
    PackVarint(term.offset - before_.offset, terms_);
  }
  PackVarint(term.frequency, terms_);
  before_ = term;
}

void TermDictionaryWriter::Write(SectionWriter& file, SectionId first) const {
  file.Begin(first);
  file.AppendAll(std::span(keys_));
  file.Begin(first + 1);
  file.AppendAll(std::span(offsets_));
  file.Begin(first + 2);
  file.AppendAll(std::span(begins_));
  file.Begin(first + 3);
  file.Append(terms_);
}

}  // namespace broadsheet::query
