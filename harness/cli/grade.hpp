// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace echospec::cli {

// `echospec grade FILE.pcap`: judges every TCP connection in a capture. A stream from end to end:
// memory is bounded by what wire/conversations.hpp says, whatever the size of the file.
struct GradeOptions {
    std::string path;          // "-" is standard input
    std::string json;          // where to write the JSON; "-" is standard output, empty nowhere
    bool all_ladders = false;  // a ladder for every connection, not only for the illegal ones
    // The capture is known to lack nothing, so that silence is evidence and no breach is excused by
    // a record that may be missing.
    bool complete = false;
};

// 0 conforms, 1 an illegal transition, 2 the file is wrong, 3 no TCP connection in it, 4 none that
// the capture shows whole. Text goes to standard output, unless the JSON does.
int grade(const GradeOptions& options);

}  // namespace echospec::cli
