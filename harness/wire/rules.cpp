// SPDX-License-Identifier: Apache-2.0
#include "wire/rules.hpp"

namespace echospec::wire {

RuleText text_of(Rule rule) {
    switch (rule) {
        case Rule::handshake_acknowledges_syn:
            return {"handshake-acknowledges-syn",
                    "SYN,ACK acknowledges the number right after the other end's SYN",
                    "RFC 9293 §3.10.7.2"};
        case Rule::synchronized_before_text:
            return {"synchronized-before-text",
                    "an end that has not received the other's SYN sends only SYN or RST",
                    "RFC 9293 §3.10.7.3"};
        case Rule::text_after_own_syn:
            return {"text-after-own-syn",
                    "data wait until one's own SYN is acknowledged, unless Fast Open carried data",
                    "RFC 9293 §3.10.2"};
        case Rule::syn_without_fin:
            return {"syn-without-fin", "a FIN comes in a segment of its own after the SYN",
                    "RFC 9293 §3.10.4"};
        case Rule::acknowledgment_always:
            return {"acknowledgment-always",
                    "once the connection is established every segment bears ACK", "RFC 9293 §3.1"};
        case Rule::acknowledges_what_was_sent:
            return {"acknowledges-what-was-sent",
                    "an acknowledgment does not go beyond what the other end has sent",
                    "RFC 9293 §3.4"};
        case Rule::acknowledges_the_syn:
            return {"acknowledges-the-syn", "an acknowledgment covers at least the other end's SYN",
                    "RFC 9293 §3.5"};
        case Rule::nothing_after_fin:
            return {"nothing-after-fin", "no octet is sent beyond one's own FIN", "RFC 9293 §3.6"};
        case Rule::one_fin:
            return {"one-fin", "a repeated FIN keeps its sequence number", "RFC 9293 §3.4"};
        case Rule::fin_behind_data:
            return {"fin-behind-data", "the FIN comes after the last octet that was sent",
                    "RFC 9293 §3.4"};
        case Rule::nothing_after_reset:
            return {"nothing-after-reset",
                    "an end that has reset the connection sends nothing new on it",
                    "RFC 9293 §3.10.5"};
        case Rule::no_reset_for_reset:
            return {"no-reset-for-reset", "a reset is not answered by a reset", "RFC 9293 §3.5.2"};
    }
    return {};
}

}  // namespace echospec::wire
