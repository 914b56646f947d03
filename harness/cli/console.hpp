// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <string>

#include "cli/tell.hpp"
#include "engine/pool.hpp"

namespace echospec::cli {

// Shows a run while it goes on: on a terminal one line that is rewritten, findings above it; else a
// plain line for each case, and the findings at once as well.
class Console : public engine::Progress {
  public:
    enum class Detail { all, findings_only };

    // `stream` is where it goes: stderr if a report is written to stdout.
    Console(std::FILE* stream, Detail detail);

    void planned(const verdict::RunResult& run) override;
    void finished(const verdict::CaseResult& result, size_t done, size_t jobs) override;

    // Text of its own lines, the live line out of the way.
    void print(const std::string& text);
    Colour colour() const { return colour_; }

  private:
    void clear_live_line();
    void show_live_line(const verdict::CaseResult& result, size_t done, size_t jobs);

    std::FILE* stream_;
    Detail detail_;
    bool in_workflow_;  // of GitHub
    bool live_;
    Colour colour_;
    bool line_shown_ = false;
};

}  // namespace echospec::cli
