// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "base/duration.hpp"
#include "base/text.hpp"
#include "casefile/payload.hpp"
#include "wire/encode.hpp"

// The steps of the raw peer: a tester that is a TCP of its own, so that a case can write segments
// which no kernel would send, and hold back those that every kernel sends.
//
// A raw peer is a connection like any other: `send`, `receive`, `silence`, `half-close`, `close`,
// `abort` and `state` mean the same on it. What a case does not say is done by itself once the
// handshake is over: what comes is acknowledged, what is sent is kept within the target's window.
// Numbers count from both initial ones: the SYN is 0, the first octet 1.

namespace echospec::casefile {

enum class Family { any, ipv4, ipv6 };

// A number, or what is known of it.
struct Bounds {
    uint64_t at_least = 0;
    uint64_t at_most = UINT64_MAX;
    bool operator==(const Bounds&) const = default;
};

// What a raw peer asks: the target where it is asked usually; a port there on which nobody listens;
// the usual port at another address of the target's.
enum class Asked { usual, closed_port, other_address };

// Makes a raw peer; nothing is sent. In a case for clients it waits where the client connects to.
struct RawPeer {
    std::string as = "client";
    unsigned count = 1;
    Family family = Family::any;
    std::optional<uint32_t> initial;     // its initial sequence number; else one from the seed
    std::optional<uint16_t> mss = 1460;  // the option on its SYN; nothing: it offers none
    uint16_t window = 30000;             // what it offers
    std::optional<uint16_t> port;        // its own, of a case for servers; else one of its choice
    Asked asked = Asked::usual;
    std::optional<base::Address> to;  // the server's address that it asks, in place of `asked`
};

// The three-way handshake, by itself: opened by the tester, or of a client awaited.
struct Handshake {
    std::string on = "client";
};

// From here on nothing is acknowledged by itself; acknowledge what came, and whatever comes; from
// here on nothing is answered at all, as by a machine that is gone.
struct HoldAcks {
    std::string on = "client";
};
struct ReleaseAcks {
    std::string on = "client";
};
struct Vanish {
    std::string on = "client";
};

// A segment that the case writes. What is left out is what an orderly peer would put there; a
// sequence number that was written out counts as sent only once the target acknowledges it.
struct SendSegment {
    wire::Flags flags{.ack = true};
    std::optional<int64_t> seq;
    std::optional<int64_t> ack;
    bool ack_all = false;  // acknowledges all that has come, though acknowledgments are held
    bool again = false;    // the one that the case sent last, once more; nothing else is said then
    std::optional<uint16_t> window;
    std::optional<uint16_t> urgent;  // the pointer
    std::optional<uint16_t> mss;     // an option; a SYN has the peer's unless `options` is given
    std::optional<base::Bytes> options;  // as they stand in the header, padded with zeros
    std::optional<Payload> data;
    std::optional<uint64_t> pieces;  // cut into segments of so many octets each
    unsigned reserved = 0;           // the four bits behind the data offset
    std::optional<unsigned> offset;  // the data offset, in words, whatever is true
    wire::ChecksumKind checksum = wire::ChecksumKind::right;
    std::optional<base::Address> from;  // the IP source address, whatever is true
    std::optional<base::Address> to;    // the IP destination address, likewise
    std::optional<unsigned> hop_limit;  // the TTL
    std::optional<unsigned> dscp;       // the differentiated services code point
    std::optional<unsigned> ecn;        // the mark of explicit congestion notification
    base::Bytes ip_options;             // of IPv4
};

// What is known of a sequence number.
struct SeqBounds {
    int64_t at_least = INT64_MIN;
    int64_t at_most = INT64_MAX;
    bool operator==(const SeqBounds&) const = default;
};

// How long the pause before a repetition is: longer than an earlier one by half at least, as a
// timer that doubles makes it; or at least so long.
struct Pause {
    bool growing = false;
    std::optional<base::Duration> at_least;
};

// What a segment of the target must show; what is left out may be anything. Only SYN, ACK, FIN,
// RST and, where they are named, URG, ECE and CWR are compared of the flags.
struct SegmentShape {
    std::optional<wire::Flags> flags;
    std::optional<SeqBounds> seq;
    std::optional<SeqBounds> ack;
    std::optional<Bounds> window;
    std::optional<Bounds> length;  // octets of payload
    std::optional<Bounds> size;    // octets of payload and TCP options together
    std::optional<Bounds> mss;     // the option has to be there
    std::optional<bool> has_mss;   // the option has to be there, or must not
    std::optional<uint16_t> urgent;
    std::optional<Payload> data;
    std::optional<bool> psh;
    std::optional<Bounds> dscp;
    std::optional<unsigned> ecn;
    bool again = false;                    // one that came before: a retransmission
    std::optional<Pause> pause;            // of a retransmission: since the one before it
    std::optional<base::Duration> within;  // since the raw peer last sent something
};

// The next segment that says anything new has one of these shapes. Repetitions, and acknowledgments
// that do not fit, are passed over. No shape at all: not one segment comes.
struct ExpectSegment {
    std::vector<SegmentShape> shapes;
};

// Of all that the target has sent to this peer so far, repetitions and acknowledgments too, so many
// segments have this shape.
struct CountSegments {
    SegmentShape shape;
    Bounds is{.at_least = 0, .at_most = 0};
};

// What holds of every segment that the target has sent to this peer so far.
enum class EverySegment {
    right_checksums,
    zero_reserved_bits,
    sound_options,       // each has a length that fits, and zeros fill up behind their end
    one_address,         // from the address that was asked
    one_dscp,            // of those with data: with one differentiated services code point
    kept_window,         // the right edge of its window never moves back
    large_window_steps,  // where little was open, it opens by a segment's worth or not at all
};

struct SegmentStep {
    std::string on = "client";
    std::optional<SendSegment> send;  // one of these four
    std::optional<ExpectSegment> expect;
    std::optional<CountSegments> count;
    std::optional<EverySegment> every;
    std::string else_skip;  // of `expect`: why its absence is legal and leaves nothing to judge
};

// The initial sequence numbers of the target, in every connection that a peer of this name ever
// had: each is above the one before it, or they are spread as a secret function spreads them.
enum class NumbersAre { rising, spread };
struct InitialNumbers {
    std::string on = "client";
    NumbersAre are = NumbersAre::rising;
};

// UDP: a datagram that the case writes, and one of the target's.
struct SendDatagram {
    Payload data;
    wire::ChecksumKind checksum = wire::ChecksumKind::right;
    std::optional<uint16_t> from_port;
    std::optional<base::Address> from;
    bool from_target = false;        // from the very address and port that are asked
    std::optional<uint16_t> length;  // the field, whatever is true
};
struct DatagramStep {
    std::string on = "client";
    std::optional<SendDatagram> send;            // or
    std::optional<std::vector<Payload>> expect;  // these, in any order; none: not one comes
};

// What an ICMP error says, in the numbers of IPv4; over IPv6 the message that means the same is
// meant.
struct IcmpKind {
    unsigned type = 3;
    unsigned code = 1;
};

// About what the target sent last to this peer.
struct SendIcmp {
    IcmpKind kind;
    std::optional<int64_t> seq;  // of the quoted segment, in place of the true one
};
// About something that this peer sent. UDP only: TCP answers by RST.
struct ExpectIcmp {
    std::optional<IcmpKind> kind;  // nothing: not one comes
};
struct IcmpStep {
    std::string on = "client";
    std::optional<SendIcmp> send;  // or
    std::optional<ExpectIcmp> expect;
};

}  // namespace echospec::casefile
