// SPDX-License-Identifier: Apache-2.0
#include "wire/conversation.hpp"

namespace echospec::wire {

std::string_view to_string(Handshake handshake) {
    switch (handshake) {
        case Handshake::three_way:
            return "three-way";
        case Handshake::simultaneous:
            return "simultaneous";
        case Handshake::fast_open:
            return "fast-open";
        case Handshake::incomplete:
            return "incomplete";
        case Handshake::refused:
            return "refused";
        case Handshake::unseen:
            return "unseen";
    }
    return "";
}

std::string_view to_string(Close close) {
    switch (close) {
        case Close::open:
            return "open";
        case Close::half_closed:
            return "half-closed";
        case Close::unacknowledged:
            return "unacknowledged";
        case Close::four_way:
            return "four-way";
        case Close::three_segments:
            return "three-segments";
        case Close::simultaneous:
            return "simultaneous";
        case Close::aborted:
            return "aborted";
    }
    return "";
}

}  // namespace echospec::wire
