// SPDX-License-Identifier: Apache-2.0
#include "engine/worker.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "base/error.hpp"

namespace echospec::engine {
namespace {

using base::check_syscall;

bool send_all(int socket, const char* bytes, size_t size) {
    while (size > 0) {
        const ssize_t sent = ::send(socket, bytes, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes += sent;
        size -= static_cast<size_t>(sent);
    }
    return true;
}

bool receive_all(int socket, char* bytes, size_t size) {
    while (size > 0) {
        const ssize_t received = ::recv(socket, bytes, size, 0);
        if (received < 0 && errno == EINTR) continue;
        if (received <= 0) return false;
        bytes += received;
        size -= static_cast<size_t>(received);
    }
    return true;
}

// An empty answer is never a result: it begins the reason why there is none.
std::string answered(const Worker::Answer& answer, const std::string& request) {
    try {
        return "+" + answer(request);
    } catch (const base::HarnessError& error) {
        return std::string("-") + error.what();
    }
}

[[noreturn]] void serve(int socket, sandbox::Isolation isolation, const Worker::Answer& answer) {
    // Ctrl-C reaches the whole foreground group: the parent decides what it means.
    ::signal(SIGINT, SIG_IGN);
    ::signal(SIGTERM, SIG_DFL);
    ::signal(SIGCHLD, SIG_DFL);
    std::string trouble;
    try {
        if (isolation == sandbox::Isolation::sandbox) {
            sandbox::enter_sandbox();
        } else {
            sandbox::become_reaper();
        }
    } catch (const base::HarnessError& error) {
        trouble = std::string("-") + error.what();
    }
    while (const auto request = receive_message(socket)) {
        if (!send_message(socket, trouble.empty() ? answered(answer, *request) : trouble)) break;
    }
    ::_exit(0);
}

}  // namespace

bool send_message(int socket, std::string_view message) {
    const uint64_t size = message.size();
    std::array<char, sizeof size> head;
    std::memcpy(head.data(), &size, sizeof size);
    return send_all(socket, head.data(), head.size()) &&
           send_all(socket, message.data(), message.size());
}

std::optional<std::string> receive_message(int socket) {
    uint64_t size = 0;
    std::array<char, sizeof size> head;
    if (!receive_all(socket, head.data(), head.size())) return std::nullopt;
    std::memcpy(&size, head.data(), sizeof size);
    std::string message(size, '\0');
    if (!receive_all(socket, message.data(), message.size())) return std::nullopt;
    return message;
}

Worker::Worker(sandbox::Isolation isolation, const Answer& answer) {
    std::array<int, 2> ends{};
    check_syscall("socketpair", ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()));
    socket_ = base::Descriptor(ends[0]);
    const base::Descriptor other(ends[1]);
    process_ = Process(check_syscall("fork a worker", ::fork()));
    if (process_.pid != 0) return;
    socket_.reset();
    serve(other.get(), isolation, answer);
}

Worker::~Worker() {
    if (process_.pid == 0) return;
    ::kill(process_.pid, SIGKILL);
    while (::waitpid(process_.pid, nullptr, 0) == -1 && errno == EINTR) {
    }
}

std::string in_worker(sandbox::Isolation isolation, base::Duration limit,
                      const std::function<std::string()>& task) {
    const Worker worker(isolation, [&](const std::string&) { return task(); });
    if (!worker.ask("")) throw base::HarnessError("ask a worker: it has ended");
    pollfd ready{.fd = worker.socket(), .events = POLLIN, .revents = 0};
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(limit).count();
    const int count = ::poll(&ready, 1, static_cast<int>(milliseconds));
    if (count == -1 && errno == EINTR) throw base::HarnessError("interrupted");
    if (count == 0) throw base::HarnessError("wait for a worker: no answer");
    const auto answer = receive_message(worker.socket());
    if (!answer) throw base::HarnessError("wait for a worker: it died");
    if (answer->starts_with('-')) throw base::HarnessError(answer->substr(1));
    return answer->substr(1);
}

}  // namespace echospec::engine
