// Protobuf's wire format, for answers whose parts are serialized already or are
// not worth a message object each. What is appended is a message like any other
// to whoever reads it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "google/protobuf/message.h"
#include "google/protobuf/unknown_field_set.h"

namespace broadsheet {

inline void AppendVarint(uint64_t value, std::string& message) {
  for (; value >= 0x80; value >>= 7) message += static_cast<char>(value | 0x80);
  message += static_cast<char>(value);
}

// Appends a field of an unsigned number; 0, its default, is left out.
inline void AppendNumber(int field_number, uint64_t value, std::string& message) {
  constexpr uint64_t kVarint = 0;
  if (value == 0) return;
  AppendVarint(static_cast<uint64_t>(field_number) << 3 | kVarint, message);
  AppendVarint(value, message);
}

// Appends a value of a field of text, bytes or a message: the text in UTF-8, the
// bytes, or the serialized message.
inline void AppendBytes(int field_number, std::string_view bytes, std::string& message) {
  constexpr uint64_t kLengthDelimited = 2;
  AppendVarint(static_cast<uint64_t>(field_number) << 3 | kLengthDelimited, message);
  AppendVarint(bytes.size(), message);
  message += bytes;
}

// Adds a serialized message as a value of a field without parsing it. In
// `message` itself it can be seen only among the unknown fields.
inline void AddSerialized(int field_number, std::string bytes, google::protobuf::Message& message) {
  google::protobuf::UnknownFieldSet& fields = *message.GetReflection()->MutableUnknownFields(&message);
  *fields.AddLengthDelimited(field_number) = std::move(bytes);
}

}  // namespace broadsheet
