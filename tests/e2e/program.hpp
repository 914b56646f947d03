// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/descriptor.hpp"
#include "verdict/result.hpp"

// The built echospec, run as a person runs it.

namespace echospec::tests {

struct Outcome {
    int code = -1;  // exit status; -N if signal N killed it
    std::string out;
    std::string err;

    std::string last_line() const;  // of stdout
};

class Program {
  public:
    // Starts `echospec` with these arguments, as `user` if one is given; in an environment without
    // any test runner's variables.
    explicit Program(const std::vector<std::string>& arguments);
    Program(const std::string& binary, const std::vector<std::string>& arguments,
            std::optional<uid_t> user);
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program();  // kills it

    // Until stdout holds the text; false if it ends, or a minute passes, without.
    bool has_printed(const std::string& text);
    void signal(int number) const;

    // Its end. One that takes longer than 200 s is killed.
    Outcome finish();

  private:
    bool read_some();  // false once both streams have ended
    bool is_late() const;

    pid_t pid_ = 0;
    base::Descriptor out_, err_;
    std::chrono::steady_clock::time_point deadline_;
    Outcome outcome_;
};

// Start and end.
Outcome echospec(const std::vector<std::string>& arguments);

// The results that a run wrote to its stdout (`--json -`). What is no whole results file fails the
// test.
verdict::RunResult results_of(const Outcome& outcome);

// A built program of fixtures/.
std::string fixture(const std::string& name);

// A folder of its own, removed with all that is in it.
class Folder {
  public:
    Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace echospec::tests
