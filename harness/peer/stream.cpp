// SPDX-License-Identifier: Apache-2.0
#include "peer/stream.hpp"

#include "base/error.hpp"

namespace echospec::peer {
namespace {

constexpr size_t kMostEvents = 1000;

}  // namespace

std::string to_string(Event::Kind kind) {
    switch (kind) {
        case Event::Kind::connected:
            return "connected";
        case Event::Kind::refused:
            return "refused";
        case Event::Kind::received:
            return "received";
        case Event::Kind::fin:
            return "FIN";
        case Event::Kind::reset:
            return "RST";
        case Event::Kind::timed_out:
            return "timed out";
    }
    return "";
}

void Stream::echo_back(std::optional<uint64_t>) {
    throw base::HarnessError("echo back on " + name_ + ": only a socket does that by itself");
}

void Stream::end(Ending ending, Event::Kind kind) {
    ending_ = ending;
    record(kind, 0);
}

void Stream::record(Event::Kind kind, uint64_t size) {
    const bool merge = kind == Event::Kind::received && events_.size() >= kMostEvents &&
                       events_.back().kind == kind;
    if (merge) {
        events_.back().size += size;
        return;
    }
    events_.push_back({base::Clock::now(), kind, size});
}

}  // namespace echospec::peer
