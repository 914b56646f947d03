// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "engine/pool.hpp"

namespace echospec::cli {

// Writes a run as JSON lines while it goes on (verdict/json_lines.hpp): under its name from the
// start, each line at once, so that whatever happens next the file says how far the run came.
class JsonLinesFile : public engine::Progress {
  public:
    // "-" is standard output. Throws HarnessError where it cannot be written.
    explicit JsonLinesFile(std::string path);

    void planned(const verdict::RunResult& run) override;
    void finished(const verdict::CaseResult& result, size_t done, size_t jobs) override;

    // The cases that did not run, and the footer.
    void close(const verdict::RunResult& run);

  private:
    struct Closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    void write(const std::string& lines);

    std::string path_;
    std::unique_ptr<std::FILE, Closer> owned_;  // null: standard output
    std::FILE* stream_;
};

}  // namespace echospec::cli
