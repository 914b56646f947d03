// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/duration.hpp"

// What a sleeping thread waits in, read from outside: which system call, and whether the wait ends
// by itself. The source is /proc/PID/task/TID/syscall (proc(5)); time limits that lie in the
// target's memory are read there (process_vm_readv(2)), a socket's SO_RCVTIMEO and SO_SNDTIMEO from
// the socket (pidfd_getfd(2)).

namespace echospec::sandbox {

struct SystemCall {
    long number = -1;  // -1: blocked outside any system call
    std::array<uint64_t, 6> arguments{};
};

// The line of /proc/PID/task/TID/syscall; nothing if the thread runs.
std::optional<SystemCall> parse_system_call(std::string_view line);

struct Wait {
    enum class Kind {
        untimed,  // ends only by an event
        timed,    // ends by itself after at most `limit`
        unknown,  // may end by itself: a call that is not in the table
    };
    Kind kind = Kind::unknown;
    base::Duration limit{};
    std::string call;  // "epoll_wait"
};

Wait classify_wait(pid_t pid, const SystemCall& call);

}  // namespace echospec::sandbox
