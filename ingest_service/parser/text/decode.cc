#include "ingest_service/parser/text/decode.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/text/not_text.h"

namespace broadsheet::ingest {
namespace {

struct Charset {
  const char* name;       // as IANA has it, what callers declare and get back
  const char* converter;  // as ICU has it
};

// GB2312 and GBK are subsets of GB18030, and what is declared as one of them is
// often the wider one.
constexpr Charset kCharsets[] = {{"UTF-8", "UTF-8"},      {"UTF-16LE", "UTF-16LE"},    {"UTF-16BE", "UTF-16BE"},
                                 {"GB18030", "gb18030"},  {"GBK", "gb18030"},          {"GB2312", "gb18030"},
                                 {"Big5", "windows-950"}, {"Big5-HKSCS", "Big5-HKSCS"}};

constexpr struct {
  std::string_view bytes;
  const char* charset;
} kMarks[] = {
    {"\xEF\xBB\xBF", "UTF-8"}, {"\xFF\xFE", "UTF-16LE"}, {"\xFE\xFF", "UTF-16BE"}, {"\x84\x31\x95\x33", "GB18030"}};

// Detection reads no more than this; the whole text has to decode anyway.
constexpr size_t kDetectBytes = 64 << 10;

const Charset* FindCharset(std::string_view name) {
  for (const Charset& charset : kCharsets) {
    if (absl::EqualsIgnoreCase(absl::string_view(name.data(), name.size()), charset.name)) return &charset;
  }
  return nullptr;
}

absl::Status BadEncoding(std::string_view charset, size_t offset, unsigned char byte) {
  return Error(
      absl::StatusCode::kInvalidArgument, "BAD_ENCODING",
      absl::StrCat("byte ", offset, " (0x", absl::Hex(byte, absl::kZeroPad2), ") is not valid ", std::string(charset)),
      {{"byte_offset", absl::StrCat(offset)}, {"charset", std::string(charset)}});
}

// Share of 16-bit units that text in Chinese or Latin script is made of.
double PlausibleUtf16(std::string_view bytes, bool big_endian) {
  size_t good = 0, units = std::min(bytes.size(), kDetectBytes) / 2;
  for (size_t i = 0; i < units; ++i) {
    const auto at = [&](size_t k) { return static_cast<unsigned char>(bytes[2 * i + k]); };
    const char32_t c = big_endian ? at(0) << 8 | at(1) : at(1) << 8 | at(0);
    good += IsHan(c) || (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\r' || c == '\t' || (c >= 0x2010 && c < 0x2030) ||
            (c >= 0x3000 && c < 0x3020) || (c >= 0xFF01 && c < 0xFF5F);
  }
  return units == 0 ? 0 : static_cast<double>(good) / units;
}

const char* Utf16ByteOrder(std::string_view bytes) {
  return PlausibleUtf16(bytes, false) > PlausibleUtf16(bytes, true) ? "UTF-16LE" : "UTF-16BE";
}

// Share of the bytes above 0x7F that stand in valid UTF-8 sequences.
double Utf8Share(std::string_view bytes) {
  size_t high = 0, valid = 0;
  for (size_t at = 0; at < bytes.size();) {
    const size_t begin = at;
    const char32_t c = NextCharacter(bytes, at);
    if (c < 0x80) continue;
    high += at - begin;
    if (c != kInvalidCharacter) valid += at - begin;
  }
  return high == 0 ? 1 : static_cast<double>(valid) / high;
}

// GB18030 or Big5, whichever ICU thinks likelier.
const char* DetectDoubleByte(std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error), ucsdet_close);
  bytes = bytes.substr(0, kDetectBytes);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<int32_t>(bytes.size()), &error);
  int32_t found = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &found, &error);
  for (int32_t i = 0; U_SUCCESS(error) && i < found; ++i) {
    const std::string_view name = ucsdet_getName(matches[i], &error);
    if (name == "GB18030" || name == "Big5") return FindCharset(name)->name;
  }
  return "GB18030";
}

