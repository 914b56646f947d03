// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace echospec::casefile {

// How a program shows on stdout what it has received: undeclared, any of the usual ways will do.
struct Display {
    enum class Form {
        any,
        raw,      // as it is, whatever stands around it
        lines,    // in pieces at the ends of lines
        quoted,   // as a literal of Python, Go or Rust
        pattern,  // what the first group of an extended regular expression matches, joined
        nothing,  // not at all
    };
    Form form = Form::any;
    std::string pattern;
};

}  // namespace echospec::casefile
