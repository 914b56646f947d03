// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <linux/types.h>

#include <cstdint>

#include "base/address.hpp"

struct nlmsghdr;

namespace echospec::sandbox {

// An end of a socket as sock_diag(7) writes it: address and port in network byte order. A
// dual-stack socket shows an IPv4 peer as ::ffff:a.b.c.d (RFC 4291 §2.5.5.2): said as IPv4, so that
// both ends of one conversation name it alike.
base::Endpoint diag_endpoint(uint8_t family, const __be32* octets, __be16 port);

// Whether the socket takes IPv6 alone; false where the message does not say.
bool diag_v6_only(const nlmsghdr* message);

}  // namespace echospec::sandbox
