// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/suggest.hpp"
#include "cli/outputs.hpp"
#include "cli/run_options.hpp"

namespace echospec::cli {
namespace {

constexpr const char* kAbout =
    "echospec tells whether a program that speaks over TCP or UDP behaves as its protocol says.\n"
    "First run:  echospec run -- ./my-echo-server {port}\n"
    "            echospec run -- ./my-echo-client {port} {message}";

void take_folders(CLI::App& command, std::vector<std::string>& folders) {
    command.add_option("--cases", folders, "more cases, of your own (repeatable)")
        ->type_name("DIR")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void declare_list(CLI::App& command, ListOptions& options) {
    take_folders(command, options.folders);
    command.add_flag("--requirements", options.requirements,
                     "every requirement and the cases that cover it");
    command
        .add_option("--export", options.export_folder, "write the built-in cases to this folder")
        ->type_name("DIR");
}

void declare_grade(CLI::App& command, GradeOptions& options) {
    command.add_option("capture", options.path, "a pcap or pcapng file (- is stdin)")->required();
    command.add_option("--json", options.json, "write the judgements (- is stdout)")
        ->type_name("FILE");
    command.add_flag("--ladders", options.all_ladders, "a ladder of every connection");
    command.add_flag("--complete", options.complete,
                     "nothing is missing in the capture: then nothing excuses a breach");
}

void declare_init(CLI::App& command, InitOptions& options) {
    command
        .add_option("--output,-o", options.output, "the file to write, which must not be there yet")
        ->type_name("FILE")
        ->capture_default_str();
    command.footer("echospec init [OPTIONS] -- COMMAND [ARG…]");
}

void declare_merge(CLI::App& command, MergeOptions& options) {
    command.add_option("results", options.results, "the results of every shard of one run")
        ->required();
    declare_outputs(command, options.outputs);
    command.footer(
        "Refuses shards of different runs, a case that is in two files, and one that is in none.\n"
        "Exit: as the run would have ended without shards; 2 if the files do not fit together.");
}

void declare_compare(CLI::App& command, CompareOptions& options) {
    command.add_option("old", options.before, "results of the earlier run")->required();
    command.add_option("new", options.after, "results of the later run")->required();
    command.add_option("--json", options.json, "write what changed (- is stdout)")
        ->type_name("FILE");
    command.add_option("--markdown", options.markdown, "write it for people (- is stdout)")
        ->type_name("FILE");
    command.footer(
        "A regression is a case that passed and now warns or fails, or warned and now fails, and\n"
        "that no baseline knows.\n"
        "Exit: 0 no regression, 1 regressions, 2 a file cannot be read, 3 nothing to compare.");
}

// What CLI11 says of a mistake, with the nearest option where a long one is unknown.
std::string mistake(const CLI::ParseError& error, const CLI::App& command) {
    std::string text = fmt::format("echospec: {}\n", error.what());
    const std::string message = error.what();
    const size_t at = message.find("--");
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && at != std::string::npos) {
        std::vector<std::string> known;
        for (const CLI::Option* const option : command.get_options()) {
            known.push_back("--" + option->get_single_name());
        }
        const std::string word = message.substr(at, message.find_first_of(" =", at) - at);
        const std::string hint = base::suggest(word, known);
        if (!hint.empty()) text += "  hint: " + hint + "\n";
    }
    return text + fmt::format("exit 2: the command line is wrong; see `echospec {}--help`\n",
                              command.get_parent() != nullptr ? command.get_name() + " " : "");
}

struct Grammar {
    CLI::App root{kAbout, "echospec"};
    RunOptions run;
    ListOptions list;
    ExplainOptions explain;
    LintOptions lint;
    GradeOptions grade;
    ReportOptions report;
    MergeOptions merge;
    CompareOptions compare;
    InitOptions init;
    CLI::App* run_command =
        root.add_subcommand("run", "start the target for each case, hold the conversation, judge");
    CLI::App* list_command =
        root.add_subcommand("list", "the cases, or the requirements and who covers them");
    CLI::App* explain_command = root.add_subcommand(
        "explain", "why a case is there, its sources, what conforms, usual causes");
    CLI::App* lint_command =
        root.add_subcommand("lint", "check case files: all mistakes, with their places");
    CLI::App* grade_command =
        root.add_subcommand("grade", "judge every TCP connection in a capture file");
    CLI::App* report_command =
        root.add_subcommand("report", "write reports from the results of an earlier run");
    CLI::App* merge_command =
        root.add_subcommand("merge", "make one run of the results of its shards");
    CLI::App* compare_command =
        root.add_subcommand("compare", "what became worse, better, new or gone between two runs");
    CLI::App* init_command =
        root.add_subcommand("init", "observe a program and describe it in a target file");
    CLI::App* doctor_command =
        root.add_subcommand("doctor", "what this machine allows, and how to allow the rest");

