// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostics.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace echospec::base {
namespace {

TEST(Diagnostic, ShowsLineCaretAndHint) {
    const Diagnostic diagnostic{{"cases/x.yaml", 9, 7},
                                "unknown step `recieve`",
                                "did you mean `receive`?",
                                "    - recieve: fin",
                                7};
    EXPECT_EQ(render(diagnostic),
              "cases/x.yaml:9:7: error: unknown step `recieve`\n"
              "  9 |     - recieve: fin\n"
              "    |       ^~~~~~~\n"
              "  hint: did you mean `receive`?\n");
}

TEST(Diagnostic, OfAWholeFileHasNoLine) {
    EXPECT_EQ(render(Diagnostic{{"x.yaml", 0, 0}, "the file is empty", "", "", 1}),
              "x.yaml: error: the file is empty\n");
}

TEST(Diagnostic, CaretStandsRightBehindLongLineNumbers) {
    EXPECT_EQ(render(Diagnostic{{"x", 120, 1}, "bad", "", "word", 4}),
              "x:120:1: error: bad\n"
              "  120 | word\n"
              "      | ^~~~\n");
}

TEST(Diagnostics, AreRenderedOneBehindTheOther) {
    const Diagnostics two{{{"a", 0, 0}, "one", "", "", 1}, {{"b", 0, 0}, "two", "mend it", "", 1}};
    EXPECT_EQ(render(two), "a: error: one\nb: error: two\n  hint: mend it\n");
}

TEST(Result, HoldsTheValueOrAllMistakes) {
    const Result<std::string> good = std::string("value");
    const Result<std::string> bad = Diagnostics{{{"a", 0, 0}, "one", "", "", 1}};
    EXPECT_EQ(good.value(), "value");
    ASSERT_FALSE(bad.has_value());
    EXPECT_EQ(bad.error().size(), 1u);
    EXPECT_THROW(bad.value(), HarnessError);
}

}  // namespace
}  // namespace echospec::base
