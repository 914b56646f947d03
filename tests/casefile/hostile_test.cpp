// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/sources.hpp"

// Files that nobody would write, and files that were good until something happened to them. Loading
// them may succeed or not; it must end, and every mistake must have a place within the file.

namespace echospec::casefile {
namespace {

using namespace std::string_literals;

constexpr const char* kPath = "tcp/server/group/it.yaml";

base::Diagnostics mistakes_of(const std::string& content) {
    const auto loaded = load(tests::small_catalogue_with(kPath, content));
    return loaded ? base::Diagnostics{} : loaded.error();
}

std::string rendered(const std::string& content) {
    return base::render(mistakes_of(content));
}

std::string good_case() {
    return tests::case_text(
        "presumes: &p [tcp/server/exchange/sanity]\n"
        "legal: [\"a \\\"quoted\\\" one\", 'it''s', plain]\n"
        "causes: # nothing\n"
        "  - >\n"
        "    folded\n"
        "    text\n"
        "  - |\n"
        "    literal äöü\n"
        "matrix: {size: [1, 64KiB], end: [fin, reset]}\n"
        "start: {stdin: \"null\", output: read}\n"
        "steps:\n"
        "  - connect: {as: a, count: 2}\n"
        "  - repeat: {times: 3, steps: [{send: {on: a, random: $size, pieces: 1}}]}\n"
        "  - receive: {on: a, echo: all}\n"
        "  - receive: {on: a, end: $end}\n"
        "after:\n"
        "  target: {running: true, memory-grown: 64MiB}\n");
}

void expect_sane(const std::string& content) {
    const auto loaded = load({{kPath, content, ""}});  // alone: the names it uses are unknown
    const base::Diagnostics mistakes = loaded ? base::Diagnostics{} : loaded.error();
    const auto lines = std::count(content.begin(), content.end(), '\n') + 1;
    for (const base::Diagnostic& mistake : mistakes) {
        EXPECT_LE(mistake.position.line, lines) << content;
        for (const auto& text : {mistake.message, mistake.hint, mistake.source_line}) {
            EXPECT_EQ(base::printable_lines(text), text) << content;
            EXPECT_EQ(text.find('\n'), std::string::npos) << content;
        }
    }
}

TEST(HostileFile, TheGoodOneIsGood) {
    EXPECT_EQ(rendered(good_case()), "");
}

TEST(HostileFile, CutOffAnywhere) {
    const std::string good = good_case();
    for (size_t size = 0; size < good.size(); ++size)
        expect_sane(good.substr(0, size));
}

// Every place meets some of the bytes, and every byte many of the places.
TEST(HostileFile, OneByteReplacedAnywhere) {
    const std::string good = good_case();
    const std::string bytes = "\0\t\n\r \"'#$%&*-,:>?[]{}|!@`~\\\x80\xff"s;
    for (size_t at = 0; at < good.size(); ++at) {
        for (size_t pick = at % 13; pick < bytes.size(); pick += 13) {
            std::string bad = good;
            bad[at] = bytes[pick];
            expect_sane(bad);
        }
    }
}

TEST(HostileFile, PiecesMovedAbout) {
    const std::string good = good_case();
    const base::Bytes dice = expand(Random{2000}, 1);
    for (size_t roll = 0; roll + 4 <= dice.size(); roll += 4) {
        const auto number = [&](size_t i) { return static_cast<unsigned char>(dice[roll + i]); };
        const size_t from = (number(0) * 256u + number(1)) % good.size();
        const size_t to = (number(2) * 256u + number(3)) % good.size();
        std::string bad = good;
        bad.insert(to, good.substr(from, number(3) % 40));
        bad.erase(from, number(1) % 20);
        expect_sane(bad);
    }
}

TEST(HostileFile, RandomBytes) {
    for (uint64_t seed = 0; seed < 200; ++seed)
        expect_sane(expand(Random{200}, seed));
}

TEST(HostileFile, DeepNestingOfEveryKind) {
    for (const char* unit :
         {"[", "{a: ", "- ", "? ", "!a ", "&a ", "- - ", "a:\n", "{[", "\"", "'"}) {
        expect_sane(expand(Repeated{unit, 3'000}, 0));
        expect_sane("steps: " + expand(Repeated{unit, 3'000}, 0));
    }
}

TEST(HostileFile, NotUtf8) {
    EXPECT_EQ(rendered("title: a\nwhy: \xff\n"),
              "tcp/server/group/it.yaml: error: line 2 is not UTF-8 text: \"why: \\xff\"\n"
              "  hint: save the file as UTF-8, and write other bytes as {hex: \"ff 00\"}\n");
    EXPECT_EQ(rendered("\xff\xfet\0i\0"s),
              "tcp/server/group/it.yaml: error: line 1 is not UTF-8 text: "
              "\"\\xff\\xfet\\x00i\\x00\"\n"
              "  hint: save the file as UTF-8, and write other bytes as {hex: \"ff 00\"}\n");
}

TEST(HostileFile, TooLarge) {
    EXPECT_EQ(rendered("title: " + std::string(1 << 20, 'x')),
              "tcp/server/group/it.yaml: error: the file is larger than 1 MiB\n");
}

TEST(HostileFile, LongLinesAreShownInPart) {
    const base::Diagnostics mistakes = mistakes_of("title: {" + std::string(1000, 'x') + "\n");
    ASSERT_FALSE(mistakes.empty());
    for (const auto& mistake : mistakes)
        EXPECT_LE(mistake.source_line.size(), 160u);
}

TEST(HostileFile, WindowsLineEndsAndByteOrderMarkAreFine) {
    std::string windows = "\xEF\xBB\xBF";
    for (const char c : good_case())
        windows += c == '\n' ? "\r\n"s : std::string(1, c);
    EXPECT_EQ(rendered(windows), "");
}

TEST(HostileFile, ManyMistakesAreAllReported) {
    std::string many = tests::case_text("steps:\n");
    for (int i = 0; i < 500; ++i)
        many += "  - dance:\n";
    EXPECT_EQ(mistakes_of(many).size(), 500u);
}

}  // namespace
}  // namespace echospec::casefile
