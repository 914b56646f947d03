// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/duration.hpp"

// What a process holds open, from /proc/PID/fd and fdinfo.

namespace echospec::sandbox {

// Something that may wake a sleeping process without any event that this program can see: a timer
// descriptor that fires within the horizon, a POSIX timer, an io_uring, or a terminal (whose bytes
// the kernel passes on in the background). Empty if there is none.
std::string pending_wakeup(pid_t process, base::Duration horizon);

// The inodes of its sockets, as sock_diag names them.
std::vector<uint64_t> socket_inodes(pid_t process);

}  // namespace echospec::sandbox
