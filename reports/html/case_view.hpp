// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <set>
#include <string>

#include "verdict/result.hpp"

// One case as HTML, by case.mustache.

namespace echospec::reports::html {

enum class Folding { open, closed };
enum class Detail { whole, brief };  // brief: what it is and where it stands, no more

struct CaseView {
    const verdict::CaseResult& result;  // clean
    std::string folder;
    std::string anchor;
    Folding folding = Folding::closed;
    Detail detail = Detail::whole;
};

// A writer that parses the template once. Of the requirements, the known ones become links.
std::function<std::string(const CaseView&)> case_writer(std::set<std::string> known);

// "req/TCP-HALF-1", where the statement speaks of it.
std::string requirement_anchor(const std::string& id);

}  // namespace echospec::reports::html
