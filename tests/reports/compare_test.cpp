// SPDX-License-Identifier: Apache-2.0
#include "reports/compare/compare.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "golden.hpp"
#include "samples.hpp"
#include "well_formed.hpp"

namespace echospec::reports::compare {
namespace {

using verdict::Change;
using verdict::Comparison;
using verdict::Difference;

Comparison sample() {
    Comparison comparison;
    comparison.differences = {{Change::worse, "tcp/a", "pass", "fail", "RST instead of FIN", true},
                              {Change::worse, "tcp/b", "pass", "fail", "RST instead of FIN", false},
                              {Change::better, "tcp/c[size=1]", "fail", "pass", "", false},
                              {Change::undecided, "tcp/d", "pass", "skip", hostile_text(), false},
                              {Change::changed, "tcp/e", "pass", "fail", "", false},
                              {Change::added, "tcp/f", "", "pass", "", false},
                              {Change::gone, "tcp/g", "pass", "", "", false}};
    for (int i = 0; i < 5; ++i) {
        const std::string name = "tcp/h" + std::to_string(i);
        comparison.differences.insert(
            comparison.differences.begin() + 4,
            {Change::undecided, name, "pass", "skip", "follows from tcp/a", false});
    }
    comparison.same = 70;
    comparison.compared = 73;
    comparison.notes = {"another command: " + hostile_text()};
    comparison.exit = {1, "1 regression"};
    return comparison;
}

TEST(Compare, IsToldAsItWas) {
    expect_golden("compare.txt", render_text(sample()));
    expect_golden("compare.md", render_markdown(sample()));
    expect_golden("compare.json", render_json(sample()));
}

TEST(Compare, IsCleanWhateverTheResultsHold) {
    for (uint64_t seed = 0; seed < 20; ++seed) {
        const Comparison comparison =
            verdict::compare(arbitrary_run(seed), arbitrary_run(seed + 1));
        EXPECT_TRUE(is_clean_text(render_text(comparison)));
        EXPECT_TRUE(is_clean_text(render_markdown(comparison)));
        EXPECT_TRUE(nlohmann::json::parse(render_json(comparison)).is_object());
    }
}

}  // namespace
}  // namespace echospec::reports::compare
