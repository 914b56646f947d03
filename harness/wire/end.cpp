// SPDX-License-Identifier: Apache-2.0
#include "wire/end.hpp"

namespace echospec::wire {
namespace {

// ESTABLISHED and everything after it. Whether an end that has sent and received a FIN was the
// passive closer shows in its FIN: it acknowledged the other's.
State synchronized_state(const End& end, const End& other) {
    const bool received = fin_arrived(other);
    if (!end.fin) return received ? State::close_wait : State::established;
    if (!fin_acknowledged(end)) {
        if (!received) return State::fin_wait_1;
        return end.knew_other_fin ? State::last_ack : State::closing;
    }
    if (!received) return State::fin_wait_2;
    return end.knew_other_fin ? State::closed : State::time_wait;
}

}  // namespace

bool synchronized(const End& end) {
    return end.assumed || end.stream.acknowledged() > 0;
}

bool fin_arrived(const End& end) {
    return end.fin && end.stream.received() > *end.fin;
}

bool fin_acknowledged(const End& end) {
    return end.fin && end.stream.acknowledged() > *end.fin;
}

State state_of(const End& end, const End& other) {
    if (end.gone) return end.back_to_listen ? State::listen : State::closed;
    if (!end.assumed) {
        if (!end.syn_sent) return State::listen;
        if (!end.syn_received) return State::syn_sent;
        // A FIN may leave in SYN-RECEIVED: the state is FIN-WAIT-1 from then on.
        if (!synchronized(end) && !end.fin) return State::syn_received;
    }
    return synchronized_state(end, other);
}

bool is_over(State state) {
    return state == State::closed || state == State::listen || state == State::time_wait;
}

}  // namespace echospec::wire