const char* Detect(std::string_view bytes) {
  const std::string_view head = CutAtCharacter(bytes, kDetectBytes);
  const double utf8 = Utf8Share(head);
  const bool zeros = head.find('\0') != std::string_view::npos;
  if (utf8 == 1 && !zeros) return "UTF-8";
  // Mostly valid UTF-8 is damaged UTF-8: no other encoding looks like it.
  if (utf8 >= 0.75 && !zeros) return "UTF-8";
  if (bytes.size() % 2 == 0 && std::max(PlausibleUtf16(bytes, false), PlausibleUtf16(bytes, true)) >= 0.8) {
    return Utf16ByteOrder(bytes);
  }
  return utf8 >= 0.75 ? "UTF-8" : DetectDoubleByte(bytes);
}

// Appends the decoded characters and the runs they form.
class Sink {
 public:
  Sink(DecodedText& out, size_t upload_start) : out_(out), upload_(upload_start) {}

  void Add(char32_t c, size_t upload_length) {
    const size_t start = out_.text.size();
    AppendCharacter(c, out_.text);
    const auto text_step = static_cast<uint8_t>(out_.text.size() - start);
    const auto upload_step = static_cast<uint8_t>(upload_length);
    if (text_step != text_step_ || upload_step != upload_step_) {
      out_.offsets.Append(start, upload_, text_step_ = text_step, upload_step_ = upload_step);
    }
    upload_ += upload_length;
  }

 private:
  DecodedText& out_;
  size_t upload_;
  uint8_t text_step_ = 0, upload_step_ = 0;
};

absl::Status DecodeUtf8(std::string_view bytes, size_t skip, DecodedText& out) {
  const size_t bad = FindInvalidUtf8(bytes.substr(skip));
  if (bad != std::string_view::npos) {
    return BadEncoding("UTF-8", skip + bad, static_cast<unsigned char>(bytes[skip + bad]));
  }
  out.text = bytes.substr(skip);
  out.offsets.Append(0, skip, 1, 1);
  return absl::OkStatus();
}

// ICU makes private characters of bytes that Big5 leaves free (0x80, 0xFF).
absl::Status CheckSingleBytes(std::string_view bytes, const Charset& charset, const OffsetMap& offsets) {
  if (std::string_view(charset.name).substr(0, 4) != "Big5") return absl::OkStatus();
  const auto& runs = offsets.runs();
  for (size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].upload_step != 1) continue;
    const size_t end = i + 1 < runs.size() ? runs[i + 1].upload_start : bytes.size();
    for (size_t at = runs[i].upload_start; at < end; ++at) {
      const auto byte = static_cast<unsigned char>(bytes[at]);
      if (byte >= 0x80) return BadEncoding(charset.name, at, byte);
    }
  }
  return absl::OkStatus();
}

// Converts by ICU, stopping at the first invalid sequence.
absl::Status DecodeByIcu(std::string_view bytes, size_t skip, const Charset& charset, DecodedText& out) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset.converter, &error), ucnv_close);
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  if (U_FAILURE(error)) return absl::InternalError(absl::StrCat("ICU has no converter ", charset.converter));
  Sink sink(out, skip);
  const char* source = bytes.data() + skip;
  const char* const end = bytes.data() + bytes.size();
  size_t pending = skip;  // where the character before the current one begins
  std::optional<char32_t> held;
  const auto flush = [&](size_t until) {
    if (held) sink.Add(*held, until - pending);
    held.reset();
  };
  std::array<UChar, 4096> buffer;
  std::array<int32_t, 4096> offsets;
  do {
    const size_t base = static_cast<size_t>(source - bytes.data());
    UChar* target = buffer.data();
    error = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &target, buffer.data() + buffer.size(), &source, end, offsets.data(), true, &error);
    for (const UChar* unit = buffer.data(); unit != target; ++unit) {
      if (held && (*held & 0xFFFFFC00) == 0xD800 && (*unit & 0xFC00) == 0xDC00) {
        held = ((*held & 0x3FF) << 10 | (*unit & 0x3FF)) + 0x10000;
        continue;
      }
      const int32_t offset = offsets[unit - buffer.data()];
      const size_t begin = base + static_cast<size_t>(std::max(offset, 0));
      flush(begin);
      pending = begin;
      held = *unit;
    }
    if (error != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(error)) {
      char sequence[16];
      int8_t length = sizeof sequence;
      UErrorCode ignored = U_ZERO_ERROR;
      ucnv_getInvalidChars(converter.get(), sequence, &length, &ignored);
      const size_t at = static_cast<size_t>(source - bytes.data()) - static_cast<size_t>(length);
      return BadEncoding(charset.name, at, static_cast<unsigned char>(bytes[at]));
    }
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  flush(bytes.size());
  return CheckSingleBytes(bytes, charset, out.offsets);
}

