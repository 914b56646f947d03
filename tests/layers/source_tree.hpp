// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

// The checkout, as far as its own rules can be read off its files.

namespace echospec::tests {

struct TextFile {
    std::string path;  // from the root of the checkout
    std::vector<std::string> lines;
};

// The C++, CMake and script files below these folders, ordered by path. A file that cannot be read
// or a folder that is not there throws.
std::vector<TextFile> source_files(const std::vector<std::string>& folders);

struct Include {
    int line = 0;
    std::string header;
    bool angled = false;  // <header>
};

std::vector<Include> includes_of(const TextFile& file);

// "wire" for harness/wire/…, "reports" for reports/…, "cases" for cases/…: the layer of a source
// file, or of a header as it is included. Empty if it belongs to none.
std::string layer_of_path(std::string_view path);
std::string layer_of_header(std::string_view header);

}  // namespace echospec::tests
