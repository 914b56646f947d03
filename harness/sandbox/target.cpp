// SPDX-License-Identifier: Apache-2.0
#include "sandbox/target.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/close_range.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/process/v2/posix/default_launcher.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/stdio.hpp>
#include <cerrno>
#include <cstdlib>
#include <map>
#include <set>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "sandbox/command.hpp"
#include "sandbox/process_table.hpp"

namespace echospec::sandbox {
namespace {

namespace asio = boost::asio;
namespace process = boost::process::v2;
using base::Descriptor;
using boost::system::error_code;

constexpr int kOldKernelsDescriptors = 1024;  // before Linux 5.11 they are marked one by one
// Closing a TUN or TAP device waits until the kernel has taken earlier namespaces down.
constexpr auto kEndLimit = std::chrono::seconds(30);

// Ends of processes that were reaped while somebody looked for another one.
std::map<pid_t, int>& reaped() {
    static std::map<pid_t, int> statuses;
    return statuses;
}

void reap_all() {
    int status = 0;
    pid_t process = 0;
    while ((process = ::waitpid(-1, &status, WNOHANG)) > 0)
        reaped()[process] = status;
}

// What the child does between fork and exec. The launcher reports errno, not the code a hook
// returns, and its way out runs atexit handlers: hence errno is what counts here, and the child
// leaves by itself.
struct ChildSetup {
    const Launch& launch;

    template <class Launcher>
    error_code on_exec_setup(Launcher&, const process::filesystem::path&, const char* const*&) {
        ::setpgid(0, 0);
        sigset_t none;
        ::sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        for (int number = 1; number < NSIG; ++number)
            ::signal(number, SIG_DFL);
        if (launch.input == Input::closed) ::close(STDIN_FILENO);
        leave_descriptors_behind();
        if (!launch.directory.empty() && ::chdir(launch.directory.c_str()) != 0) {
            return {errno, boost::system::system_category()};
        }
        return limit_descriptors();
    }

    template <class... Arguments>
    void on_exec_error(Arguments&&...) {
        ::_exit(127);
    }

    // What this process was given by its own parent. Boost 1.81 closes only what lies above the
    // launcher's own pipe: its close_all() compares each kept descriptor with itself.
    static void leave_descriptors_behind() {
        if (::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
        for (int fd = STDERR_FILENO + 1; fd < kOldKernelsDescriptors; ++fd)
            ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    }

    error_code limit_descriptors() const {
        if (!launch.descriptor_limit) return {};
        const rlimit limit{*launch.descriptor_limit, *launch.descriptor_limit};
        if (::setrlimit(RLIMIT_NOFILE, &limit) == 0) return {};
        return {errno, boost::system::system_category()};
    }
};

void keep(Output& output, std::string_view bytes, size_t kept) {
    const size_t to_head = std::min(kept - std::min(kept, output.head.size()), bytes.size());
    output.head += bytes.substr(0, to_head);
    output.tail += bytes.substr(to_head);
    if (output.tail.size() <= kept) return;
    const size_t surplus = output.tail.size() - kept;
    output.tail.erase(0, surplus);
    output.left_out += surplus;
}

// One of the target's output streams, read in the background.
struct Stream {
    asio::posix::stream_descriptor pipe;
    Output output;
    size_t kept;
    std::array<char, 16384> chunk{};

    Stream(asio::io_context& loop, size_t most) : pipe(loop), kept(most) {}

    Descriptor open() {
        std::array<int, 2> ends{};
        base::check_syscall("pipe", ::pipe2(ends.data(), O_CLOEXEC));
        pipe.assign(ends[0]);
        pipe.non_blocking(true);
        return Descriptor(ends[1]);
    }

    void read_on() {
        pipe.async_read_some(asio::buffer(chunk), [this](error_code error, size_t size) {
            if (error) return;
            keep(output, {chunk.data(), size}, kept);
            read_on();
        });
    }

    // No more than a pipe can hold, or a target that prints without end would keep us here.
    void drain() {
        error_code error;
        for (size_t taken = 0; taken < kLongestInput;) {
            const size_t size = pipe.read_some(asio::buffer(chunk), error);
            if (size == 0) return;
            keep(output, {chunk.data(), size}, kept);
            taken += size;
        }
    }
};

bool is_program(const std::string& path) {
    struct stat status {};
    return ::access(path.c_str(), X_OK) == 0 && ::stat(path.c_str(), &status) == 0 &&
           S_ISREG(status.st_mode);
}

}  // namespace

struct Target::Streams {
    Stream out;
    Stream err;
    Descriptor input_reading;
    Descriptor input_writing;

    Streams(asio::io_context& loop, size_t kept) : out(loop, kept), err(loop, kept) {}

    void open_input(const Launch& launch) {
        if (launch.input == Input::idle_pipe) return open_pipe();
        if (launch.input == Input::text) return open_text(launch.text);
        input_reading = Descriptor(
            base::check_syscall("open /dev/null", ::open("/dev/null", O_RDONLY | O_CLOEXEC)));
    }

