// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "verdict/result.hpp"

// One case as HTML, by case.mustache.

namespace echospec::reports::html {

enum class Folding { open, closed };
enum class Detail { whole, without_steps };

struct CaseView {
    const verdict::CaseResult& result;  // clean
    std::string folder;
    std::string anchor;
    Folding folding = Folding::closed;
    Detail detail = Detail::whole;
};

// A writer that parses the template once.
std::function<std::string(const CaseView&)> case_writer();

// "req/TCP-HALF-1", where the statement speaks of it.
std::string requirement_anchor(const std::string& id);

}  // namespace echospec::reports::html
