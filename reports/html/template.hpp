// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>
#include <vector>

// Mustache with two habits of this folder: an empty text counts as absent, so that its section is
// left out; and each name is used in one scope only, since Mustache looks for what is missing in
// the scopes around. The header is heavy: it is for the .cpp files of this folder.

namespace echospec::reports::html {

using Data = kainjow::mustache::data;
using Template = kainjow::mustache::mustache;

// The file of this folder that was built in, such as "page.mustache". It is a bug of the caller if
// there is none.
std::string asset(std::string_view name);

// Parses a built-in template; HarnessError if it is none.
Template load(std::string_view name);

// Sets the text unless it is empty.
void put(Data& data, const char* name, const std::string& text);

// Sets the list, and `has_NAME` unless it is empty.
void put_list(Data& data, const std::string& name, Data list);

Data empty_list();

}  // namespace echospec::reports::html
