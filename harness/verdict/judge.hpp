// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "casefile/case.hpp"
#include "casefile/step.hpp"
#include "verdict/result.hpp"

// Expectations judged on observations. Pure: what was seen comes in as an argument, and whether
// more can come, too. The same question is asked again and again while a conversation goes on;
// `pending` means that the answer is not known yet, and never comes back once nothing more can
// come.

namespace echospec::verdict {

// Whether anything can still change without a new stimulus.
enum class Finality { open, final };

// How the other side's half of a connection has ended.
enum class StreamEnd { open, fin, reset, timed_out };

std::string to_string(StreamEnd end);  // "FIN", "RST"

// What one connection shows of the target.
struct StreamView {
    std::string_view fresh;  // received, and not yet dealt with by an earlier step
    StreamEnd end = StreamEnd::open;
};

struct Finding {
    std::string expected;
    std::string observed;
    std::string difference;  // hex windows, where bytes differ
};

struct Judgement {
    enum class State { holds, pending, broken };
    State state = State::pending;
    std::string seen;       // where it holds: what held, for the step log
    Finding finding;        // where it is broken
    uint64_t taken = 0;     // octets of `fresh` that this expectation accounts for
    bool is_short = false;  // broken only in that bytes are missing, with no end that forbids them
    uint64_t lost = 0;      // datagrams that are missing since the kernel dropped them
};

Judgement judge_bytes(std::string_view expected, const StreamView& view, Finality finality);

// Which ends of the stream are right.
enum class EndWanted { fin, reset, either };
Judgement judge_end(EndWanted wanted, const StreamView& view, Finality finality);

// Not a byte came; the connection may have ended or not.
Judgement judge_no_byte(const StreamView& view, Finality finality);

// Nothing came, and nothing can.
Judgement judge_silence(const StreamView& view, Finality finality);

// How the started process ended, if it did; and whether others of the target live.
struct ProcessView {
    bool any_alive = false;
    bool ended = false;
    bool by_signal = false;
    int number = 0;  // status or signal
};
Judgement judge_exit(const casefile::Exit& wanted, const ProcessView& view, Finality finality);

// What the target holds at the end, beside what it held at the baseline.
struct TargetFacts {
    bool running = false;
    std::string end;  // how it ended, if it did
    uint64_t sockets_left = 0;
    std::string sockets;  // "CLOSE-WAIT 127.0.0.1:7 – 127.0.0.1:40000", one a line
    int64_t descriptors_grown = 0;
    int64_t threads_grown = 0;
    int64_t children_grown = 0;
    int64_t zombies = 0;
    int64_t memory_grown = 0;
};
std::optional<Finding> judge_after(const casefile::After& after, const TargetFacts& facts);

// What a broken expectation of this level means.
Verdict verdict_of(casefile::Level level);

}  // namespace echospec::verdict
