// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.hpp"
#include "wire/ladder.hpp"

// What a run found, as plain values: the only thing that report writers see. Every case that was
// planned is in it, those that did not run too. All texts are printable UTF-8 already, whatever
// bytes the target sent.

namespace echospec::verdict {

enum class Verdict { pass, fail, warn, skip, inconclusive, error, not_run };

std::string_view to_string(Verdict verdict);  // "pass" … "not-run"

enum class StepOutcome { done, failed, not_reached };

std::string_view to_string(StepOutcome outcome);  // "done", "failed", "not-reached"

// One step of the conversation, as it went.
struct StepRecord {
    int number = 0;  // 1-based, as printed
    std::string text;
    base::Position position;
    StepOutcome outcome = StepOutcome::not_reached;
    std::string observed;  // what was seen: "64 KiB came back", "FIN"
    std::string waited;    // what ended the wait: "settled after 0.3 ms: …"; empty without one
    double at_milliseconds = 0;  // since the target was ready
    double took_milliseconds = 0;
};

// What the capture shows of one connection.
struct ConversationRecord {
    std::string name;  // as the case calls it
    std::string tester;
    std::string target;  // endpoints
    std::string handshake;
    std::string close;         // how it ended, and who closed first
    std::string illegal;       // the first breach of RFC 9293; empty if there is none
    uint64_t from_tester = 0;  // octets of payload, each counted once
    uint64_t from_target = 0;
    uint64_t half_close_octets = 0;  // of these, from the passive closer before its own FIN
    uint64_t retransmissions = 0;    // of both
};

// A segment, the tester on the left; its connection by name.
struct SegmentRecord {
    std::string connection;
    wire::Rung rung;
};

// One end of a connection in the kernel's table when the case is over.
struct SocketRecord {
    std::string end;        // tester or target
    bool orphaned = false;  // no process owns it any more
    std::string state;
    std::string local;
    std::string remote;
    uint64_t unread = 0;
    uint64_t unconfirmed = 0;
    std::string timer;  // what the kernel waits for; may be empty
};

// One go of a case that was run several times.
struct Attempt {
    Verdict verdict = Verdict::not_run;
    std::string reason;
    double milliseconds = 0;
};

struct CaseResult {
    std::string id;
    std::string title;
    std::string why;
    std::string group;  // "half-close": the folder below the role
    std::vector<std::pair<std::string, std::string>> parameters;
    uint64_t number = 0;  // its place in the whole plan, from 1: the same in each shard
    int revision = 1;
    std::string level;  // must, should, may, expected
    std::string duty;   // application, stack, either
    std::vector<std::string> requirements;
    std::vector<std::string> sources;  // the requirements', as printed
    std::vector<std::string> causes;   // usual ones, if it did not pass

    Verdict verdict = Verdict::not_run;
    std::string reason;             // one line: why this verdict
    bool gates = false;             // whether it makes the run fail, under the run's settings
    std::string known;              // why the baseline accepts this deviation; empty if it does not
    std::string stale;              // what the baseline says of it and is not so; empty if nothing
    std::vector<Attempt> attempts;  // each, in order, where it was repeated; else none
    std::string expected;
    std::string observed;
    std::string difference;   // hex windows around the first differing byte; may be empty
    base::Position position;  // of the step that decided, else of the case
    std::vector<StepRecord> steps;
    std::vector<ConversationRecord> conversations;
    std::vector<SegmentRecord> segments;
    std::vector<SocketRecord> sockets;
    std::string capture;        // what of it is not shown here, or was lost; empty if nothing
    std::string target_stdout;  // what it printed, bounded, printable
    std::string target_stderr;
    std::string target_end;  // "still running", "exit status 1", "killed by SIGSEGV"
    std::vector<std::string> artifacts;
    std::string repeat_command;
    double milliseconds = 0;
};

// "tcp/server/half-close/drains-before-fin[size=64KiB]": unique within a run.
std::string full_name(const CaseResult& result);

struct TargetInfo {
    std::vector<std::string> command;
    std::string role;
    std::vector<std::string> transports;
    std::string profile;
    std::string endpoint;  // "0.0.0.0:7 (tcp)", as discovered
    std::string digest;    // SHA-256 of the program file; empty if it could not be read
};

struct EnvironmentInfo {
    std::string isolation;  // sandbox or host
    std::string kernel;
    std::map<std::string, std::string> settings;  // what was set in the case's namespace
    std::string lost;  // what cannot be shown without the sandbox; empty with it
};

// What makes a run fail, as it was asked for.
struct Gate {
    bool strict = false;        // a warning gates too
    bool strict_stack = false;  // a finding about the kernel's TCP gates too
    int min_verified = 1;       // so many cases must have passed, failed or warned
    std::string baseline{};     // the file of known deviations; empty without one
};

// The plan that the cases come from: a shard holds a part of it.
struct PlanInfo {
    uint64_t cases = 0;   // of the whole plan
    std::string digest;   // of all their names
    uint64_t shard = 1;   // from 1
    uint64_t shards = 1;  // of how many
};

struct RunResult {
    std::string version;
    uint64_t seed = 0;
    std::string started;  // UTC, RFC 3339, whole seconds
    std::string hostname;
    TargetInfo target;
    EnvironmentInfo environment;
    Gate gate;
    PlanInfo plan;
    std::vector<CaseResult> cases;   // in plan order
    std::vector<std::string> hints;  // "it answers whole lines only: …"
    double milliseconds = 0;
    bool interrupted = false;
    int exit_code = 0;
    std::string exit_reason;
};

using Summary = std::map<Verdict, int>;

// Counts of every verdict, also of those that did not occur.
Summary summarize(const std::vector<CaseResult>& cases);

}  // namespace echospec::verdict