    Grammar() {
        root.set_version_flag("--version", std::string("echospec ") + ECHOSPEC_VERSION);
        root.require_subcommand(1);
        declare_run_options(*run_command, run);
        declare_list(*list_command, list);
        take_folders(*explain_command, explain.folders);
        explain_command->add_option("id", explain.ids, "ids of cases or requirements")->required();
        declare_grade(*grade_command, grade);
        report_command
            ->add_option("results", report.results,
                         "a file that `run --json` or `run --jsonl` wrote; several make one page, "
                         "with --html")
            ->required();
        declare_outputs(*report_command, report.outputs);
        declare_init(*init_command, init);
        declare_merge(*merge_command, merge);
        declare_compare(*compare_command, compare);
        lint_command->add_option("path", lint.paths, "case files, or folders of them")->required();
    }

    CLI::App& chosen() {
        const auto commands = root.get_subcommands();
        return commands.empty() ? root : *commands.front();
    }

    Invocation invocation(std::vector<std::string> command) {
        if (run_command->parsed()) {
            check_target(run, command);
            if (run.target_file.empty()) complete_run_options(run, std::move(command));
            return run;
        }
        if (list_command->parsed()) return list;
        if (explain_command->parsed()) return explain;
        if (lint_command->parsed()) return lint;
        if (grade_command->parsed()) return grade;
        if (report_command->parsed()) return report;
        if (init_command->parsed()) {
            init.command = command;
            complete_run_options(init.run, std::move(command));
            return init;
        }
        if (merge_command->parsed()) return merge;
        if (compare_command->parsed()) return compare;
        return DoctorOptions{};
    }
};

// CLI11 only says that a subcommand is required, whatever stands in its place.
std::string unknown_subcommand(const Grammar& grammar, const std::vector<std::string>& own) {
    if (own.empty() || own[0].starts_with('-')) return {};
    std::vector<std::string> names;
    for (const CLI::App* const command : grammar.root.get_subcommands({}))
        names.push_back(command->get_name());
    if (std::find(names.begin(), names.end(), own[0]) != names.end()) return {};
    return fmt::format(
        "echospec: unknown subcommand `{}`\n  hint: {}\n"
        "exit 2: the command line is wrong; see `echospec --help`\n",
        own[0], base::suggest(own[0], names));
}

Parsed parse(Grammar& grammar, std::vector<std::string> own, std::vector<std::string> command) {
    try {
        std::reverse(own.begin(), own.end());  // as CLI11 takes a vector
        grammar.root.parse(own);
        return {.invocation = grammar.invocation(std::move(command)), .text = {}, .exit_code = 0};
    } catch (const CLI::CallForHelp&) {
        return {.invocation = {}, .text = grammar.chosen().help(), .exit_code = 0};
    } catch (const CLI::CallForVersion& version) {
        return {.invocation = {}, .text = std::string(version.what()) + "\n", .exit_code = 0};
    } catch (const CLI::ParseError& error) {
        return {.invocation = {}, .text = mistake(error, grammar.chosen()), .exit_code = 2};
    }
}

}  // namespace

Parsed parse_command_line(const std::vector<std::string>& words) {
    const auto divider = std::find(words.begin(), words.end(), "--");
    std::vector<std::string> own(words.begin() + 1, divider);
    std::vector<std::string> command;
    if (divider != words.end()) command.assign(divider + 1, words.end());
    try {
        Grammar grammar;
        const std::string unknown = unknown_subcommand(grammar, own);
        if (!unknown.empty()) return {.invocation = {}, .text = unknown, .exit_code = 2};
        return parse(grammar, std::move(own), std::move(command));
    } catch (const CLI::ParseError& error) {  // of the environment's shard variables
        return {
            .invocation = {},
            .text = fmt::format("echospec: {}\nexit 2: the command line is wrong\n", error.what()),
            .exit_code = 2};
    }
}

}  // namespace echospec::cli
