// SPDX-License-Identifier: Apache-2.0
#include "verdict/judge_content.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "casefile/describe.hpp"

namespace echospec::verdict {
namespace {

using casefile::Content;
using casefile::ExpectAny;
using State = Judgement::State;

constexpr size_t kShown = 60;          // octets of an answer in one line
constexpr int64_t kTimeTolerance = 2;  // seconds
constexpr std::string_view kLineEnds = "\r\n";

std::string shown(std::string_view answer) {
    if (answer.empty()) return "nothing";
    return fmt::format("{}: {}", base::format_size(answer.size()), base::quoted(answer, kShown));
}

Finding unlike(const ExpectAny& wanted, std::string observed) {
    return {casefile::describe(wanted), std::move(observed), {}};
}

// RFC 865 and 867: the ASCII printing characters, space, carriage return and line feed.
std::optional<char> first_unprintable(std::string_view answer) {
    for (const char c : answer) {
        const bool printable = (c >= ' ' && c <= '~') || c == '\r' || c == '\n';
        if (!printable) return c;
    }
    return std::nullopt;
}

bool is_one_line(std::string_view answer) {
    const size_t end = answer.find_first_of(kLineEnds);
    return end == std::string_view::npos ||
           answer.find_first_not_of(kLineEnds, end) == std::string_view::npos;
}

std::optional<Finding> judge_text(const ExpectAny& wanted, std::string_view answer) {
    if (const auto c = first_unprintable(answer)) {
        return unlike(wanted, fmt::format("an octet {:#04x} in {}", static_cast<unsigned char>(*c),
                                          shown(answer)));
    }
    if (wanted.content == Content::line && !is_one_line(answer)) {
        return unlike(wanted, "several lines: " + shown(answer));
    }
    return std::nullopt;
}

uint32_t big_endian(std::string_view octets) {
    uint32_t number = 0;
    for (const char octet : octets)
        number = number << 8U | static_cast<unsigned char>(octet);
    return number;
}

// The difference wraps with the 32 bits, in 2036.
std::optional<Finding> judge_time(const ExpectAny& wanted, std::string_view answer, uint32_t now) {
    if (answer.size() != sizeof now) return unlike(wanted, shown(answer));
    const uint32_t told = big_endian(answer);
    const auto ahead = static_cast<int32_t>(told - now);
    if (ahead >= -kTimeTolerance && ahead <= kTimeTolerance) return std::nullopt;
    return unlike(wanted, fmt::format("{}, which is {} s {}", told, std::abs(int64_t{ahead}),
                                      ahead > 0 ? "ahead" : "behind"));
}

Judgement holds(std::string_view answer, uint64_t taken) {
    return {.state = State::holds, .seen = shown(answer), .finding = {}, .taken = taken};
}

Judgement broken(Finding finding) {
    return {.state = State::broken, .seen = {}, .finding = std::move(finding)};
}

}  // namespace

std::optional<Finding> judge_content(const ExpectAny& wanted, std::string_view answer,
                                     uint32_t now) {
    const bool too_long = wanted.at_most && answer.size() > *wanted.at_most;
    if (answer.size() < wanted.at_least || too_long) return unlike(wanted, shown(answer));
    switch (wanted.content) {
        case Content::anything:
            return std::nullopt;
        case Content::text:
        case Content::line:
            return judge_text(wanted, answer);
        case Content::time:
            return judge_time(wanted, answer, now);
    }
    return std::nullopt;
}

Judgement judge_any(const ExpectAny& wanted, const StreamView& view, Finality finality,
                    uint32_t now) {
    const bool is_exact = wanted.at_most == wanted.at_least && wanted.content == Content::anything;
    const bool is_enough = is_exact && view.fresh.size() >= wanted.at_least;
    const bool more_may_come = finality == Finality::open && view.end == StreamEnd::open;
    if (!is_enough && more_may_come) return {};
    const std::string_view answer = is_exact ? view.fresh.substr(0, wanted.at_least) : view.fresh;
    if (const auto finding = judge_content(wanted, answer, now)) {
        Judgement judgement = broken(*finding);
        if (view.end != StreamEnd::open) {
            judgement.finding.observed += ", then " + to_string(view.end);
        }
        judgement.is_short = view.end == StreamEnd::open && answer.size() < wanted.at_least;
        return judgement;
    }
    return holds(answer, answer.size());
}

Judgement judge_any_datagram(const ExpectAny& wanted, const DatagramView& view, Finality finality,
                             uint32_t now) {
    if (view.fresh.empty()) {
        if (finality == Finality::open) return {};
        Judgement judgement = broken(unlike(wanted, "no answer"));
        judgement.is_short = true;
        judgement.lost = std::min<uint64_t>(view.lost, 1);
        return judgement;
    }
    const DatagramSeen& seen = view.fresh.front();
    if (auto stray = judge_origin(seen, view.asked)) return *stray;
    if (const auto finding = judge_content(wanted, seen.payload, now)) return broken(*finding);
    return holds(seen.payload, 1);
}

}  // namespace echospec::verdict