    void open_pipe() {
        std::array<int, 2> ends{};
        base::check_syscall("pipe", ::pipe2(ends.data(), O_CLOEXEC));
        input_reading = Descriptor(ends[0]);
        input_writing = Descriptor(ends[1]);
    }

    // The pipe holds the whole text before the target starts, so nobody has to write meanwhile.
    void open_text(std::string_view text) {
        open_pipe();
        const int fd = input_writing.get();
        const int room =
            base::check_syscall("enlarge the pipe of stdin",
                                ::fcntl(fd, F_SETPIPE_SZ, std::max<size_t>(1, text.size())));
        if (text.size() > static_cast<size_t>(room)) {
            throw base::HarnessError("fill stdin: it is too long for a pipe");
        }
        base::check_syscall("fill stdin", static_cast<long>(::write(fd, text.data(), text.size())));
        input_writing.reset();
    }
};

std::string to_string(const ProcessEnd& end) {
    if (!end.by_signal) return fmt::format("exit status {}", end.number);
    const char* const name = ::sigabbrev_np(end.number);
    return name != nullptr ? fmt::format("killed by SIG{}", name)
                           : fmt::format("killed by signal {}", end.number);
}

std::string Output::text() const {
    if (left_out == 0) return head + tail;
    return fmt::format("{}\n… {} bytes left out …\n{}", head, left_out, tail);
}

std::string find_program(const std::string& word) {
    if (word.find('/') != std::string::npos) return is_program(word) ? word : "";
    const char* const path = std::getenv("PATH");
    for (const std::string& folder : base::split(path != nullptr ? path : "/usr/bin:/bin", ':')) {
        const std::string candidate = (folder.empty() ? "." : folder) + "/" + word;
        if (is_program(candidate)) return candidate;
    }
    return {};
}

Output Output::shortened(size_t kept) const {
    Output result = *this;
    if (result.head.size() > kept) {
        result.tail.insert(0, result.head, kept);
        result.head.resize(kept);
    }
    if (result.tail.size() > kept) {
        result.left_out += result.tail.size() - kept;
        result.tail.erase(0, result.tail.size() - kept);
    }
    return result;
}

Target::Target(asio::io_context& loop, const Launch& launch)
    : streams_(std::make_unique<Streams>(loop, launch.kept)) {
    const Descriptor out = streams_->out.open();
    const Descriptor err = streams_->err.open();
    streams_->open_input(launch);
    process::process_stdio stdio{streams_->input_reading.get(), out.get(), err.get()};
    const std::vector<std::string> arguments(launch.command.begin() + 1, launch.command.end());
    process::posix::default_launcher launcher;
    error_code error;
    ChildSetup setup{launch};
    const std::vector<std::string> environment = environment_with(launch.environment);
    const std::vector<const char*> variables = pointers_to(environment);
    launcher.env = variables.data();
    auto started = launcher(loop.get_executor(), error, launch.command[0], arguments, stdio, setup);
    if (error) {
        if (launcher.pid > 0) ::waitpid(launcher.pid, nullptr, 0);  // the launcher does not
        throw base::HarnessError("start " + launch.command[0] + ": " + error.message());
    }
    pid_ = launcher.pid;
    reaped().erase(pid_);  // an earlier process of the same number
    started.detach();
    if (!launch.read_output) return;
    streams_->out.read_on();
    streams_->err.read_on();
}

Target::~Target() {
    end_everything();
}

std::optional<ProcessEnd> Target::end() {
    reap_all();
    const auto found = reaped().find(pid_);
    if (found == reaped().end()) return std::nullopt;
    const int status = found->second;
    if (WIFSIGNALED(status)) return ProcessEnd{.by_signal = true, .number = WTERMSIG(status)};
    return ProcessEnd{.by_signal = false, .number = WEXITSTATUS(status)};
}

void Target::reap() {
    reap_all();
}

bool Target::alive() {
    reap_all();
    return !descendants(Zombies::left_out).empty();
}

void Target::signal(int number) {
    // A process that forks while the list is read leaves a child that is not on it, even as it
    // ends: so again, until nobody is new.
    std::set<pid_t> told;
    for (bool somebody_new = true; somebody_new;) {
        somebody_new = false;
        for (const pid_t member : descendants(Zombies::included)) {
            if (!told.insert(member).second) continue;
            somebody_new = true;
            ::kill(member, number);
        }
    }
}

void Target::end_everything() {
    const auto deadline = std::chrono::steady_clock::now() + kEndLimit;
    while (true) {
        reap_all();
        const auto left = descendants(Zombies::included);
        if (left.empty()) return;
        for (const pid_t member : left)
            ::kill(member, SIGKILL);
        int status = 0;
        const pid_t process = ::waitpid(-1, &status, 0);
        if (process > 0) reaped()[process] = status;
        if (std::chrono::steady_clock::now() > deadline) {
            throw base::HarnessError("end the target: " + process_name(left.front()) +
                                     " does not end");
        }
    }
}

Output Target::standard_output() {
    streams_->out.drain();
    return streams_->out.output;
}

Output Target::standard_error() {
    streams_->err.drain();
    return streams_->err.output;
}

}  // namespace echospec::sandbox
