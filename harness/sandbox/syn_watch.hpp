// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/address.hpp"
#include "base/descriptor.hpp"

// Whom the processes of this network namespace try to connect to, seen in their SYNs. A SYN to a
// closed port is answered with RST at once, so the socket table would hardly ever show it; raw
// sockets (raw(7)) are given a copy of each segment that arrives, and cost nothing to close, as
// packet sockets do.

namespace echospec::sandbox {

class SynWatch {
  public:
    // Watches from now on. Throws HarnessError without CAP_NET_RAW in the namespace.
    SynWatch();

    // Each address that a SYN went to, once; of those that came since the last call, IPv4's first.
    const std::vector<base::Endpoint>& destinations();

  private:
    void take_v4();
    void take_v6();
    void note(const base::Endpoint& destination);

    base::Descriptor v4_;
    base::Descriptor v6_;  // none where there is no IPv6
    std::vector<base::Endpoint> destinations_;
};

}  // namespace echospec::sandbox
