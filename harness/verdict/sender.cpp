// SPDX-License-Identifier: Apache-2.0
#include "verdict/sender.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "verdict/shown.hpp"

namespace echospec::verdict {
namespace {

using State = Judgement::State;

constexpr size_t kShown = 96;  // octets of the output in one line

bool is_of_number(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool is_of_address(char c) {
    return std::isxdigit(static_cast<unsigned char>(c)) != 0 || c == '.' || c == ':';
}

// The longest runs of such characters.
std::vector<std::string> runs_of(std::string_view text, bool (*belongs)(char)) {
    std::vector<std::string> runs;
    std::string run;
    for (const char c : text) {
        if (belongs(c)) {
            run += c;
        } else if (!run.empty()) {
            runs.push_back(std::move(run));
            run.clear();
        }
    }
    if (!run.empty()) runs.push_back(run);
    return runs;
}

bool has_number(std::string_view output, unsigned number) {
    const auto numbers = runs_of(output, is_of_number);
    return std::find(numbers.begin(), numbers.end(), fmt::format("{}", number)) != numbers.end();
}

// ::ffff:127.0.0.1 is the same address to a program that serves both families with one socket.
bool means(const std::string& text, const base::Address& address) {
    const auto parsed = base::parse_address(text);
    if (parsed) return *parsed == address;
    if (!text.starts_with("::ffff:")) return false;
    return base::parse_address(text.substr(7)) == address;
}

// In "127.0.0.1:40000" and "::1.40000" the port stands right behind, and in "from: 127.0.0.1."
// other marks do: any part of the run may be the address, as long as it cuts no number in two.
bool contains_address(const std::string& run, const base::Address& address) {
    const auto is_mark = [&](size_t at) { return run[at] == '.' || run[at] == ':'; };
    for (size_t begin = 0; begin < run.size(); ++begin) {
        if (begin > 0 && !is_mark(begin - 1)) continue;
        for (size_t end = run.size(); end > begin; --end) {
            if (end < run.size() && !is_mark(end)) continue;
            if (means(run.substr(begin, end - begin), address)) return true;
        }
    }
    return false;
}

bool is_loopback(const base::Address& address) {
    return address == base::Address::v4_loopback() || address == base::Address::v6_loopback();
}

bool shows_address(std::string_view output, const base::Address& address) {
    const auto runs = runs_of(output, is_of_address);
    return std::any_of(runs.begin(), runs.end(),
                       [&](const std::string& run) {
                           return run.size() < 64 && contains_address(run, address);
                       }) ||
           (is_loopback(address) && output.find("localhost") != std::string_view::npos);
}

std::string what_is_missing(std::string_view output, const base::Endpoint& sender) {
    const auto swapped = static_cast<uint16_t>((sender.port << 8U) | (sender.port >> 8U));
    const std::string printed = fmt::format("on stdout {}", base::quoted(output, kShown));
    if (output.empty()) return "nothing on stdout";
    if (!shows_address(output, sender.address)) return "the address is not there: " + printed;
    if (!has_number(output, swapped)) return "the port is not there: " + printed;
    return fmt::format("port {}, which is {} with its bytes swapped: {}", swapped, sender.port,
                       printed);
}

Judgement broken(std::string expected, std::string observed) {
    return {.state = State::broken,
            .seen = {},
            .finding = {std::move(expected), std::move(observed), {}}};
}

}  // namespace

bool shows_sender(std::string_view output, const base::Endpoint& sender) {
    return has_number(output, sender.port) && shows_address(output, sender.address);
}

Judgement judge_sender(const base::Endpoint& sender, std::string_view output, Finality finality) {
    if (shows_sender(output, sender)) {
        return {.state = State::holds, .seen = base::to_string(sender), .finding = {}};
    }
    if (finality == Finality::open) return {};
    return broken("stdout shows the sender's address and port, " + base::to_string(sender),
                  what_is_missing(output, sender));
}

Judgement judge_with_sender(const std::vector<Sent>& sent, std::string_view output,
                            Finality finality) {
    std::vector<std::string> names;
    for (const Sent& one : sent) {
        const std::string name =
            fmt::format("{} from {}", base::quoted(one.payload, kShown), base::to_string(one.from));
        if (shows(output, one.payload) && shows_sender(output, one.from)) {
            return {.state = State::holds, .seen = name, .finding = {}};
        }
        names.push_back(name);
    }
    if (finality == Finality::open) return {};
    return broken(
        "stdout shows " + base::join(names, ", or "),
        output.empty() ? "nothing on stdout" : "on stdout " + base::quoted(output, kShown));
}

}  // namespace echospec::verdict
