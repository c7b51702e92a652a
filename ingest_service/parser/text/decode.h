// Bytes of an upload to UTF-8, with the way back to the bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace broadsheet::ingest {

// Maps offsets in decoded UTF-8 to offsets in the upload: runs inside which the
// two advance in a fixed ratio.
class OffsetMap {
 public:
  struct Run {
    size_t text_start;
    size_t upload_start;
    // Bytes a character takes; 1 and 1 where both advance byte by byte.
    uint8_t text_step, upload_step;
  };

  // Maps everything behind the runs so far; steps as in Run.
  void Append(size_t text_start, size_t upload_start, uint8_t text_step, uint8_t upload_step);

  // Offset in the upload of the character that begins at text_offset.
  size_t ToUpload(size_t text_offset) const;

  // Calls emit(text_start, text_end) for each part of [start, end) that lies in
  // one run.
  template <typename Emit>
  void ForEachRun(size_t start, size_t end, Emit emit) const {
    for (size_t i = RunAt(start); start < end; ++i) {
      const size_t stop = i + 1 < runs_.size() && runs_[i + 1].text_start < end ? runs_[i + 1].text_start : end;
      emit(start, stop);
      start = stop;
    }
  }

  const std::vector<Run>& runs() const { return runs_; }

 private:
  size_t RunAt(size_t text_offset) const;
  std::vector<Run> runs_;
};

struct DecodedText {
  std::string text;     // valid UTF-8, without a byte order mark
  std::string charset;  // IANA name
  OffsetMap offsets;
};

// Whether Decode reads a charset of that IANA name, and which it does, for the
// `want` of an error.
bool IsSupportedCharset(std::string_view name);
inline constexpr std::string_view kSupportedCharsets =
    "UTF-8, GB18030, GBK, GB2312, Big5, Big5-HKSCS, UTF-16, UTF-16LE or UTF-16BE";

// A byte order mark decides, then `charset` (IANA name), then detection among
// UTF-8, UTF-16, GB18030 and Big5.
//
// INVALID_ARGUMENT: BAD_FIELD for a charset that is not supported, BAD_ENCODING
// with byte_offset for bytes that are invalid in it, NUL_BYTE with byte_offset,
// NOT_TEXT with found for a file of another kind (not_text.h), EMPTY_TEXT for nothing but white space. Control
// characters, private-use characters and bidirectional marks pass.
absl::StatusOr<DecodedText> Decode(std::string_view bytes, std::string_view charset);

}  // namespace broadsheet::ingest
