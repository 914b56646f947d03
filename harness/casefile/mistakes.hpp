// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "base/diagnostics.hpp"
#include "casefile/catalogue.hpp"
#include "casefile/lines.hpp"

// The mistakes found in one file, each with its line and a caret. The same mistake at the same
// place is kept once: a case is read once for each row of its matrix.

namespace echospec::casefile {

class Mistakes {
  public:
    // The file must outlive this.
    explicit Mistakes(const SourceFile& file);

    void add(const Spot& spot, std::string_view message, std::string_view hint);
    void add(const base::Position& position, std::string_view message, std::string_view hint);

    base::Position position(const Spot& spot) const;
    const Lines& lines() const { return lines_; }

    // All of them, by line and column.
    base::Diagnostics sorted() const;

  private:
    std::string name_;
    Lines lines_;
    base::Diagnostics found_;
    std::set<std::tuple<int, int, std::string>> seen_;  // line, column, message
};

}  // namespace echospec::casefile
