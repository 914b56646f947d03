// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/descriptor.hpp"

namespace echospec::base {

// The whole file as bytes; nothing if it cannot be read (errno says why).
std::optional<std::string> read_file(const std::string& path);

// A file that appears under its name only once it is whole: it is written beside it and renamed, so
// that a reader never sees half of it. "-" is standard output; a device or a pipe, such as
// /dev/null, is written in place. Throws HarnessError.
class OutputFile {
  public:
    explicit OutputFile(std::string path);
    void write(std::string_view content);
    void finish();

  private:
    void flush();

    std::string path_;
    std::string pending_;
    std::string temporary_;  // empty where it is written in place
    Descriptor file_;
};

// All of it at once.
void write_file(const std::string& path, std::string_view content);

// At the end of the file, which is made if it is not there.
void append_file(const std::string& path, std::string_view content);

}  // namespace echospec::base
