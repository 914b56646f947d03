// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "capture/captured_frame.hpp"

namespace echospec::capture {

// Writes a pcap file with nanoseconds that Wireshark opens and read_capture() reads back. Throws
// HarnessError if it cannot be written whole.
void write_capture(const std::string& path, wire::LinkType link,
                   const std::vector<CapturedFrame>& frames);

}  // namespace echospec::capture
