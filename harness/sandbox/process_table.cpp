// SPDX-License-Identifier: Apache-2.0
#include "sandbox/process_table.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "base/descriptor.hpp"
#include "base/text.hpp"
#include "sandbox/open_files.hpp"
#include "sandbox/timed_wait.hpp"

namespace echospec::sandbox {
namespace {

// A file of /proc, in one read; empty if the process or thread is gone.
std::string read_proc(const std::string& path) {
    const base::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 4096> content;
    const ssize_t size = file ? ::read(file.get(), content.data(), content.size()) : 0;
    return {content.data(), size > 0 ? static_cast<size_t>(size) : 0};
}

uint64_t number(std::string_view word) {
    uint64_t value = 0;
    std::from_chars(word.data(), word.data() + word.size(), value);
    return value;
}

std::vector<pid_t> numbers_in(const std::string& folder) {
    std::vector<pid_t> numbers;
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(folder.c_str()), ::closedir);
    if (!directory) return numbers;
    while (const dirent* const item = ::readdir(directory.get())) {
        const auto value = static_cast<pid_t>(number(static_cast<const char*>(item->d_name)));
        if (value > 0) numbers.push_back(value);
    }
    return numbers;
}

// /proc/PID/stat behind the name, which may hold blanks and parentheses: field 3 (proc(5)) is [0].
std::vector<std::string> stat_fields(const std::string& path) {
    const std::string line = read_proc(path);
    const size_t name_end = line.rfind(')');
    if (name_end == std::string::npos || name_end + 2 >= line.size()) return {};
    return base::split(std::string_view(line).substr(name_end + 2), ' ');
}

char state_of(const std::vector<std::string>& fields) {
    return fields.empty() ? 'X' : fields[0][0];
}

bool has_ended(char state) {
    return state == 'Z' || state == 'X' || state == 'x';
}

std::string task_path(pid_t process, pid_t thread, std::string_view file) {
    return fmt::format("/proc/{}/task/{}/{}", process, thread, file);
}

bool is_ended(pid_t process) {
    return has_ended(state_of(stat_fields(fmt::format("/proc/{}/stat", process))));
}

// Those below this process that are not among the found ones.
void add_children(pid_t process, std::vector<pid_t>& found) {
    for (const pid_t thread : numbers_in(fmt::format("/proc/{}/task", process))) {
        const std::string line = read_proc(task_path(process, thread, "children"));
        for (const std::string& word : base::split(line, ' ')) {
            const auto child = static_cast<pid_t>(number(word));
            if (child <= 0 || std::find(found.begin(), found.end(), child) != found.end()) continue;
            found.push_back(child);
            add_children(child, found);
        }
    }
}

std::string describe(const Wait& wait) {
    if (wait.kind != Wait::Kind::timed) return wait.call;
    return fmt::format("{} of {}", wait.call, base::format_duration(wait.limit));
}

// A thread blocked in the kernel: what it waits in decides.
void classify_sleep(ThreadLook& look, base::Duration horizon) {
    const auto call = parse_system_call(read_proc(task_path(look.process, look.thread, "syscall")));
    if (!call) return;
    const Wait wait = classify_wait(look.process, *call);
    const bool lasting = wait.kind == Wait::Kind::untimed ||
                         (wait.kind == Wait::Kind::timed && wait.limit > horizon);
    look.rest = lasting ? Rest::asleep : Rest::timed;
    look.where = describe(wait);
}

struct Schedule {
    base::Duration queued{};
    uint64_t slices = 0;
};

// "time on a processor, time queued for one, number of slices"
// (Documentation/scheduler/sched-stats).
Schedule schedule_of(const std::string& path) {
    const auto words = base::split(read_proc(path), ' ');
    if (words.size() < 3) return {};
    return {base::Duration(static_cast<base::Duration::rep>(number(words[1]))), number(words[2])};
}

// What was listed a moment ago and is gone now has just acted: it counts as running, for its end
// may wake another that was seen asleep before.
ThreadLook look_at(pid_t process, pid_t thread, base::Duration horizon) {
    const char state = state_of(stat_fields(task_path(process, thread, "stat")));
    ThreadLook look{.process = process, .thread = thread, .where = "running"};
    if (state == 'Z') {
        look.rest = Rest::ended;
        look.where = "ended";
    } else if (state == 'T' || state == 't') {
        look.rest = Rest::stopped;
        look.where = "stopped";
    } else if (state == 'S') {
        classify_sleep(look, horizon);
    }
    const Schedule schedule = schedule_of(task_path(process, thread, "schedstat"));
    look.time_slices = schedule.slices;
    look.queued = schedule.queued;
    return look;
}

// A process whose sleep its own timers or another kernel agent may end is at best `timed`.
void apply_pending(std::vector<ThreadLook>& looks, size_t first, base::Duration horizon) {
    if (first == looks.size()) return;
    for (size_t i = first; i < looks.size(); ++i) {
        if (looks[i].rest == Rest::running || looks[i].rest == Rest::timed) return;
    }
    const std::string pending = pending_wakeup(looks[first].process, horizon);
    if (pending.empty()) return;
    looks[first].rest = Rest::timed;
    looks[first].where += " with " + pending;
}

}  // namespace

std::vector<pid_t> descendants(Zombies zombies) {
    std::vector<pid_t> all;
    std::vector<pid_t> found;
    // Who ends while the lists are read may leave a child, now ours, that was on none of them yet.
    size_t known = 0;
    do {
        known = all.size();
        found = all;
        if (zombies == Zombies::left_out) std::erase_if(found, is_ended);
        add_children(::getpid(), all);
    } while (all.size() != known);
    return found;
}

std::vector<ThreadLook> look_at_threads(base::Duration horizon) {
    std::vector<ThreadLook> looks;
    for (const pid_t process : descendants(Zombies::included)) {
        const size_t first = looks.size();
        for (const pid_t thread : numbers_in(fmt::format("/proc/{}/task", process))) {
            looks.push_back(look_at(process, thread, horizon));
        }
        if (looks.size() == first) looks.push_back(look_at(process, process, horizon));
        apply_pending(looks, first, horizon);
    }
    return looks;
}

base::Duration own_queued_time() {
    return schedule_of("/proc/thread-self/schedstat").queued;
}

Resources measure_resources() {
    Resources sum;
    const auto page = static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
    const auto ticks = static_cast<uint64_t>(::sysconf(_SC_CLK_TCK));
    for (const pid_t process : descendants(Zombies::included)) {
        const auto fields = stat_fields(fmt::format("/proc/{}/stat", process));
        if (fields.size() < 22) continue;
        ++sum.children;
        if (has_ended(state_of(fields))) ++sum.zombies;
        sum.threads += number(fields[17]);
        sum.memory += number(fields[21]) * page;
        const uint64_t used = number(fields[11]) + number(fields[12]);
        sum.processor += std::chrono::nanoseconds(used * (1'000'000'000 / ticks));
        sum.descriptors += numbers_in(fmt::format("/proc/{}/fd", process)).size();
    }
    return sum;
}

std::string process_name(pid_t process) {
    std::string name = read_proc(fmt::format("/proc/{}/comm", process));
    while (!name.empty() && name.back() == '\n')
        name.pop_back();
    return fmt::format("{} ({})", name.empty() ? "ended" : base::printable(name), process);
}

}  // namespace echospec::sandbox
