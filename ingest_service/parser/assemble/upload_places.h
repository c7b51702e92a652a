// Places of the decoded text as places of the upload.
#pragma once

#include <cstddef>

#include "ingest_service/parser/text/decode.h"

namespace broadsheet::ingest {

class UploadPlaces {
 public:
  // `decoded` must outlive this.
  UploadPlaces(const DecodedText& decoded, size_t upload_size) : decoded_(decoded), upload_size_(upload_size) {}

  // The upload's byte that the character at `offset` begins with.
  size_t Start(size_t offset) const { return decoded_.offsets.ToUpload(offset); }
  // One past the upload's byte that the character before `offset` ends with.
  size_t End(size_t offset) const { return offset == decoded_.text.size() ? upload_size_ : Start(offset); }

  const DecodedText& decoded() const { return decoded_; }

 private:
  const DecodedText& decoded_;
  const size_t upload_size_;
};

}  // namespace broadsheet::ingest
