// Records for tests, whose spans point into an upload that is made with them.
#pragma once

#include <string>
#include <string_view>

#include "broadsheet/record/v1/record.pb.h"

namespace broadsheet::query {

// An upload that grows by what is printed, and the texts it gives.
class UploadBuilder {
 public:
  // Prints bytes that belong to no text.
  void Skip(std::string_view bytes) { upload_ += bytes; }

  // Prints a piece and appends it to `text` (a Text or a Paragraph).
  template <typename T>
  void Print(std::string_view piece, T& text) {
    record::v1::Span& span = *text.add_spans();
    span.set_start(upload_.size());
    span.set_end(upload_.size() + piece.size());
    span.set_text_start(static_cast<uint32_t>(text.text().size()));
    upload_ += piece;
    text.mutable_text()->append(piece);
    span.set_text_end(static_cast<uint32_t>(text.text().size()));
  }

  const std::string& upload() const { return upload_; }

 private:
  std::string upload_;
};

}  // namespace broadsheet::query
