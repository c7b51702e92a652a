#include "ingest_service/parser/text/decode.h"

#include <gtest/gtest.h>

#include "common/status/error.h"

namespace broadsheet::ingest {
namespace {

// 中文 in GB18030, Big5 and UTF-16.
constexpr char kGb[] = "\xD6\xD0\xCE\xC4";
constexpr char kBig5[] = "\xA4\xA4\xA4\xE5";
const std::string kUtf16Le("\x2D\x4E\x87\x65", 4);

std::string TextOf(std::string_view bytes, std::string_view charset) {
  const auto decoded = Decode(bytes, charset);
  return decoded.ok() ? decoded->text : decoded.status().ToString();
}

TEST(DecodeTest, DeclaredCharsets) {
  EXPECT_EQ(TextOf("中文", "utf-8"), "中文");
  EXPECT_EQ(TextOf(kGb, "GBK"), "中文");
  EXPECT_EQ(TextOf(kBig5, "Big5"), "中文");
  EXPECT_EQ(TextOf(kUtf16Le, "UTF-16LE"), "中文");
}

TEST(DecodeTest, AByteOrderMarkGoesBeforeTheDeclaration) {
  const auto decoded = Decode("\xFF\xFE" + kUtf16Le, "GBK");
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded->charset, "UTF-16LE");
  EXPECT_EQ(decoded->text, "中文");
  EXPECT_EQ(decoded->offsets.ToUpload(0), 2u);
}

TEST(DecodeTest, OffsetsLeadBackToTheUpload) {
  const auto decoded = Decode(std::string("a") + kGb + "b", "GB18030");
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded->text, "a中文b");
  EXPECT_EQ(decoded->offsets.ToUpload(1), 1u);
  EXPECT_EQ(decoded->offsets.ToUpload(4), 3u);
  EXPECT_EQ(decoded->offsets.ToUpload(7), 5u);
}

TEST(DecodeTest, SaysWhichByteIsInvalid) {
  const auto decoded = Decode("中\xFF文", "UTF-8");
  EXPECT_EQ(ReasonOf(decoded.status()), "BAD_ENCODING");
  EXPECT_EQ(MetadataOf(decoded.status(), "byte_offset"), "3");
  const auto gb = Decode(std::string(kGb) + "\xFF\xFF", "GBK");
  EXPECT_EQ(ReasonOf(gb.status()), "BAD_ENCODING");
  EXPECT_EQ(MetadataOf(gb.status(), "byte_offset"), "4");
}

TEST(DecodeTest, RefusesWhatIsNoText) {
  EXPECT_EQ(ReasonOf(Decode(std::string("a\0b", 3), "").status()), "NUL_BYTE");
  EXPECT_EQ(ReasonOf(Decode("", "").status()), "EMPTY_TEXT");
  EXPECT_EQ(ReasonOf(Decode(" \n　\n", "").status()), "EMPTY_TEXT");
  EXPECT_EQ(ReasonOf(Decode("中", "EBCDIC").status()), "BAD_FIELD");
}

TEST(DecodeTest, ControlPrivateUseAndDirectionMarksPass) {
  EXPECT_EQ(TextOf("\x01\xEE\x80\x80\xE2\x80\x8F文", ""), "\x01\xEE\x80\x80\xE2\x80\x8F文");
}

TEST(DecodeTest, FilesThatAreNoTextAreRefusedWithWhatToRunFirst) {
  using std::string_literals::operator""s;
  for (const std::string& bytes :
       {"%PDF-1.7\n1 0 obj"s, "PK\x03\x04 word/document.xml"s, "\x1F\x8B\x08 and so on"s, "\x89PNG\r\n"s,
        "\xFF\xD8\xFF\xE0"s, "II*\0"s, "<!DOCTYPE html><p>甲"s, "\xEF\xBB\xBF \n<HTML lang=\"zh\">"s}) {
    const absl::Status status = Decode(bytes, "").status();
    EXPECT_EQ(ReasonOf(status), "NOT_TEXT") << bytes;
    EXPECT_FALSE(MetadataOf(status, "found").empty());
    EXPECT_NE(status.message().find(" first"), absl::string_view::npos) << status;
  }
  for (const char* text : {"PDF 文件", "PK 大赛", "<p>一段</p>", "他说：<html> 是标签"}) {
    EXPECT_TRUE(Decode(text, "").ok()) << text;
  }
}

}  // namespace
}  // namespace broadsheet::ingest
