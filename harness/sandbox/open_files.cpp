// SPDX-License-Identifier: Apache-2.0
#include "sandbox/open_files.hpp"

#include <dirent.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <functional>
#include <memory>

#include "base/files.hpp"

namespace echospec::sandbox {
namespace {

using Visit = std::function<void(const std::string& number, const std::string& target)>;

void for_each_open_file(pid_t process, const Visit& visit) {
    const std::string folder = fmt::format("/proc/{}/fd", process);
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(folder.c_str()), ::closedir);
    if (!directory) return;
    std::array<char, 256> target;
    while (const dirent* const item = ::readdir(directory.get())) {
        const std::string name = static_cast<const char*>(item->d_name);
        const ssize_t size =
            ::readlink((folder + "/" + name).c_str(), target.data(), target.size());
        if (size > 0) visit(name, {target.data(), static_cast<size_t>(size)});
    }
}

// timerfd's fdinfo holds "it_value: (seconds, nanoseconds)", zero if it is not armed (proc(5)).
bool fires_within(pid_t process, const std::string& number, base::Duration horizon) {
    static constexpr std::string_view kLabel = "it_value: (";
    const auto info = base::read_file(fmt::format("/proc/{}/fdinfo/{}", process, number));
    const size_t at = info ? info->find(kLabel) : std::string::npos;
    if (at == std::string::npos) return false;
    const char* const end = info->data() + info->size();
    uint64_t seconds = 0, nanoseconds = 0;
    const char* const next = std::from_chars(info->data() + at + kLabel.size(), end, seconds).ptr;
    if (end - next > 2) std::from_chars(next + 2, end, nanoseconds);
    if (seconds == 0 && nanoseconds == 0) return false;
    return seconds < 1'000'000 &&
           std::chrono::seconds(seconds) + std::chrono::nanoseconds(nanoseconds) <= horizon;
}

std::string wakeup_by(pid_t process, const std::string& number, const std::string& target,
                      base::Duration horizon) {
    if (target == "anon_inode:[timerfd]" && fires_within(process, number, horizon)) {
        return "an armed timer descriptor";
    }
    if (target == "anon_inode:[io_uring]") return "an io_uring";
    if (target.starts_with("/dev/pts/") || target == "/dev/ptmx") return "a terminal";
    return {};
}

}  // namespace

std::string pending_wakeup(pid_t process, base::Duration horizon) {
    const auto timers = base::read_file(fmt::format("/proc/{}/timers", process));
    if (timers && !timers->empty()) return "a POSIX timer";
    std::string found;
    for_each_open_file(process, [&](const std::string& number, const std::string& target) {
        if (found.empty()) found = wakeup_by(process, number, target, horizon);
    });
    return found;
}

std::vector<uint64_t> socket_inodes(pid_t process) {
    static constexpr std::string_view kPrefix = "socket:[";
    std::vector<uint64_t> inodes;
    for_each_open_file(process, [&](const std::string&, const std::string& target) {
        uint64_t inode = 0;
        if (!target.starts_with(kPrefix)) return;
        std::from_chars(target.data() + kPrefix.size(), target.data() + target.size(), inode);
        inodes.push_back(inode);
    });
    return inodes;
}

}  // namespace echospec::sandbox
