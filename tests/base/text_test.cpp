// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <gtest/gtest.h>

namespace echospec::base {
namespace {

using namespace std::string_literals;
using Words = std::vector<std::string>;

TEST(Size, IsBytesOrBinaryUnits) {
    EXPECT_EQ(parse_size("0"), 0u);
    EXPECT_EQ(parse_size("300"), 300u);
    EXPECT_EQ(parse_size("64KiB"), 65536u);
    EXPECT_EQ(parse_size("1MiB"), 1048576u);
    EXPECT_EQ(parse_size("4GiB"), 4294967296u);
}

TEST(Size, IsNothingElse) {
    for (const char* text : {"", "KiB", "-1", "+1", " 1", "1 KiB", "1KB", "1kib", "1.5MiB", "1e3",
                             "18446744073709551616", "17179869184GiB"}) {
        EXPECT_EQ(parse_size(text), std::nullopt) << text;
    }
}

TEST(Size, IsPrintedInUnitsOnlyWhereExact) {
    EXPECT_EQ(format_size(0), "0 bytes");
    EXPECT_EQ(format_size(1), "1 byte");
    EXPECT_EQ(format_size(1023), "1023 bytes");
    EXPECT_EQ(format_size(1024), "1 KiB");
    EXPECT_EQ(format_size(1025), "1025 bytes");
    EXPECT_EQ(format_size(3u << 20), "3 MiB");
    EXPECT_EQ(format_size(uint64_t{2} << 30), "2 GiB");
}

TEST(Printable, LeavesUtf8AndEscapesTheRest) {
    EXPECT_EQ(printable("plain äöü €"), "plain äöü €");
    EXPECT_EQ(printable("a\nb\rc\td\\"), "a\\nb\\rc\\td\\\\");
    EXPECT_EQ(printable("\0\x1b[31m\x7f"s), "\\x00\\x1b[31m\\x7f");
    EXPECT_EQ(printable("\xC2\x9B"), "\\xc2\\x9b") << "the C1 control CSI";
    EXPECT_EQ(printable("\xEF\xBF\xBF"), "\\xef\\xbf\\xbf") << "U+FFFF, which XML forbids";
}

TEST(Printable, EscapesEveryBrokenSequence) {
    EXPECT_EQ(printable("\xff"), "\\xff");
    EXPECT_EQ(printable("\xC3"), "\\xc3") << "cut off";
    EXPECT_EQ(printable("\xC0\xAF"), "\\xc0\\xaf") << "overlong";
    EXPECT_EQ(printable("\xE0\x80\xAF"), "\\xe0\\x80\\xaf") << "overlong";
    EXPECT_EQ(printable("\xED\xA0\x80"), "\\xed\\xa0\\x80") << "a surrogate";
    EXPECT_EQ(printable("\xF4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80") << "above U+10FFFF";
    EXPECT_EQ(printable("\x80x"), "\\x80x");
}

TEST(PrintableLines, KeepsLineFeedsTabsAndBackslashes) {
    EXPECT_EQ(printable_lines("a\n\tb\\ \r\x01"), "a\n\tb\\ \\r\\x01");
}

TEST(Quoted, StatesWhatItLeavesOut) {
    EXPECT_EQ(quoted("hello", 10), "\"hello\"");
    EXPECT_EQ(quoted("0123456789", 10), "\"0123456789\"");
    EXPECT_EQ(quoted("0123456789ab", 4), "\"01\" … 8 more bytes … \"ab\"");
}

TEST(Hex, GoesBothWays) {
    EXPECT_EQ(hex("\0\xff\n"s), "00 ff 0a");
    EXPECT_EQ(hex(""), "");
    EXPECT_EQ(parse_hex("00 ff 0A"), "\0\xff\n"s);
    EXPECT_EQ(parse_hex("00ff0a"), "\0\xff\n"s);
    EXPECT_EQ(parse_hex(""), "");
    for (const char* text : {"0", "000", "0g", "0x00", "-1", "00,01"}) {
        EXPECT_EQ(parse_hex(text), std::nullopt) << text;
    }
}

TEST(Split, KeepsEmptyParts) {
    EXPECT_EQ(split("a,,b,", ','), (Words{"a", "", "b", ""}));
    EXPECT_EQ(split("", ','), Words{""});
    EXPECT_EQ(join({"a", "", "b"}, ", "), "a, , b");
    EXPECT_EQ(join({}, ", "), "");
}

TEST(ShellQuoted, QuotesWhatAShellWouldTakeApart) {
    EXPECT_EQ(shell_quoted({"nc", "-l", "{port}"}), "nc -l {port}");
    EXPECT_EQ(shell_quoted({"sh", "-c", "echo $HOME; it's"}), "sh -c 'echo $HOME; it'\\''s'");
    EXPECT_EQ(shell_quoted({""}), "''");
}

}  // namespace
}  // namespace echospec::base
