// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/system/result.hpp>
#include <compare>
#include <string>
#include <vector>

// What is wrong with a file or a command line that a person wrote: where, what, and how to mend
// it. A reader of such input returns Result<T>: the value, or all the mistakes, not only the first.
//
//     cases/tcp/server/x.yaml:9:7: error: unknown step `recieve`
//       9 |     - recieve: fin
//         |       ^~~~~~~
//       hint: did you mean `receive`?

namespace echospec::base {

struct Position {
    std::string file;
    int line = 0;    // 1-based; 0 where the whole file is meant
    int column = 0;  // 1-based
    auto operator<=>(const Position&) const = default;
};

// "file:line:column", or "file" alone for the whole file.
std::string to_string(const Position& position);

struct Diagnostic {
    Position position;
    std::string message;
    std::string hint;         // how to mend it; may be empty
    std::string source_line;  // the text of the line, for the caret; may be empty
    int length = 1;           // how many columns the caret underlines
};

using Diagnostics = std::vector<Diagnostic>;

// [[nodiscard]] by Boost: `result.has_value()`, `*result`, `result.error()`.
template <class T>
using Result = boost::system::result<T, Diagnostics>;

std::string render(const Diagnostic& diagnostic);
std::string render(const Diagnostics& diagnostics);

// Thrown by boost::system::result when value() is called on a failure: a bug of the caller.
[[noreturn]] void throw_exception_from_error(const Diagnostics& diagnostics,
                                             const boost::source_location& where);

}  // namespace echospec::base

// Found by argument-dependent lookup in namespace std, where std::vector lives, or in
// boost::system: the declaration there makes Result<T>::value() usable.
namespace boost::system {
using echospec::base::throw_exception_from_error;
}
