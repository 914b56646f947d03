// SPDX-License-Identifier: Apache-2.0
#include "verdict/judge_datagrams.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "verdict/difference.hpp"

namespace echospec::verdict {
namespace {

using State = Judgement::State;

constexpr size_t kShown = 48;  // octets of a payload in one line

Judgement broken(std::string expected, std::string observed) {
    return {.state = State::broken,
            .seen = {},
            .finding = {std::move(expected), std::move(observed), {}},
            .taken = 0};
}

std::string shown(std::string_view payload) {
    if (payload.empty()) return "an empty datagram";
    return fmt::format("a datagram of {}: {}", base::format_size(payload.size()),
                       base::quoted(payload, kShown));
}

std::string counted(size_t count) {
    return count == 1 ? "1 datagram" : fmt::format("{} datagrams", count);
}

// Which of the sent datagrams were answered so far, and by what.
struct Matching {
    std::vector<bool> answered;
    std::vector<size_t> order;  // indices of the answered ones, as the answers came
};

bool joins_two(const std::vector<std::string_view>& sent, std::string_view payload) {
    for (size_t i = 0; i + 1 < sent.size(); ++i) {
        const std::string_view first = sent[i], second = sent[i + 1];
        if (!first.empty() && !second.empty() && payload.size() >= first.size() + second.size() &&
            payload.starts_with(first) && payload.substr(first.size()).starts_with(second)) {
            return true;
        }
    }
    return false;
}

std::string unlike(std::string_view due, std::string_view payload) {
    if (payload.empty()) return "an empty datagram in answer to one that is not";
    if (due.starts_with(payload))
        return fmt::format("cut: {} of {} bytes", payload.size(), due.size());
    if (!due.empty() && payload.starts_with(due))
        return fmt::format("{} bytes too many: {}", payload.size() - due.size(),
                           base::quoted(payload.substr(due.size()), kShown));
    return "other bytes than any that are due: " + shown(payload);
}

// Why this answer answers nothing that is still due.
Judgement explain(const std::vector<std::string_view>& sent, const Matching& matching,
                  std::string_view payload) {
    const std::string wanted = "each datagram comes back once, whole and by itself";
    if (joins_two(sent, payload)) {
        return broken(wanted, "two datagrams joined in one: " + shown(payload));
    }
    if (std::find(sent.begin(), sent.end(), payload) != sent.end()) {
        return broken(wanted, "once more what was answered already: " + shown(payload));
    }
    const auto due = std::find(matching.answered.begin(), matching.answered.end(), false);
    if (due == matching.answered.end()) {
        return broken(wanted, "one that nobody asked for: " + shown(payload));
    }
    const std::string_view expected = sent[static_cast<size_t>(due - matching.answered.begin())];
    Judgement judgement = broken(shown(expected), unlike(expected, payload));
    const size_t offset = static_cast<size_t>(
        std::mismatch(payload.begin(), payload.end(), expected.begin(), expected.end()).first -
        payload.begin());
    judgement.finding.difference = difference(expected, payload, offset);
    return judgement;
}

// Gives the answer to the first datagram of its kind that is due; false if there is none.
bool match(const std::vector<std::string_view>& sent, Matching& matching,
           std::string_view payload) {
    for (size_t i = 0; i < sent.size(); ++i) {
        if (matching.answered[i] || sent[i] != payload) continue;
        matching.answered[i] = true;
        matching.order.push_back(i);
        return true;
    }
    return false;
}

std::string loss_note(uint64_t lost) {
    return fmt::format("{} lost in a full receive buffer, as UDP may", counted(lost));
}

Judgement judge_missing(const std::vector<std::string_view>& sent, const Matching& matching,
                        const DatagramView& view) {
    const uint64_t lost = view.lost;
    const size_t came = matching.order.size(), missing = sent.size() - came;
    if (missing <= lost && came > 0) {
        return {.state = State::holds,
                .seen = fmt::format("{} of {}; {}", came, counted(sent.size()), loss_note(missing)),
                .finding = {},
                .taken = came,
                .lost = missing};
    }
    const auto due = std::find(matching.answered.begin(), matching.answered.end(), false);
    const std::string_view first = sent[static_cast<size_t>(due - matching.answered.begin())];
    Judgement judgement =
        sent.size() == 1
            ? broken(shown(first), std::string(view.none))
            : broken(fmt::format("the echo of {}", counted(sent.size())),
                     fmt::format("{} came back; missing is first {}", came, shown(first)));
    judgement.is_short = true;
    if (missing <= lost) judgement.lost = missing;
    if (lost > 0) judgement.finding.observed += "; " + loss_note(lost);
    return judgement;
}

std::optional<Judgement> judge_order(const Matching& matching) {
    const auto& order = matching.order;
    const auto early = std::is_sorted_until(order.begin(), order.end());
    if (early == order.end()) return std::nullopt;
    return broken("answers in the order of the datagrams",
                  fmt::format("the answer to number {} came after that to number {}", *early + 1,
                              *(early - 1) + 1));
}

}  // namespace

std::optional<Judgement> judge_origin(const DatagramSeen& seen, const base::Endpoint& asked) {
    if (seen.from == asked) return std::nullopt;
    const char* const what = seen.from.address == asked.address ? "port" : "address";
    return broken(fmt::format("an answer from {}, which was asked", base::to_string(asked)),
                  fmt::format("it came from {}, another {}: {}", base::to_string(seen.from), what,
                              shown(seen.payload)));
}

Judgement judge_echoes(const std::vector<std::string_view>& sent, const DatagramView& view,
                       Order order, Finality finality) {
    Matching matching{std::vector<bool>(sent.size(), false), {}};
    for (const DatagramSeen& seen : view.fresh) {
        if (auto stray = judge_origin(seen, view.asked)) return *stray;
        if (!match(sent, matching, seen.payload)) return explain(sent, matching, seen.payload);
    }
    if (order == Order::kept) {
        if (auto disorder = judge_order(matching)) return *disorder;
    }
    const size_t came = matching.order.size();
    if (came < sent.size()) {
        // All that is missing is known to be lost: nothing else can come.
        if (came > 0 && sent.size() - came == view.lost) {
            return judge_missing(sent, matching, view);
        }
        return finality == Finality::open ? Judgement{} : judge_missing(sent, matching, view);
    }
    std::string seen = counted(sent.size());
    if (sent.size() == 1)
        seen = sent[0].empty() ? "an empty datagram" : base::format_size(sent[0].size());
    return {.state = State::holds, .seen = seen, .finding = {}, .taken = sent.size()};
}

Judgement judge_datagram(std::string_view expected, const DatagramView& view, Finality finality) {
    DatagramView next = view;
    next.fresh.resize(std::min<size_t>(view.fresh.size(), 1));
    return judge_echoes({expected}, next, Order::any, finality);
}

Judgement judge_no_datagram(const DatagramView& view, Finality finality) {
    if (!view.fresh.empty()) {
        const DatagramSeen& first = view.fresh.front();
        return broken("no datagram", fmt::format("{}, from {}", shown(first.payload),
                                                 base::to_string(first.from)));
    }
    if (finality == Finality::open) return {};
    return {.state = State::holds, .seen = "nothing came", .finding = {}, .taken = 0};
}

}  // namespace echospec::verdict
