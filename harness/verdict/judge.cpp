// SPDX-License-Identifier: Apache-2.0
#include "verdict/judge.hpp"

#include <fmt/format.h>
#include <string.h>

#include <algorithm>

#include "base/text.hpp"
#include "verdict/difference.hpp"

namespace echospec::verdict {
namespace {

using State = Judgement::State;

constexpr size_t kShown = 48;  // octets of a payload in one line

Judgement holds(std::string seen, uint64_t taken) {
    return {.state = State::holds, .seen = std::move(seen), .finding = {}, .taken = taken};
}

Judgement broken(std::string expected, std::string observed) {
    return {.state = State::broken,
            .seen = {},
            .finding = {std::move(expected), std::move(observed), {}},
            .taken = 0};
}

std::string sized(std::string_view bytes) {
    return fmt::format("{}: {}", base::format_size(bytes.size()), base::quoted(bytes, kShown));
}

std::string how_it_stopped(const StreamView& view) {
    if (view.end == StreamEnd::open) return "then nothing more; the connection is still open";
    return "then " + to_string(view.end);
}

Judgement short_bytes(std::string_view expected, const StreamView& view) {
    const std::string count =
        view.fresh.empty() ? "no byte"
                           : fmt::format("{} of {} bytes", view.fresh.size(), expected.size());
    Judgement judgement =
        broken(sized(expected), fmt::format("{}, {}", count, how_it_stopped(view)));
    judgement.is_short = view.end == StreamEnd::open;
    if (!view.fresh.empty()) {
        judgement.finding.difference = difference(expected, view.fresh, view.fresh.size());
    }
    return judgement;
}

Judgement wrong_byte(std::string_view expected, std::string_view observed, size_t offset) {
    Judgement judgement =
        broken(sized(expected), fmt::format("other bytes from offset {} on: {}", offset,
                                            base::quoted(observed.substr(offset), kShown)));
    judgement.finding.difference = difference(expected, observed, offset);
    return judgement;
}

std::string name(EndWanted wanted) {
    switch (wanted) {
        case EndWanted::fin:
            return "FIN (end-of-file), and no byte before it";
        case EndWanted::reset:
            return "RST, and no byte before it";
        case EndWanted::either:
            return "the end of the connection (FIN or RST)";
    }
    return "";
}

bool matches(EndWanted wanted, StreamEnd end) {
    if (wanted == EndWanted::either) return end == StreamEnd::fin || end == StreamEnd::reset;
    return end == (wanted == EndWanted::fin ? StreamEnd::fin : StreamEnd::reset);
}

std::string signal_name(int number) {
    const char* const name = ::sigabbrev_np(number);
    return name != nullptr ? name : std::to_string(number);
}

std::string wanted_exit(const casefile::Exit& wanted) {
    if (wanted.any) return "every process of the target ends";
    if (wanted.by_itself) return "the target ends by itself, with any status, by no signal";
    if (wanted.failure) return "the target ends by itself, with a status other than 0";
    std::string text = "every process of the target ends, the started one with ";
    if (wanted.status) text += fmt::format("exit status {}", *wanted.status);
    if (wanted.status && wanted.signal) text += " or ";
    if (wanted.signal) text += fmt::format("death by SIG{}", *wanted.signal);
    return text;
}

std::string exit_text(const ProcessView& view) {
    if (!view.ended) return "it runs";
    return view.by_signal ? fmt::format("killed by SIG{}", signal_name(view.number))
                          : fmt::format("exit status {}", view.number);
}

// A shell reports the death of its child by signal N as status 128+N (POSIX, sh, 2.8.2).
bool exit_matches(const casefile::Exit& wanted, const ProcessView& view) {
    if (wanted.any) return true;
    if (wanted.by_itself) return !view.by_signal;
    if (wanted.failure) return !view.by_signal && view.number != 0;
    if (wanted.status && !view.by_signal && view.number == *wanted.status) return true;
    if (!wanted.signal) return false;
    const int number = view.by_signal ? view.number : view.number - 128;
    return signal_name(number) == *wanted.signal;
}

enum class Unit { one, byte };

struct Growth {
    const std::optional<uint64_t>& limit;
    int64_t grown;
    std::string_view what;
    Unit unit;
};

// A few bytes in a hundred megabytes tell nothing.
std::string amount(const Growth& growth, uint64_t value) {
    static constexpr uint64_t kMebi = 1 << 20;
    if (growth.unit == Unit::one) return std::to_string(value);
    return base::format_size(value < 10 * kMebi ? value : value / kMebi * kMebi);
}

std::optional<Finding> judge_growth(const Growth& growth) {
    if (!growth.limit || growth.grown <= static_cast<int64_t>(*growth.limit)) return std::nullopt;
    return Finding{fmt::format("at most {} more {} than at the baseline",
                               amount(growth, *growth.limit), growth.what),
                   fmt::format("{} more", amount(growth, static_cast<uint64_t>(growth.grown))),
                   {}};
}

std::optional<Finding> judge_presence(const casefile::After& after, const TargetFacts& facts) {
    if (after.running && *after.running != facts.running) {
        return Finding{*after.running ? "the target still runs" : "the target has ended",
                       facts.running ? "it runs" : "it has ended: " + facts.end,
                       {}};
    }
    if (after.sockets_left && facts.sockets_left > *after.sockets_left) {
        return Finding{
            fmt::format("at most {} connected sockets of the target are left", *after.sockets_left),
            fmt::format("{} left", facts.sockets_left), facts.sockets};
    }
    return std::nullopt;
}

}  // namespace

std::string to_string(StreamEnd end) {
    switch (end) {
        case StreamEnd::open:
            return "open";
        case StreamEnd::fin:
            return "FIN";
        case StreamEnd::reset:
            return "RST";
        case StreamEnd::timed_out:
            return "a time-out of the kernel";
    }
    return "";
}

Judgement judge_bytes(std::string_view expected, const StreamView& view, Finality finality) {
    const bool more_may_come = finality == Finality::open && view.end == StreamEnd::open;
    if (view.fresh.size() < expected.size() && more_may_come) return {};
    const std::string_view observed = view.fresh.substr(0, expected.size());
    const size_t offset = static_cast<size_t>(
        std::mismatch(observed.begin(), observed.end(), expected.begin()).first - observed.begin());
    if (offset < observed.size()) return wrong_byte(expected, view.fresh, offset);
    if (observed.size() < expected.size()) return short_bytes(expected, view);
    return holds(base::format_size(expected.size()), expected.size());
}

Judgement judge_end(EndWanted wanted, const StreamView& view, Finality finality) {
    if (!view.fresh.empty()) {
        return broken(name(wanted), "bytes that nobody asked for: " + sized(view.fresh));
    }
    if (matches(wanted, view.end)) return holds(to_string(view.end), 0);
    if (view.end != StreamEnd::open) return broken(name(wanted), to_string(view.end));
    if (finality == Finality::open) return {};
    return broken(name(wanted), "the connection stays open");
}

Judgement judge_no_byte(const StreamView& view, Finality finality) {
    if (!view.fresh.empty()) return broken("not a byte", sized(view.fresh));
    if (finality == Finality::open && view.end == StreamEnd::open) return {};
    return holds(view.end == StreamEnd::open ? "nothing came" : to_string(view.end), 0);
}

Judgement judge_silence(const StreamView& view, Finality finality) {
    static constexpr const char* kSilence = "neither a byte nor an end of the connection";
    if (!view.fresh.empty()) return broken(kSilence, sized(view.fresh));
    if (view.end != StreamEnd::open) return broken(kSilence, to_string(view.end));
    return finality == Finality::final ? holds("nothing came", 0) : Judgement{};
}

Judgement judge_exit(const casefile::Exit& wanted, const ProcessView& view, Finality finality) {
    if (view.any_alive || !view.ended) {
        if (finality == Finality::open) return {};
        const std::string left = view.ended ? "the started process ended (" + exit_text(view) +
                                                  "), others of the target run on"
                                            : "it runs on";
        return broken(wanted_exit(wanted), left);
    }
    if (exit_matches(wanted, view)) return holds(exit_text(view), 0);
    return broken(wanted_exit(wanted), exit_text(view));
}

std::optional<Finding> judge_after(const casefile::After& after, const TargetFacts& facts) {
    if (auto finding = judge_presence(after, facts)) return finding;
    const Growth growths[] = {
        {after.descriptors_grown, facts.descriptors_grown, "open descriptors", Unit::one},
        {after.threads_grown, facts.threads_grown, "threads", Unit::one},
        {after.children_grown, facts.children_grown, "processes", Unit::one},
        {after.memory_grown, facts.memory_grown, "resident memory", Unit::byte},
    };
    for (const Growth& growth : growths) {
        auto finding = judge_growth(growth);
        if (!finding) continue;
        if (facts.zombies > 0) {
            finding->observed +=
                fmt::format(" ({} zombies, which nobody waited for)", facts.zombies);
        }
        return finding;
    }
    return std::nullopt;
}

Verdict verdict_of(casefile::Level level) {
    switch (level) {
        case casefile::Level::must:
            return Verdict::fail;
        case casefile::Level::should:
        case casefile::Level::expected:
            return Verdict::warn;
        case casefile::Level::may:
            return Verdict::pass;
    }
    return Verdict::fail;
}

}  // namespace echospec::verdict
