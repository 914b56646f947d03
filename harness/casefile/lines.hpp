// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace echospec::casefile {

// A place within a file. Lines and columns are 1-based; a column is a code point, as in editors.
struct Spot {
    int line = 0;  // 0: the whole file
    int column = 0;
    int length = 0;  // in code points; 0: the word that begins there
    bool operator==(const Spot&) const = default;
};

// How many code points the valid UTF-8 text has.
int code_points(std::string_view text);

// The lines of a text, found by number. The text must outlive this.
class Lines {
  public:
    explicit Lines(std::string_view text);

    int count() const { return static_cast<int>(starts_.size()); }
    std::string_view text() const { return text_; }

    // Without its line end; empty where there is no such line.
    std::string_view at(int line) const;

    // Where the byte stands in the text that is so far (from 0) behind the line's start.
    size_t offset(int line, int byte) const;

    // The line and column of a byte of the text, with the length 1.
    Spot spot(size_t offset) const;

  private:
    std::string_view text_;
    std::vector<size_t> starts_;
};

}  // namespace echospec::casefile
