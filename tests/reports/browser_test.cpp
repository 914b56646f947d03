// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/files.hpp"
#include "large_runs.hpp"
#include "readers.hpp"
#include "reports/html/html.hpp"
#include "samples.hpp"

// The HTML report in a real browser: Chromium without a screen, led by the scripts of browser/, one
// for each concern. A script prints what did not hold.

namespace echospec::reports::html {
namespace {

class Browser : public testing::Test {
  protected:
    void SetUp() override {
        if (say("chromium --version").status != 0) return miss("chromium");
        if (say("node --version").status != 0) return miss("node");
        for (const char* module : {"playwright-core", "axe-core"}) {
            if (!has_node_module(module)) return miss(module);
        }
        path_ = testing::TempDir() + "echospec-page-" + std::to_string(getpid()) + ".html";
    }
    void TearDown() override {
        if (!path_.empty()) std::filesystem::remove(path_);
    }

    void examine(const std::string& script, const std::string& page) const {
        base::write_file(path_, page);
        const Said said =
            say("node '" ECHOSPEC_READERS "/browser/" + script + ".mjs' '" + path_ + "'");
        EXPECT_EQ(said.status, 0) << script << " found:\n" << said.text;
        if (said.status == 0 && !said.text.empty()) RecordProperty(script, said.text);
    }

    std::string path_;
};

std::string many_failures() {
    return render(run_of_failures(60), sample_catalogue());
}

TEST_F(Browser, FiltersByVerdictLevelGroupAndText) {
    examine("filters", many_failures());
}

TEST_F(Browser, OpensCasesAndFollowsLinks) {
    examine("links", many_failures());
}

TEST_F(Browser, ReadsWithoutScriptsInEveryWidthAndColourAndOnPaper) {
    examine("reading", many_failures());
}

TEST_F(Browser, IsWorkedByTheKeyboardAlone) {
    examine("keyboard", many_failures());
}

TEST_F(Browser, IsAccessible) {
    examine("accessibility", render(run_of_failures(8), sample_catalogue()));
}

TEST_F(Browser, SeveralTargetsAreAccessibleToo) {
    examine("accessibility", render({sample_run(), run_of_failures(1)}, sample_catalogue()));
}

TEST_F(Browser, MatrixLeadsToEachTarget) {
    verdict::RunResult other = sample_run();
    other.target.command = {"/a/folder/that/is/deep/and/has/a/long/name/server", "--port", "7"};
    examine("targets", render({sample_run(), run_of_failures(8), other}, sample_catalogue()));
}

TEST_F(Browser, HostileTextRunsNoScript) {
    verdict::RunResult run = sample_run();
    for (verdict::CaseResult& result : run.cases) {
        result.reason =
            "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>";
        result.target_stderr = result.reason;
        result.artifacts = {"javascript:document.title='owned'"};
    }
    examine("hostile", render(run, sample_catalogue()));
}

TEST_F(Browser, TwentyThousandCasesAreFiltered) {
    examine("many", render(large_run(20'000, Failing::few), sample_catalogue()));
}

TEST_F(Browser, TwentyThousandFailuresAreFiltered) {
    examine("many", render(large_run(20'000, Failing::all), sample_catalogue()));
}

}  // namespace
}  // namespace echospec::reports::html