absl::Status CheckText(const DecodedText& decoded) {
  if (const size_t nul = decoded.text.find('\0'); nul != std::string::npos) {
    const std::string offset = absl::StrCat(decoded.offsets.ToUpload(nul));
    return Error(absl::StatusCode::kInvalidArgument, "NUL_BYTE", absl::StrCat("byte ", offset, " is NUL"),
                 {{"byte_offset", offset}});
  }
  for (size_t at = 0; at < decoded.text.size();) {
    if (!IsSpace(NextCharacter(decoded.text, at))) return absl::OkStatus();
  }
  return Error(absl::StatusCode::kInvalidArgument, "EMPTY_TEXT", "the text holds nothing but white space");
}

}  // namespace

void OffsetMap::Append(size_t text_start, size_t upload_start, uint8_t text_step, uint8_t upload_step) {
  runs_.push_back({text_start, upload_start, text_step, upload_step});
}

size_t OffsetMap::RunAt(size_t text_offset) const {
  const auto after = std::upper_bound(runs_.begin(), runs_.end(), text_offset,
                                      [](size_t offset, const Run& run) { return offset < run.text_start; });
  return after == runs_.begin() ? 0 : static_cast<size_t>(after - runs_.begin()) - 1;
}

size_t OffsetMap::ToUpload(size_t text_offset) const {
  if (runs_.empty()) return text_offset;
  const Run& run = runs_[RunAt(text_offset)];
  return run.upload_start + (text_offset - run.text_start) / run.text_step * run.upload_step;
}

bool IsSupportedCharset(std::string_view name) {
  return FindCharset(name) != nullptr || absl::EqualsIgnoreCase(std::string(name), "UTF-16");
}

absl::StatusOr<DecodedText> Decode(std::string_view bytes, std::string_view charset) {
  if (!charset.empty() && !IsSupportedCharset(charset)) return FieldError("charset", charset, kSupportedCharsets);
  if (absl::Status status = CheckIsText(bytes); !status.ok()) return status;
  size_t skip = 0;
  const char* name = nullptr;
  for (const auto& mark : kMarks) {
    if (name == nullptr && bytes.substr(0, mark.bytes.size()) == mark.bytes) {
      name = mark.charset;
      skip = mark.bytes.size();
    }
  }
  const std::string_view body = bytes.substr(skip);
  if (name == nullptr && !charset.empty()) {
    const Charset* declared = FindCharset(charset);
    name = declared != nullptr ? declared->name : Utf16ByteOrder(body);
  }
  if (name == nullptr) name = Detect(body);
  DecodedText decoded;
  decoded.charset = name;
  const absl::Status status = decoded.charset == "UTF-8" ? DecodeUtf8(bytes, skip, decoded)
                                                         : DecodeByIcu(bytes, skip, *FindCharset(name), decoded);
  if (!status.ok()) return status;
  if (absl::Status checked = CheckText(decoded); !checked.ok()) return checked;
  return decoded;
}

}  // namespace broadsheet::ingest
