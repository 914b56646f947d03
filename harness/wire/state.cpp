// SPDX-License-Identifier: Apache-2.0
#include "wire/state.hpp"

namespace echospec::wire {

std::string_view to_string(State state) {
    switch (state) {
        case State::closed:
            return "CLOSED";
        case State::listen:
            return "LISTEN";
        case State::syn_sent:
            return "SYN-SENT";
        case State::syn_received:
            return "SYN-RECEIVED";
        case State::established:
            return "ESTABLISHED";
        case State::fin_wait_1:
            return "FIN-WAIT-1";
        case State::fin_wait_2:
            return "FIN-WAIT-2";
        case State::close_wait:
            return "CLOSE-WAIT";
        case State::closing:
            return "CLOSING";
        case State::last_ack:
            return "LAST-ACK";
        case State::time_wait:
            return "TIME-WAIT";
    }
    return "";
}

}  // namespace echospec::wire
