// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/catalogue_source.hpp"
#include "cli/commands.hpp"
#include "cli/isolation_choice.hpp"
#include "engine/run.hpp"
#include "reports/shared/yaml.hpp"

namespace echospec::cli {
namespace {

using verdict::RunResult;
using verdict::Verdict;

class Silent : public engine::Progress {
  public:
    void planned(const RunResult&) override {}
    void finished(const verdict::CaseResult&, size_t, size_t) override {}
};

// Only the cases that every other case of the profile presumes.
std::optional<RunResult> try_profile(const casefile::Catalogue& catalogue,
                                     const casefile::Profile& profile, engine::Settings settings) {
    settings.profile = profile.name;
    settings.only = profile.sanity;
    Silent silent;
    auto result = engine::run(catalogue, settings, {}, silent);
    return result ? std::optional(std::move(*result)) : std::nullopt;
}

bool fits(const RunResult& result) {
    bool any = false;
    for (const verdict::CaseResult& one : result.cases) {
        if (one.verdict == Verdict::fail || one.verdict == Verdict::warn) return false;
        any = any || one.verdict == Verdict::pass;
    }
    return any;
}

// The narrow ones first: a one-shot client is an echo client too, as far as the first case goes.
std::vector<const casefile::Profile*> narrow_first(const casefile::Catalogue& catalogue) {
    std::vector<const casefile::Profile*> profiles;
    for (const char* const name : {"one-shot", "time"}) {
        if (const auto* const profile = catalogue.find_profile(name)) profiles.push_back(profile);
    }
    for (const casefile::Profile& profile : catalogue.profiles) {
        const bool listed = std::find(profiles.begin(), profiles.end(), &profile) != profiles.end();
        if (!listed) profiles.push_back(&profile);
    }
    return profiles;
}

// An interpreter is no name for a program: its script is.
std::string name_of(const std::vector<std::string>& command) {
    for (size_t i = 1; i < command.size(); ++i) {
        if (std::filesystem::is_regular_file(command[i]))
            return std::filesystem::path(command[i]).stem().string();
    }
    return std::filesystem::path(command[0]).filename().string();
}

std::string command_line(const std::vector<std::string>& command) {
    std::vector<std::string> words;
    for (const std::string& word : command)
        words.push_back(reports::yaml_text(word));
    return "[" + base::join(words, ", ") + "]";
}

std::string describe(const RunResult& result, const InitOptions& options) {
    std::string text = fmt::format(
        "# What `echospec init` saw; run it with `echospec run --target FILE`.\n"
        "name: {}\n"
        "command: {}\n",
        reports::yaml_text(name_of(options.command)), command_line(options.command));
    text += fmt::format("directory: {}\n",
                        reports::yaml_text(std::filesystem::current_path().string()));
    text += fmt::format("role: {}\n", result.target.role);
    if (result.target.transports.size() == 1) {
        text += fmt::format("transport: {}\n", result.target.transports[0]);
    } else {
        text +=
            fmt::format("# transport: both of {}\n", base::join(result.target.transports, ", "));
    }
    text += fmt::format("# port: discovered at each start; now {}\n", result.target.endpoint);
    return text + fmt::format("profile: {}\n", result.target.profile);
}

int write(const InitOptions& options, const std::string& text) {
    if (options.output == "-") {
        fmt::print("{}", text);
        return 0;
    }
    if (std::filesystem::exists(options.output)) {
        return report_mistakes({{.position = {.file = options.output},
                                 .message = "is there already, and is left as it is",
                                 .hint = "give another --output, or remove it",
                                 .source_line = {}}});
    }
    base::write_file(options.output, text);
    fmt::print("{} describes the target; try `echospec run --target {}`\n", options.output,
               options.output);
    return 0;
}

std::string unknown_profile(const std::string& note) {
    return "# No profile fits what was seen; `echo` is assumed.\n" + note;
}

}  // namespace

int execute(const InitOptions& options) {
    const auto catalogue = load_catalogue({});
    if (!catalogue) return report_mistakes(catalogue.error());
    engine::Settings settings = options.run.settings;
    if (!choose_isolation(settings, options.run.isolation).empty()) return 3;
    std::optional<RunResult> echo;
    for (const casefile::Profile* const profile : narrow_first(*catalogue)) {
        auto result = try_profile(*catalogue, *profile, settings);
        if (result && fits(*result)) return write(options, describe(*result, options));
        if (result && profile->name == "echo") echo = std::move(result);
    }
    if (!echo || echo->target.endpoint.empty()) {
        fmt::print(stderr, "exit 3: {}\n",
                   echo ? echo->exit_reason : "the target could not be observed");
        return 3;
    }
    std::string note;
    for (const std::string& hint : echo->hints)
        note += "# " + hint + "\n";
    return write(options, unknown_profile(note) + describe(*echo, options));
}

}  // namespace echospec::cli
