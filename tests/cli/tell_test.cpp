// SPDX-License-Identifier: Apache-2.0
#include "cli/tell.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>
#include "tests/cli/results.hpp"

namespace echospec::cli {
namespace {

TEST(Tell, Prints) {
    fmt::print("{}", tell_finding(tests::failed_case(), Colour::off));
    fmt::print("{}", tell_finding(tests::plain_case(verdict::Verdict::error), Colour::on));
    verdict::RunResult run;
    run.cases = {tests::passed_case(), tests::failed_case(),
                 tests::plain_case(verdict::Verdict::skip)};
    run.cases[2].group = "close";
    run.hints = {"it speaks first: \"hi\""};
    run.milliseconds = 1234;
    run.exit_code = 1;
    run.exit_reason = "deviates: 1 case did not hold";
    fmt::print("{}", tell_end(run, Colour::off));
}

}  // namespace
}  // namespace echospec::cli
