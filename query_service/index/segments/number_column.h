// A value a document, in as few bytes each as all of them allow.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet::query {

class NumberColumn {
 public:
  NumberColumn() = default;
  // As Encode wrote it.
  explicit NumberColumn(std::string_view bytes) {
    if (bytes.size() < sizeof(Header)) return;
    std::memcpy(&header_, bytes.data(), sizeof(header_));
    data_ = bytes.data() + sizeof(header_);
  }

  int64_t Minimum() const { return header_.base; }
  int64_t Maximum() const { return header_.maximum; }

  // Calls f(offsets, base): a document's value is base + offsets[document].
  template <typename F>
  auto Visit(F f) const {
    switch (header_.width) {
      case 1:
        return f(reinterpret_cast<const uint8_t*>(data_), header_.base);
      case 2:
        return f(reinterpret_cast<const uint16_t*>(data_), header_.base);
      case 4:
        return f(reinterpret_cast<const uint32_t*>(data_), header_.base);
      default:
        return f(reinterpret_cast<const uint64_t*>(data_), header_.base);
    }
  }

  int64_t operator[](uint32_t document) const {
    return Visit([&](const auto* offsets, int64_t base) {
      return static_cast<int64_t>(static_cast<uint64_t>(base) + offsets[document]);
    });
  }

  template <typename T>
  static std::string Encode(std::span<const T> values) {
    Header header;
    if (!values.empty()) {
      const auto [low, high] = std::minmax_element(values.begin(), values.end());
      header.base = static_cast<int64_t>(*low);
      header.maximum = static_cast<int64_t>(*high);
    }
    const uint64_t range = static_cast<uint64_t>(header.maximum) - static_cast<uint64_t>(header.base);
    while (header.width < 8 && range >> (8 * header.width) != 0) header.width *= 2;
    std::string out(sizeof(header) + values.size() * header.width, '\0');
    std::memcpy(out.data(), &header, sizeof(header));
    char* at = out.data() + sizeof(header);
    for (const T value : values) {
      const uint64_t offset = static_cast<uint64_t>(static_cast<int64_t>(value)) - static_cast<uint64_t>(header.base);
      std::memcpy(at, &offset, header.width);  // little-endian
      at += header.width;
    }
    return out;
  }

 private:
  struct Header {
    int64_t base = 0, maximum = 0;
    uint64_t width = 1;  // bytes
    uint64_t reserved = 0;
  };
  Header header_;
  const char* data_ = nullptr;
};

}  // namespace broadsheet::query
