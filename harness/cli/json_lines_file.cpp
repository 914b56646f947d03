// SPDX-License-Identifier: Apache-2.0
#include "cli/json_lines_file.hpp"

#include <cerrno>

#include "base/error.hpp"
#include "verdict/json_lines.hpp"

namespace echospec::cli {

// `e`: closed where a target is started.
JsonLinesFile::JsonLinesFile(std::string path)
    : path_(std::move(path)),
      owned_(path_ == "-" ? nullptr : std::fopen(path_.c_str(), "we")),
      stream_(path_ == "-" ? stdout : owned_.get()) {
    if (stream_ == nullptr) base::throw_errno("write " + path_, errno);
}

void JsonLinesFile::planned(const verdict::RunResult& run) {
    write(verdict::opening_lines(run));
}

void JsonLinesFile::finished(const verdict::CaseResult& result, size_t, size_t) {
    write(verdict::case_line(result));
}

void JsonLinesFile::close(const verdict::RunResult& run) {
    write(verdict::closing_lines(run));
}

// Flushed before a worker is forked: what is left in the buffer would be written twice.
void JsonLinesFile::write(const std::string& lines) {
    const size_t written = std::fwrite(lines.data(), 1, lines.size(), stream_);
    if (written != lines.size() || std::fflush(stream_) != 0)
        base::throw_errno("write " + path_, errno);
}

}  // namespace echospec::cli
