// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace echospec::sandbox {

// Waits until the kernel sends through this device of the network that is entered now, five seconds
// at most, then throws HarnessError. A device whose other end has just come up loses what is sent
// until the kernel's own work queue has noticed: most often at once, sometimes a second later;
// since Linux 6.14 also by being asked, as this does.
void wait_until_operational(unsigned device);

}  // namespace echospec::sandbox
