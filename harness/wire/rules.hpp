// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

// The rules of TCP that an end can be seen to break, each with its source. They are about what an
// end sends, judged by numbers and not by the order of arrival, so that neither reordering nor a
// crossing of segments looks like a breach.

namespace echospec::wire {

enum class Rule : uint8_t {
    handshake_acknowledges_syn,  // SYN,ACK acknowledges exactly what the SYN carried
    synchronized_before_text,    // nothing but SYN and RST before the other's SYN has come
    text_after_own_syn,          // no payload before one's own SYN is acknowledged
    syn_without_fin,
    acknowledgment_always,       // every segment but SYN and RST bears ACK
    acknowledges_what_was_sent,  // nothing above it
    acknowledges_the_syn,        // nothing below it
    nothing_after_fin,           // no octet beyond one's own FIN
    one_fin,                     // the FIN keeps its number
    fin_behind_data,             // the FIN does not take the number of an octet sent before
    nothing_after_reset,         // no new octet and no FIN after one's own RST
    no_reset_for_reset,
};

struct RuleText {
    std::string_view name;      // "nothing-after-fin": stable, for machines
    std::string_view sentence;  // as it is when all is well
    std::string_view source;    // "RFC 9293 §3.6"
};

RuleText text_of(Rule rule);

}  // namespace echospec::wire
