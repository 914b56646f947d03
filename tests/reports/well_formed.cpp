// SPDX-License-Identifier: Apache-2.0
#include "well_formed.hpp"

#include <unistd.h>

#include <cstdlib>

#include "base/files.hpp"
#include "base/text.hpp"

namespace echospec::reports {
namespace {

testing::AssertionResult xmllint(const std::string& text, const std::string& options) {
    const std::string path = testing::TempDir() + "report-" + std::to_string(getpid()) + ".xml";
    base::write_file(path, text);
    const std::string messages = path + ".messages";
    const std::string command =
        "xmllint --noout " + options + " '" + path + "' 2> '" + messages + "'";
    const int status = std::system(command.c_str());
    const std::string said = base::read_file(messages).value_or("");
    ::unlink(path.c_str());
    ::unlink(messages.c_str());
    if (status == 0) return testing::AssertionSuccess();
    return testing::AssertionFailure() << said << "in:\n" << text;
}

}  // namespace

testing::AssertionResult is_clean_text(const std::string& text) {
    if (base::printable_lines(text) == text) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "not clean: " << base::printable(text);
}

testing::AssertionResult is_xml(const std::string& text) {
    return xmllint(text, "--nonet");
}

testing::AssertionResult is_valid_xml(const std::string& text, const std::string& schema) {
    return xmllint(text, "--nonet --schema '" + schema + "'");
}

}  // namespace echospec::reports
