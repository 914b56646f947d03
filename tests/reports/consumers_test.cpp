// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <unistd.h>

#include <fmt/format.h>
#include <cstdlib>

#include "base/files.hpp"
#include "gated_run.hpp"
#include "reports/junit/junit.hpp"
#include "reports/shared/standing.hpp"
#include "samples.hpp"

// JUnit XML read back by programs that others wrote, in the numbers that they then show:
// junitparser (Debian: python3-junitparser), junit2json and junit-to-ctrf (npm, below
// ECHOSPEC_NODE_MODULES). Where one is not installed nothing is shown.

namespace echospec::reports {
namespace {

using junit::Dialect;

const char* node_modules() {
    const char* const folder = std::getenv("ECHOSPEC_NODE_MODULES");
    return folder == nullptr ? "/usr/local/lib/node_modules" : folder;
}

// The command's output; nothing if it failed.
std::string output_of(const std::string& command) {
    const std::string path = testing::TempDir() + "consumer-" + std::to_string(getpid());
    const int status = std::system((command + " > '" + path + "' 2> /dev/null").c_str());
    const std::string text = base::read_file(path).value_or("");
    ::unlink(path.c_str());
    return status == 0 ? text : "";
}

std::string python(const std::string& program, const std::string& file) {
    return output_of("/usr/bin/python3 -c '" + program + "' '" + file + "'");
}

std::string node(const std::string& program, const std::string& file) {
    return output_of(
        fmt::format("NODE_PATH='{}' node -e '{}' '{}'", node_modules(), program, file));
}

// A run as XML in a file.
class Report {
  public:
    Report(const verdict::RunResult& run, Dialect dialect)
        : path_(testing::TempDir() + "consumed-" + std::to_string(getpid()) + ".xml") {
        base::write_file(path_, junit::render(run, dialect));
    }
    Report(const Report&) = delete;
    Report& operator=(const Report&) = delete;
    ~Report() { ::unlink(path_.c_str()); }
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

// "8 2 2 2\n": tests, failures, errors, skipped.
std::string counts_of(const verdict::RunResult& run) {
    int failed = 0;
    int undecided = 0;
    int skipped = 0;
    for (const verdict::CaseResult& result : run.cases) {
        const Standing standing = standing_of(result);
        failed += standing == Standing::failed ? 1 : 0;
        undecided += standing == Standing::undecided ? 1 : 0;
        skipped += standing == Standing::skipped || standing == Standing::known ? 1 : 0;
    }
    return fmt::format("{} {} {} {}\n", run.cases.size(), failed, undecided, skipped);
}

void expect_counts(std::string (*reader)(const std::string&, const std::string&),
                   const std::string& program) {
    for (const verdict::RunResult& run : {sample_run(), gated_run(), arbitrary_run(3)}) {
        for (const Dialect dialect : {Dialect::rich, Dialect::strict, Dialect::gitlab}) {
            const Report report(run, dialect);
            EXPECT_EQ(reader(program, report.path()), counts_of(run));
        }
    }
}

TEST(Consumers, JunitparserCountsTheSame) {
    if (python("import junitparser; print(1)", "").empty()) GTEST_SKIP() << "no junitparser";
    expect_counts(&python,
                  "import sys, junitparser as j\n"
                  "cases = [c for s in j.JUnitXml.fromfile(sys.argv[1]) for c in s]\n"
                  "kinds = [type(r) for c in cases for r in c.result]\n"
                  "print(len(cases), *[kinds.count(k) for k in (j.Failure, j.Error, j.Skipped)])");
}

TEST(Consumers, Junit2jsonCountsTheSame) {
    if (node("require(\"junit2json\"); console.log(1)", "").empty())
        GTEST_SKIP() << "no junit2json";
    expect_counts(&node,
                  "require(\"junit2json\").parse(require(\"fs\").readFileSync(process.argv[1]))"
                  ".then(r => { const cases = r.testsuite.flatMap(s => s.testcase ?? []);"
                  "const count = k => cases.filter(c => k in c).length;"
                  "console.log(cases.length, count(\"failure\"), count(\"error\"), "
                  "count(\"skipped\")) })");
}

TEST(Consumers, JunitToCtrfFailsTheSame) {
    const std::string program = fmt::format("{}/.bin/junit-to-ctrf", node_modules());
    if (::access(program.c_str(), X_OK) != 0) GTEST_SKIP() << "no junit-to-ctrf";
    const Report report(gated_run(), Dialect::rich);
    const std::string converted = report.path() + ".json";
    output_of(fmt::format("{} '{}' -o '{}'", program, report.path(), converted));
    const std::string text = base::read_file(converted).value_or("");
    ::unlink(converted.c_str());
    EXPECT_NE(text.find("\"tests\": 10"), std::string::npos) << text;
    EXPECT_NE(text.find("\"failed\": 5"), std::string::npos) << text;
    EXPECT_NE(text.find("\"skipped\": 3"), std::string::npos) << text;
}

}  // namespace
}  // namespace echospec::reports
