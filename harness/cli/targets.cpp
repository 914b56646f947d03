// SPDX-License-Identifier: Apache-2.0
#include "cli/targets.hpp"

#include <filesystem>

#include "base/text.hpp"
#include "cli/outputs.hpp"
#include "cli/run_options.hpp"

namespace echospec::cli {
namespace {

// For a part of a file's name.
std::string plain(std::string name) {
    for (char& c : name) {
        const bool fits = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
        if (!fits) c = '-';
    }
    return name;
}

std::string with_name(const std::string& path, const std::string& name) {
    if (path.empty() || path == "-") return path;
    std::filesystem::path result(path);
    const std::string extension = result.extension().string();
    result.replace_extension(plain(name) + extension);
    return result.string();
}

}  // namespace

RunOptions options_for(const casefile::TargetDescription& target, const RunOptions& asked,
                       bool is_one_of_several) {
    RunOptions options = asked;
    engine::Settings& settings = options.settings;
    if (!settings.role) settings.role = target.role;
    if (!settings.transport) settings.transport = target.transport;
    if (!settings.port) settings.port = target.port;
    if (!settings.own_stack) settings.own_stack = target.own_stack;
    if (!settings.close_signal) settings.close_signal = target.close_signal;
    if (!options.profile_given && target.profile) settings.profile = *target.profile;
    settings.described_in = options.target_file;
    settings.shows = target.shows;
    for (const auto& claim : target.claims)
        settings.claims.insert(claim);
    settings.environment = target.environment;
    settings.directory = target.directory;
    settings.start_limit = target.start_limit.value_or(settings.start_limit);
    settings.patience = target.patience.value_or(settings.patience);
    if (is_one_of_several) {
        options.outputs.html.clear();  // one page for all
        for_each_file(options.outputs,
                      [&](std::string& path) { path = with_name(path, target.name); });
        if (!settings.artifacts.empty()) settings.artifacts += "/" + plain(target.name);
    }
    if (options.gate.baseline.empty()) options.gate.baseline = target.baseline;
    complete_run_options(options, target.command);
    return options;
}

}  // namespace echospec::cli
