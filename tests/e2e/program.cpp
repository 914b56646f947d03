// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.hpp"

#include <fcntl.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "verdict/codec.hpp"

namespace echospec::tests {
namespace {

using base::check_syscall;
using Clock = std::chrono::steady_clock;

struct Pipe {
    base::Descriptor reading, writing;
};

Pipe make_pipe() {
    std::array<int, 2> ends{};
    check_syscall("pipe", ::pipe2(ends.data(), O_CLOEXEC));
    return {base::Descriptor(ends[0]), base::Descriptor(ends[1])};
}

void become(uid_t user) {
    if (::setgroups(0, nullptr) != 0 || ::setgid(user) != 0 || ::setuid(user) != 0) ::_exit(126);
}

[[noreturn]] void execute(const std::string& binary, std::vector<std::string> words) {
    for (const char* const name :
         {"TEST_TOTAL_SHARDS", "TEST_SHARD_INDEX", "GTEST_TOTAL_SHARDS", "GTEST_SHARD_INDEX",
          "GTEST_SHARD_STATUS_FILE", "GITHUB_STEP_SUMMARY", "GITHUB_ACTIONS"})
        ::unsetenv(name);
    words.insert(words.begin(), "echospec");
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::execv(binary.c_str(), arguments.data());
    ::_exit(127);
}

// True while the stream may bring more.
bool read_from(base::Descriptor& stream, std::string& text) {
    std::array<char, 65536> chunk;
    const ssize_t size = ::read(stream.get(), chunk.data(), chunk.size());
    if (size > 0) text.append(chunk.data(), static_cast<size_t>(size));
    if (size <= 0) stream = base::Descriptor();
    return size > 0;
}

}  // namespace

std::string Outcome::last_line() const {
    const auto lines = base::split(out, '\n');
    return lines.size() < 2 ? out : lines[lines.size() - 2];
}

Program::Program(const std::vector<std::string>& arguments)
    : Program(ECHOSPEC_BINARY, arguments, std::nullopt) {}

Program::Program(const std::string& binary, const std::vector<std::string>& arguments,
                 std::optional<uid_t> user)
    : deadline_(Clock::now() + std::chrono::seconds(200)) {
    Pipe out = make_pipe(), err = make_pipe();
    pid_ = check_syscall("fork", ::fork());
    if (pid_ == 0) {
        ::dup2(out.writing.get(), STDOUT_FILENO);
        ::dup2(err.writing.get(), STDERR_FILENO);
        if (user) become(*user);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        execute(binary, arguments);
    }
    out_ = std::move(out.reading);
    err_ = std::move(err.reading);
}

Program::~Program() {
    if (pid_ == 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

bool Program::is_late() const {
    return Clock::now() > deadline_;
}

bool Program::read_some() {
    std::array<pollfd, 2> streams{pollfd{out_.get(), POLLIN, 0}, pollfd{err_.get(), POLLIN, 0}};
    if (!out_ && !err_) return false;
    ::poll(streams.data(), streams.size(), 1'000);
    if (streams[0].revents != 0) read_from(out_, outcome_.out);
    if (streams[1].revents != 0) read_from(err_, outcome_.err);
    return true;
}

bool Program::has_printed(const std::string& text) {
    while (outcome_.out.find(text) == std::string::npos) {
        if (!read_some() || is_late()) return false;
    }
    return true;
}

void Program::signal(int number) const {
    ::kill(pid_, number);
}

Outcome Program::finish() {
    while (read_some()) {
        if (!is_late()) continue;
        ADD_FAILURE() << "it takes too long:\n" << outcome_.out << outcome_.err;
        ::kill(pid_, SIGKILL);
        break;
    }
    int status = 0;
    while (::waitpid(pid_, &status, 0) == -1 && errno == EINTR) {
    }
    pid_ = 0;
    outcome_.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return outcome_;
}

Outcome echospec(const std::vector<std::string>& arguments) {
    return Program(arguments).finish();
}

verdict::RunResult results_of(const Outcome& outcome) {
    const auto results = verdict::decode_run("stdout", outcome.out);
    if (results) return *results;
    ADD_FAILURE() << base::render(results.error()) << outcome.out << outcome.err;
    return {};
}

std::string fixture(const std::string& name) {
    return std::string(ECHOSPEC_FIXTURES) + "/" + name;
}

Folder::Folder() : path_(testing::TempDir() + "echospec-XXXXXX") {
    if (::mkdtemp(path_.data()) == nullptr) base::throw_errno("make a folder", errno);
    check_syscall("chmod", ::chmod(path_.c_str(), 0755));
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace echospec::tests
