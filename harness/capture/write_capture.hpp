// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "wire/decode.hpp"

namespace echospec::capture {

// A frame as a live capture took it. Its time is shown as it is, so it should be the wall's:
// nanoseconds since 1970.
struct CapturedFrame {
    base::Instant time;
    base::Bytes bytes;
    uint32_t wire_length = 0;  // at least bytes.size()
};

// Writes a pcap file with nanoseconds that Wireshark opens and read_capture() reads back. Throws
// HarnessError if it cannot be written whole.
void write_capture(const std::string& path, wire::LinkType link,
                   const std::vector<CapturedFrame>& frames);

}  // namespace echospec::capture
