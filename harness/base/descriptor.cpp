// SPDX-License-Identifier: Apache-2.0
#include "base/descriptor.hpp"

#include <unistd.h>

#include <thread>

namespace echospec::base {

void Descriptor::reset() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
}

void close_in_background(Descriptor descriptor) {
    std::thread([held = std::move(descriptor)]() mutable { held.reset(); }).detach();
}

}  // namespace echospec::base
