// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include "casefile/catalogue.hpp"
#include "sandbox/target.hpp"
#include "tests/e2e/exhibit.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/forked.hpp"

// The matrix of fixtures/gallery.yaml and of fixtures/lies.yaml: what echospec has to say about
// each program, and nothing else.

namespace echospec::tests {
namespace {

using verdict::CaseResult;
using verdict::Verdict;

// The kernel's TCP alone decides these: only a target with a TCP of its own could get them wrong.
const Ids kOfTheKernel{
    "tcp/client/one-shot/dies-with-unread-data",
    "tcp/client/one-shot/no-time-wait-behind-the-server",
    "tcp/server/abort/data-after-close",
    "tcp/server/abort/dies-with-unread-data",
    "tcp/server/close/merged-fin-is-understood",
    "tcp/server/establish/refused-once-it-has-ended",
};

// What may be left undone is no failure, and told all the same.
bool deviates(const CaseResult& one) {
    const bool is_told = one.verdict == Verdict::pass && !one.reason.empty();
    return one.verdict == Verdict::fail || one.verdict == Verdict::warn || is_told;
}

std::string told(const std::vector<CaseResult>& cases) {
    std::string text;
    for (const CaseResult& one : cases) {
        if (one.reason.empty() || one.verdict == Verdict::skip) continue;
        text +=
            std::string(to_string(one.verdict)) + " " + full_name(one) + ": " + one.reason + "\n";
    }
    return text;
}

class Gallery : public NeedsSandbox, public testing::WithParamInterface<Exhibit> {
  protected:
    // A runtime that is not installed here: Go, Node …
    static std::string missing(const Exhibit& exhibit) {
        if (exhibit.own_stack && ::access("/dev/net/tun", R_OK | W_OK) != 0) return "/dev/net/tun";
        return sandbox::find_program(exhibit.command[0]).empty() ? exhibit.command[0] : "";
    }
};

TEST_P(Gallery, IsJudgedAsItsListSays) {
    const Exhibit& exhibit = GetParam();
    if (!missing(exhibit).empty())
        GTEST_SKIP() << "not built or not installed: " << missing(exhibit);
    std::vector<std::string> words{"run", "--json", "-"};
    words.insert(words.end(), exhibit.options.begin(), exhibit.options.end());
    words.push_back("--");
    words.insert(words.end(), exhibit.command.begin(), exhibit.command.end());
    const verdict::RunResult results = results_of(echospec(words));
    Ids failing;
    for (const CaseResult& one : results.cases) {
        const bool luck = one.verdict == Verdict::warn && exhibit.may_warn.contains(one.id);
        if (deviates(one) && !luck) failing.insert(one.id);
        EXPECT_FALSE(exhibit.conforms && one.verdict == Verdict::fail) << full_name(one);
        EXPECT_NE(one.verdict, Verdict::error) << full_name(one);
        EXPECT_NE(one.verdict, Verdict::inconclusive) << full_name(one);
        EXPECT_NE(one.verdict, Verdict::not_run) << full_name(one);
    }
    EXPECT_EQ(failing, exhibit.failing) << told(results.cases);
    EXPECT_GE(results.cases.size(), exhibit.least_cases);
}

const auto kName = [](const auto& exhibit) {
    std::string name = exhibit.param.name;
    for (char& c : name)
        c = c == '-' ? '_' : c;
    return name;
};

INSTANTIATE_TEST_SUITE_P(Conforming, Gallery, testing::ValuesIn(conforming()), kName);
INSTANTIATE_TEST_SUITE_P(Defects, Gallery, testing::ValuesIn(defects()), kName);
INSTANTIATE_TEST_SUITE_P(OwnStack, Gallery, testing::ValuesIn(truths()), kName);
INSTANTIATE_TEST_SUITE_P(Lies, Gallery, testing::ValuesIn(lies()), kName);

TEST(GalleryAsAWhole, FailsEachCaseAtLeastOnce) {
    const auto catalogue = casefile::load(casefile::embedded_files());
    ASSERT_TRUE(catalogue);
    Ids failed;
    for (const auto& all : {defects(), lies()}) {
        for (const Exhibit& exhibit : all)
            failed.insert(exhibit.failing.begin(), exhibit.failing.end());
    }
    for (const casefile::Case& test : catalogue->cases) {
        if (kOfTheKernel.contains(test.id)) {
            EXPECT_EQ(test.duty, casefile::Duty::stack) << test.id;
            EXPECT_FALSE(failed.contains(test.id)) << "strike it off the list: " << test.id;
            continue;
        }
        EXPECT_TRUE(failed.contains(test.id)) << "no defect fails " << test.id;
    }
}

TEST(GalleryAsAWhole, NamesOnlyCasesThatExist) {
    const auto catalogue = casefile::load(casefile::embedded_files());
    ASSERT_TRUE(catalogue);
    for (const auto& all : {conforming(), defects(), lies()}) {
        for (const Exhibit& exhibit : all) {
            for (const std::string& id : exhibit.failing)
                EXPECT_NE(catalogue->find_case(id), nullptr) << exhibit.name << " names " << id;
        }
    }
}

TEST(GalleryAsAWhole, ListsEachProgramOnceWithSomethingThatFails) {
    Ids names;
    for (const Exhibit& exhibit : conforming())
        EXPECT_TRUE(names.insert(exhibit.name).second) << exhibit.name;
    for (const auto& all : {defects(), lies()}) {
        for (const Exhibit& exhibit : all) {
            EXPECT_TRUE(names.insert(exhibit.name).second) << exhibit.name;
            EXPECT_FALSE(exhibit.failing.empty()) << exhibit.name;
        }
    }
}

}  // namespace
}  // namespace echospec::tests
