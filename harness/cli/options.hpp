// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/grade.hpp"
#include "engine/settings.hpp"
#include "reports/junit/junit.hpp"
#include "verdict/result.hpp"

// The command line as values, one struct a subcommand. Nothing is executed here.

namespace echospec::cli {

enum class IsolationChoice { automatic, sandbox, host };

// Where a run is written to; "-" is standard output, empty is nowhere.
struct Outputs {
    std::string json;
    std::string jsonl;
    std::string junit;
    std::string html;
    std::string markdown;
    std::string tap;
    std::string annotations;
    std::string compliance;
    std::string badge;
    std::string shields;
    reports::junit::Dialect dialect = reports::junit::Dialect::rich;
};

struct RunOptions {
    engine::Settings settings;
    verdict::Gate gate;
    std::string write_baseline;  // the file to put new deviations in
    IsolationChoice isolation = IsolationChoice::automatic;
    Outputs outputs;
    std::vector<std::string> folders;  // of --cases
    std::string target_file;           // of --target; empty: the command is the target
    bool profile_given = false;        // by --profile, so a target file does not change it
    bool quiet = false;                // findings and the end only
};

struct ListOptions {
    std::vector<std::string> folders;
    bool requirements = false;
    std::string export_folder;  // empty: print
};

struct ExplainOptions {
    std::vector<std::string> folders;
    std::vector<std::string> ids;
};

struct LintOptions {
    std::vector<std::string> paths;
};

struct DoctorOptions {};

struct ReportOptions {
    std::vector<std::string> results;  // files that --json or --jsonl wrote, each of a target
    Outputs outputs;
};

struct MergeOptions {
    std::vector<std::string> results;  // the shards'
    Outputs outputs;
};

struct CompareOptions {
    std::string before;
    std::string after;
    std::string json;
    std::string markdown;
};

struct InitOptions {
    RunOptions run;                    // as the program would be run
    std::vector<std::string> command;  // as it was written
    std::string output = "-";
};

using Invocation =
    std::variant<RunOptions, ListOptions, ExplainOptions, LintOptions, DoctorOptions, GradeOptions,
                 ReportOptions, MergeOptions, CompareOptions, InitOptions>;

// Either an invocation, or a text to print and the exit code: help, version or a mistake.
struct Parsed {
    std::optional<Invocation> invocation;
    std::string text;
    int exit_code = 0;
};

Parsed parse_command_line(const std::vector<std::string>& words);

}  // namespace echospec::cli
