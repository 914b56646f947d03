// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/files.hpp"
#include "gated_run.hpp"
#include "large_runs.hpp"
#include "readers.hpp"
#include "reports/junit/junit.hpp"
#include "reports/shared/standing.hpp"
#include "samples.hpp"

// JUnit XML read back by programs that others wrote, in the numbers that they then show:
// junitparser (Debian: python3-junitparser), junit2json and junit-to-ctrf (npm).

namespace echospec::reports {
namespace {

using junit::Dialect;

constexpr Dialect kDialects[] = {Dialect::rich,   Dialect::strict, Dialect::jenkins,
                                 Dialect::gitlab, Dialect::github, Dialect::azure};

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

struct Counts {
    size_t tests = 0;
    size_t failures = 0;
    size_t errors = 0;
    size_t skipped = 0;
};

Counts counts_of(const verdict::RunResult& run) {
    Counts counts{.tests = run.cases.size()};
    for (const verdict::CaseResult& result : run.cases) {
        const Standing standing = standing_of(result);
        counts.failures += standing == Standing::failed ? 1 : 0;
        counts.errors += standing == Standing::undecided ? 1 : 0;
        counts.skipped += standing == Standing::skipped || standing == Standing::known ? 1 : 0;
    }
    return counts;
}

std::string line_of(const Counts& counts) {
    return fmt::format("{} {} {} {}\n", counts.tests, counts.failures, counts.errors,
                       counts.skipped);
}

// The reader is a command line to which the file is added.
void expect_counts(const std::string& reader, std::string (*line)(const Counts&)) {
    for (const verdict::RunResult& run :
         {sample_run(), gated_run(), run_of_failures(60), arbitrary_run(3)}) {
        for (const Dialect dialect : kDialects) {
            const Report report(run, dialect);
            EXPECT_EQ(say(reader + " '" + report.path() + "'").text, line(counts_of(run)))
                << static_cast<int>(dialect);
        }
    }
}

TEST(Consumers, JunitparserCountsTheSame) {
    const std::string python = "/usr/bin/python3 -c '";
    if (say(python + "import junitparser'").status != 0) return miss("junitparser");
    expect_counts(python +
                      "import sys, junitparser as j\n"
                      "cases = [c for s in j.JUnitXml.fromfile(sys.argv[1]) for c in s]\n"
                      "kinds = [type(r) for c in cases for r in c.result]\n"
                      "print(len(cases), "
                      "*[kinds.count(k) for k in (j.Failure, j.Error, j.Skipped)])'",
                  &line_of);
}

TEST(Consumers, Junit2jsonCountsTheSame) {
    if (!has_node_module("junit2json")) return miss("junit2json");
    expect_counts("node '" ECHOSPEC_READERS "/consumers.mjs' junit2json", &line_of);
}

TEST(Consumers, JunitToCtrfFailsTheSame) {
    if (!has_node_module("junit-to-ctrf")) return miss("junit-to-ctrf");
    expect_counts("node '" ECHOSPEC_READERS "/consumers.mjs' junit-to-ctrf",
                  [](const Counts& counts) {
                      return line_of({.tests = counts.tests,
                                      .failures = counts.failures + counts.errors,
                                      .errors = 0,
                                      .skipped = counts.skipped});
                  });
}

}  // namespace
}  // namespace echospec::reports
