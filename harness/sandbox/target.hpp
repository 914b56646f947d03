// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sandbox/command.hpp"

// The program under test, as a running process with all that it leaves behind.
//
// Promises: it runs in a process group of its own, with default signal dispositions, an empty
// signal mask and no descriptor but 0, 1 and 2; what it prints is read in the background and kept
// up to a bound; whatever it forks, and however it dies, nothing of it is alive after
// end_everything().

namespace echospec::sandbox {

enum class Input { null_device, closed, idle_pipe, text };

// What a pipe can hold for an ordinary user (pipe(7)), and so the longest text on stdin.
constexpr size_t kLongestInput = 1024 * 1024;

struct Launch {
    std::vector<std::string> command;  // the program's path first, as find_program() gave it
    Input input = Input::null_device;
    std::string text{};  // of Input::text: all that its stdin holds before end-of-file
    bool read_output = true;
    size_t kept = 32 * 1024;  // octets of the head, and of the tail, of each output stream
    std::optional<uint64_t> descriptor_limit;
    std::string directory{};    // where it runs; empty: where this process does
    Environment environment{};  // variables beside this process's own
};

// How the process that was started ended.
struct ProcessEnd {
    bool by_signal = false;
    int number = 0;  // exit status or signal
};

std::string to_string(const ProcessEnd& end);  // "exit status 1", "killed by SIGSEGV"

// The head and the tail of a stream; what lies between is counted, not kept.
struct Output {
    std::string head;
    std::string tail;
    uint64_t left_out = 0;
    std::string text() const;  // "head… [N bytes left out] …tail"
    Output shortened(size_t kept) const;
};

// The path that a shell would run for this word; empty if there is no such executable file.
std::string find_program(const std::string& word);

class Target {
  public:
    // Starts it. Throws HarnessError if the program cannot be executed.
    Target(boost::asio::io_context& loop, const Launch& launch);
    Target(const Target&) = delete;
    Target& operator=(const Target&) = delete;
    ~Target();  // ends everything

    // How the started process ended; nothing while it runs. Reaps whatever has ended.
    std::optional<ProcessEnd> end();

    // Waits for what has ended and has no other parent: orphans of the target are this worker's,
    // and their zombies are not the target's doing.
    void reap();

    // Whether any process of the target lives, the started one or another.
    bool alive();

    // To every process of the target.
    void signal(int number);

    // Kills all processes of the target, and of any other Target of this worker, and reaps them.
    void end_everything();

    // What it printed so far; reads what the pipes still hold.
    Output standard_output();
    Output standard_error();

  private:
    struct Streams;
    std::unique_ptr<Streams> streams_;
    pid_t pid_ = 0;
};

}  // namespace echospec::sandbox
