// SPDX-License-Identifier: Apache-2.0
#include "wire/facts.hpp"

namespace echospec::wire {

std::string_view to_string(Side side) {
    return side == Side::client ? "client" : "server";
}

std::string_view to_string(Mark mark) {
    switch (mark) {
        case Mark::stray:
            return "of an older connection";
        case Mark::new_incarnation:
            return "a new connection's SYN";
        case Mark::bad_checksum:
            return "wrong checksum";
        case Mark::outside_window:
            return "outside the window";
        case Mark::refused_reset:
            return "reset not acceptable";
        case Mark::retransmission:
            return "retransmission";
        case Mark::out_of_order:
            return "out of order";
        case Mark::after_gap:
            return "after a gap";
        case Mark::keep_alive:
            return "keep-alive";
        case Mark::zero_window_probe:
            return "zero-window probe";
        case Mark::window_update:
            return "window update";
        case Mark::duplicate_ack:
            return "duplicate ACK";
        case Mark::after_close:
            return "after the close";
        case Mark::illegal:
            return "ILLEGAL";
    }
    return "";
}

std::vector<Mark> Marks::list() const {
    std::vector<Mark> marks;
    for (unsigned i = 0; i <= static_cast<unsigned>(Mark::illegal); ++i) {
        if (has(static_cast<Mark>(i))) marks.push_back(static_cast<Mark>(i));
    }
    return marks;
}

std::string_view to_string(ResetCause cause) {
    switch (cause) {
        case ResetCause::no_listener:
            return "no-listener";
        case ResetCause::wrong_acknowledgment:
            return "wrong-acknowledgment";
        case ResetCause::handshake_abandoned:
            return "handshake-abandoned";
        case ResetCause::no_socket:
            return "no-socket";
        case ResetCause::data_after_close:
            return "data-after-close";
        case ResetCause::data_to_nobody:
            return "data-to-nobody";
        case ResetCause::unread_data_or_abort:
            return "unread-data-or-abort";
        case ResetCause::abort:
            return "abort";
        case ResetCause::unknown:
            return "unknown";
    }
    return "";
}

std::string_view describe(ResetCause cause) {
    switch (cause) {
        case ResetCause::no_listener:
            return "nobody listens on that port";
        case ResetCause::wrong_acknowledgment:
            return "the other end acknowledged what was never sent";
        case ResetCause::handshake_abandoned:
            return "the client gave the attempt up before its third segment";
        case ResetCause::no_socket:
            return "the end no longer holds the connection";
        case ResetCause::data_after_close:
            return "data came after the end had closed";
        case ResetCause::data_to_nobody:
            return "data came for an end that had closed with output still queued, or no "
                   "longer held the connection";
        case ResetCause::unread_data_or_abort:
            return "the end closed with input unread, or aborted (linger zero); the wire does not "
                   "tell which";
        case ResetCause::abort:
            return "the end aborted (linger zero): it had received nothing that could be unread";
        case ResetCause::unknown:
            return "the capture began too late to tell";
    }
    return "";
}

}  // namespace echospec::wire
