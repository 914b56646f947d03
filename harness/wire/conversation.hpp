// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wire/facts.hpp"

// One TCP connection as a capture shows it, folded into facts by the state machine of RFC 9293.
//
// | promise | how |
// | --- | --- |
// | no legal order is called illegal | each end is judged by the numbers it sent, not by when a
// segment was captured: FIN and ACK merged or apart, FIN with data or behind it, delayed ACKs,
// crossing FINs, reordering, repetition and window updates all fold to the same facts | | a
// repetition counts once | retransmissions, keep-alives, probes and duplicates are marked, counted
// apart and change no fact | | an illegal transition is named | the segment, the end, the rule, its
// RFC section | | what the capture does not show is not judged | Trust::may_lack_segments turns
// every breach that a lost record could explain into a Doubt; a connection that began before the
// capture is assumed to have been ESTABLISHED | | a cause is not guessed | a ResetCause says no
// more than the wire does | | numbers do not wrap | positions are 64-bit, relative to both initial
// numbers | | memory is bounded | records are kept from both ends of a long conversation, gaps in
// small number; facts are counted, not kept |
//
// Not judged: windows, congestion control, timing, options, the content of the payload.

namespace echospec::wire {

enum class Handshake : uint8_t {
    three_way,     // SYN x; SYN,ACK y ack x+1; ACK y+1
    simultaneous,  // both sent a SYN before either came (RFC 9293 §3.5, figure 7)
    fast_open,     // the SYN's data were acknowledged with it (RFC 7413)
    incomplete,    // a SYN, and no end of the handshake
    refused,       // the SYN was answered by RST or by an ICMP error
    unseen,        // the connection is older than the capture
};

enum class Close : uint8_t {
    open,            // no end sent a FIN or a RST
    half_closed,     // one FIN, and then the capture ended
    unacknowledged,  // two FINs, and the acknowledgment of one or both is missing
    four_way,        // FIN, ACK, FIN, ACK
    three_segments,  // FIN; FIN with the ACK; ACK
    simultaneous,    // both FINs crossed
    aborted,         // RST
};

std::string_view to_string(Handshake handshake);  // "three-way"
std::string_view to_string(Close close);          // "four-way"

// What one end sent.
struct Direction {
    Endpoint endpoint;
    std::optional<Sequence> initial;  // none if its SYN was not seen
    uint64_t segments = 0;
    uint64_t octets = 0;  // of payload, each counted once
    uint64_t unseen = 0;  // octets that the capture does not hold, though later ones
    uint64_t retransmissions = 0;
    uint64_t keep_alives = 0;
    uint64_t zero_window_probes = 0;
    uint64_t duplicate_acks = 0;
    uint64_t out_of_order = 0;
    uint64_t resets = 0;
    std::optional<Fin> fin;
    State state = State::closed;  // at the end
};

struct Conversation {
    Both<Direction> ends;
    bool client_guessed = false;  // no SYN was seen: the lower port is taken for the server's

    Handshake handshake = Handshake::incomplete;
    uint32_t data_on_syn = 0;    // octets
    uint32_t data_on_third = 0;  // octets on the segment that completed the handshake
    Close close = Close::open;
    std::optional<Side> first_fin;    // whose came first; the earlier one if they crossed
    uint64_t half_close_octets = 0;   // payload between the ACK of the first FIN and the second FIN
    std::optional<Reset> reset;       // the one that ended the connection
    uint64_t resets_after_close = 0;  // harmless: both ends had closed before
    bool superseded = false;          // a new connection took its ports while it was open
    std::optional<IcmpError> icmp;    // the first error reported about it
    uint64_t icmp_errors = 0;

    std::vector<Violation> violations;  // the first ones; `violation_count` has them all
    uint64_t violation_count = 0;
    std::vector<Doubt> doubts;

    std::vector<Record> head;  // the first segments
    std::vector<Record> tail;  // the last ones; `omitted` lie between
    uint64_t omitted = 0;
    uint64_t segments = 0;
    base::Instant first;
    base::Instant last;
};

// May the capture have missed segments? Only of a complete one does silence prove anything.
enum class Trust : uint8_t { complete, may_lack_segments };

struct FoldOptions {
    Trust trust = Trust::complete;
    size_t head = 256;  // records kept
    size_t tail = 256;
};

}  // namespace echospec::wire
