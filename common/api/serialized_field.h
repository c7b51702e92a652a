// Answers of messages that are serialized already.
#pragma once

#include <string_view>

#include "google/protobuf/message.h"
#include "google/protobuf/unknown_field_set.h"

namespace broadsheet {

// Adds a serialized message as a value of a field without parsing it. On the
// wire it is one like any other; in `message` itself it can be seen only among
// the unknown fields.
inline void AddSerialized(int field_number, std::string_view bytes, google::protobuf::Message& message) {
  google::protobuf::UnknownFieldSet& fields = *message.GetReflection()->MutableUnknownFields(&message);
  fields.AddLengthDelimited(field_number)->assign(bytes);
}

}  // namespace broadsheet
