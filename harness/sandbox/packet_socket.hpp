// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <linux/filter.h>
#include <sys/socket.h>

#include <vector>

#include "base/descriptor.hpp"
#include "base/duration.hpp"

namespace echospec::sandbox {

// A packet socket (packet(7)) without link headers that takes what the filter lets through, from
// its opening on: stamped with the wall's time by the kernel, and held in as large a buffer as this
// user may have. Device 0 is all of them. Throws HarnessError.
base::Descriptor open_packet_socket(unsigned device, std::vector<sock_filter> filter);

// The kernel's stamp on what recvmsg(2) took from such a socket, by the wall's clock.
base::Instant time_of(msghdr& message);

}  // namespace echospec::sandbox
