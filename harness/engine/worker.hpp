// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/descriptor.hpp"
#include "base/duration.hpp"
#include "sandbox/isolation.hpp"

// A worker: a forked process in a sandbox of its own that answers requests, each with one message,
// over a socket pair. If it dies, only its own request is lost.

namespace echospec::engine {

// Length-prefixed messages on a stream socket. False, or nothing, if the other end is gone.
bool send_message(int socket, std::string_view message);
std::optional<std::string> receive_message(int socket);

class Worker {
  public:
    using Answer = std::function<std::string(const std::string& request)>;

    // Forks. The calling process must have a single thread.
    Worker(sandbox::Isolation isolation, const Answer& answer);
    Worker(Worker&&) = default;
    Worker& operator=(Worker&&) = default;
    ~Worker();  // ends it, and with it all that runs in its sandbox

    int socket() const { return socket_.get(); }
    bool ask(std::string_view request) const { return send_message(socket_.get(), request); }

  private:
    struct Process {
        pid_t pid = 0;
        explicit Process(pid_t number) : pid(number) {}
        Process(Process&& other) noexcept : pid(std::exchange(other.pid, 0)) {}
        Process& operator=(Process&& other) noexcept {
            std::swap(pid, other.pid);
            return *this;
        }
        ~Process() = default;
    };
    base::Descriptor socket_;
    Process process_{0};
};

// One request, one answer, and the worker is gone. Throws HarnessError if it dies or takes longer
// than the limit.
std::string in_worker(sandbox::Isolation isolation, base::Duration limit,
                      const std::function<std::string()>& task);

}  // namespace echospec::engine
