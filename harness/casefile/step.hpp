// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/address.hpp"
#include "base/diagnostics.hpp"
#include "casefile/payload.hpp"
#include "casefile/raw_step.hpp"
#include "casefile/signal.hpp"
#include "wire/conversation.hpp"

// The steps of a conversation, as plain values. A step knows where it stands in its file and how a
// person reads it; it does nothing by itself: the engine runs it, the verdict layer judges it.
//
// `on` names a connection, or a group that one `connect` with a count opened: then the step is done
// on each of its connections in turn.
//
// In a case for UDP a connection is a socket of the tester: it has an address and asks the target,
// but nothing is sent until `send`, and each send is one datagram. Of a client, it is whoever has
// sent something to where the tester listens, and `connect` opens a socket of somebody else, who
// sends to the client that was accepted last.

namespace echospec::casefile {

// What a SYN must meet.
enum class Answer { accepted, refused, any };

struct Connect {
    std::string as = "client";
    unsigned count = 1;
    Family family = Family::any;
    std::optional<uint64_t> receive_buffer;  // SO_RCVBUF of the tester's socket, in bytes
    Answer answer = Answer::accepted;
    // UDP only.
    std::optional<base::Address> from{};  // the tester's own address; else the loopback
    std::optional<uint16_t> port{};       // and port; else the kernel's choice
    std::optional<base::Address> to{};    // which of the target's addresses is asked
};

// How much of something: the first so many octets that are not dealt with yet, else all.
struct Part {
    std::optional<uint64_t> size;
};

// The steps of cases for clients, where the tester is the server.
struct Listen {
    std::optional<uint64_t> receive_buffer;  // SO_RCVBUF of what is accepted
    std::optional<uint64_t> send_buffer;     // SO_SNDBUF
};
struct StartTarget {};
struct Accept {  // starts the target, if it does not run yet
    std::string as = "client";
};
// UDP only: the target does not leave it at a datagram without an answer. It sends the same again,
// or it ends with a failure.
struct RetriesOrEnds {
    std::string on = "client";
};
// From here on the tester is an echo server on this connection: what comes goes back, and behind
// the other's FIN its own.
struct EchoBack {
    std::string on = "client";
    std::optional<uint64_t> holding;  // reads no more while so many octets wait to be sent
};

struct Send {
    std::string on = "client";
    Payload payload;
    std::optional<Part> echo;        // in its place: what was received and has not been sent back
    std::optional<uint64_t> pieces;  // each write takes this many bytes, and goes out by itself
    bool with_fin = false;           // the FIN rides on the last data segment
};

// What `receive` waits for.
struct ExpectEcho {
    std::optional<uint64_t> size;  // this much of what was sent and has not come back; else all
    bool in_order = false;         // UDP only: answers in the order of the datagrams
};
struct ExpectBytes {
    Payload payload;
};
struct ExpectFin {};
struct ExpectReset {};
struct ExpectEnd {};  // FIN or RST
struct ExpectMessage {
    Part part;  // of the message that the client was given
};
struct ExpectNothing {};  // no byte; the connection may end or not

// An answer that no case can foretell: all that comes before the end, or where both bounds are the
// same, so many octets; in UDP the next datagram.
enum class Content { anything, text, line, time };
struct ExpectAny {
    uint64_t at_least = 1;
    std::optional<uint64_t> at_most;
    Content content = Content::anything;
};
using Expected = std::variant<ExpectEcho, ExpectBytes, ExpectFin, ExpectReset, ExpectEnd,
                              ExpectMessage, ExpectNothing, ExpectAny>;

struct Receive {
    std::string on = "client";
    Expected expected;
};
struct Silence {
    std::string on;  // empty: on every connection
};
struct HalfClose {
    std::string on = "client";
};
struct Close {
    std::string on = "client";
};
struct Abort {
    std::string on = "client";
};
struct PauseReading {
    std::string on = "client";
};
struct ResumeReading {
    std::string on = "client";
};
struct Settle {};

// What the kernel's table says of one end of a connection. CLOSED: there is no such socket.
struct EndState {
    std::vector<wire::State> states;      // one of these; empty: any
    std::optional<uint64_t> unread;       // octets received that the program has not read
    std::optional<uint64_t> unconfirmed;  // octets written that the other end has not acknowledged
};

struct States {
    std::string on = "client";
    EndState tester;
    EndState target;
};

// Every process of the target ends, and the one that was started ends in one of these ways.
struct Exit {
    std::optional<int> status;          // this exit status
    std::optional<std::string> signal;  // or killed by this signal (a status of 128+N counts too)
    bool any = false;
    bool by_itself = false;  // with any status, by no signal
    bool failure = false;    // with any status but 0, by no signal
};

// What the target has printed to stdout shows these bytes, in a form that programs print them in
// (verdict/shown.hpp says which), and what stands around them is text; or it is nothing but text.
// Of UDP also: the address and port of the tester's socket `on` (sender); or some datagram of the
// tester's and the address and port that it came from (with_sender).
struct Stdout {
    enum class What { payload, message, sent, only_text, sender, with_sender };
    What what = What::payload;
    Payload payload;
    std::string on = "client";
    std::optional<uint64_t> at_least;  // these two: a prefix of the bytes will do
    std::optional<uint64_t> at_most;
};
struct Stderr {};  // the target has printed something to stderr

struct Restart {};  // end what runs, start the command again, wait until it is ready
// The target closes its connections before the tester does, and serves again: a server that never
// closes first is killed and started again, as its kernel closes for it and outlives it.
struct TargetCloses {};
struct SecondInstance {};  // start the command beside the running one
struct Idle {};            // nothing of the target uses the processor
struct Remember {};        // take the descriptors, threads, children and memory as the baseline
struct StillServes {       // a new connection gets its echo and an orderly close
    unsigned times = 1;
};

struct Step;
struct Repeat {
    unsigned times = 1;
    std::vector<Step> steps;
};

using Action =
    std::variant<Connect, Listen, StartTarget, Accept, RetriesOrEnds, EchoBack, Send, Receive,
                 Silence, HalfClose, Close, Abort, PauseReading, ResumeReading, States, Settle,
                 Signal, Exit, Stdout, Stderr, Restart, TargetCloses, SecondInstance, Idle,
                 Remember, StillServes, RawPeer, Handshake, HoldAcks, ReleaseAcks, Vanish,
                 SegmentStep, InitialNumbers, DatagramStep, IcmpStep, Repeat>;

struct Step {
    base::Position position;
    std::string text;  // as a person reads it: "send 64 KiB of random bytes on a"
    Action action;
};

enum class End { tester, target };
enum class ResetBy { nobody, tester, target };

// What the capture must show of a connection, or of each of a group. What is not named may be
// anything; an illegal segment of the target is never right.
struct WireWanted {
    base::Position position;
    std::string on = "client";
    std::optional<wire::Handshake> handshake;
    std::vector<wire::Close> close;  // one of these; empty: any
    std::optional<End> first_fin;
    // Octets that the passive closer sent, between the ACK of the first FIN and its own: at least.
    std::optional<uint64_t> half_close_octets;
    std::optional<ResetBy> reset;  // who ended it with RST
};

// What must hold of the target when the steps are over and it has settled. Growth is counted
// from `remember`, or else from the moment the target was ready.
struct After {
    base::Position position;
    std::optional<bool> running;
    std::optional<uint64_t> sockets_left;  // connected ones, at most; listeners do not count
    std::optional<uint64_t> descriptors_grown;
    std::optional<uint64_t> threads_grown;
    std::optional<uint64_t> children_grown;  // zombies too
    std::optional<uint64_t> memory_grown;    // resident bytes
    std::vector<WireWanted> wire;
};

}  // namespace echospec::casefile
