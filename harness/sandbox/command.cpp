// SPDX-License-Identifier: Apache-2.0
#include "sandbox/command.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/process/v2/posix/default_launcher.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/start_dir.hpp>
#include <boost/process/v2/stdio.hpp>
#include <filesystem>
#include <string_view>

#include "base/error.hpp"
#include "sandbox/target.hpp"

namespace echospec::sandbox {

std::vector<std::string> environment_with(const Environment& variables) {
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        if (!variables.contains(std::string(text.substr(0, text.find('=')))))
            all.emplace_back(text);
    }
    for (const auto& [name, value] : variables)
        all.push_back(name + "=" + value);
    return all;
}

std::vector<const char*> pointers_to(const std::vector<std::string>& environment) {
    std::vector<const char*> pointers;
    for (const std::string& entry : environment)
        pointers.push_back(entry.c_str());
    pointers.push_back(nullptr);
    return pointers;
}

std::string program_of(const std::string& word, const std::string& directory) {
    const bool from_there = word.find('/') != std::string::npos && !word.starts_with('/');
    if (!from_there || directory.empty()) return find_program(word);
    return find_program((std::filesystem::absolute(directory) / word).lexically_normal().string());
}

int run_command(const std::vector<std::string>& command, const std::string& directory,
                const Environment& variables) {
    namespace process = boost::process::v2;
    const std::string program = program_of(command.at(0), directory);
    if (program.empty()) throw base::HarnessError("run " + command[0] + ": no such program");
    boost::asio::io_context loop(1);
    const std::vector<std::string> arguments(command.begin() + 1, command.end());
    const std::vector<std::string> environment = environment_with(variables);
    const std::vector<const char*> pointers = pointers_to(environment);
    process::posix::default_launcher launcher;
    launcher.env = pointers.data();
    boost::system::error_code error;
    auto child = launcher(loop.get_executor(), error, program, arguments,
                          process::process_stdio{nullptr, STDERR_FILENO, STDERR_FILENO},
                          process::process_start_dir(directory.empty() ? "." : directory));
    if (error) throw base::HarnessError("run " + command[0] + ": " + error.message());
    child.wait();
    const int status = child.native_exit_code();
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace echospec::sandbox
