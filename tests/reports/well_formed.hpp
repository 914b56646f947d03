// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>

// Whether a document holds together, said by readers other than the ones that wrote it.

namespace echospec::reports {

// UTF-8 without control characters but line feed and tab.
testing::AssertionResult is_clean_text(const std::string& text);

// xmllint reads it, with the schema where one is given. Skips nothing: xmllint is required.
testing::AssertionResult is_xml(const std::string& text);
testing::AssertionResult is_valid_xml(const std::string& text, const std::string& schema);

}  // namespace echospec::reports
