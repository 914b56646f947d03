// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/duration.hpp"

// The target as the kernel sees it: every process that descends from this one, and what each of
// its threads does right now. Read from /proc, which needs no privilege for one's own children.

namespace echospec::sandbox {

// How a thread is at the moment of the look.
enum class Rest {
    running,  // it has or wants a processor, or sleeps in the kernel for a moment
    timed,    // it sleeps, and goes on by itself within the horizon, or might
    asleep,   // only an event, a signal, or a time beyond the horizon wakes it
    stopped,  // by a signal
    ended,    // a zombie: it does nothing any more, and its parent has been told
};

struct ThreadLook {
    pid_t process = 0;
    pid_t thread = 0;
    Rest rest = Rest::running;
    uint64_t time_slices = 0;  // how often it was given a processor: equal twice, it did not run
    base::Duration queued{};   // how long it has waited for a processor since it began
    std::string where;         // "epoll_wait", "nanosleep of 300.0 ms"
};

// Every descendant of this process that has not ended; zombies only if asked for.
enum class Zombies { left_out, included };
std::vector<pid_t> descendants(Zombies zombies);

// A wait that ends by itself only after `horizon` counts as asleep.
std::vector<ThreadLook> look_at_threads(base::Duration horizon);

// How long this thread itself has waited for a processor since it began.
base::Duration own_queued_time();

// What the whole target holds.
struct Resources {
    uint64_t descriptors = 0;
    uint64_t threads = 0;
    uint64_t children = 0;  // processes, zombies among them
    uint64_t zombies = 0;
    uint64_t memory = 0;  // resident octets
    base::Duration processor{};
};
Resources measure_resources();

// The name of the process, for messages: "python3 (7)".
std::string process_name(pid_t process);

}  // namespace echospec::sandbox
