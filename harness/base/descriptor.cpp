// SPDX-License-Identifier: Apache-2.0
#include "base/descriptor.hpp"

#include <unistd.h>

namespace echospec::base {

void Descriptor::reset() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
}

}  // namespace echospec::base
