// SPDX-License-Identifier: Apache-2.0
#include "engine/interruption.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include "base/error.hpp"

namespace echospec::engine {

Interruption::Interruption() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    base::check_syscall("block signals", ::sigprocmask(SIG_BLOCK, &signals, &before_));
    descriptor_ = base::Descriptor(
        base::check_syscall("signalfd", ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK)));
}

Interruption::~Interruption() {
    ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

std::optional<int> Interruption::take() const {
    signalfd_siginfo info{};
    if (::read(descriptor_.get(), &info, sizeof info) != ssize_t{sizeof info}) return std::nullopt;
    return static_cast<int>(info.ssi_signo);
}

}  // namespace echospec::engine
