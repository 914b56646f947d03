// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/compliance/statement.hpp"
#include "reports/html/anchors.hpp"
#include "reports/html/template.hpp"

// The statement of conformance, as the data of target.mustache: `outcomes` and `chapters`.

namespace echospec::reports::html {

void put_statement(Data& page, const compliance::Statement& statement, const Anchors& anchors);

}  // namespace echospec::reports::html
