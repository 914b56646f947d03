// SPDX-License-Identifier: Apache-2.0
#include "engine/hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/error.hpp"
#include "base/text.hpp"
#include "engine/datagram_hints.hpp"
#include "engine/own_message.hpp"
#include "engine/stage.hpp"
#include "engine/worker.hpp"

namespace echospec::engine {
namespace {

using peer::Connection;

constexpr size_t kShown = 60;

// One conversation: what came before anything was sent, what for a word, what for its line's end.
struct Talk {
    std::string greeting;
    std::string for_word;
    std::string for_line;
    peer::Ending ending = peer::Ending::open;
};

constexpr const char* kWord = "Hello";

std::string fresh(Stage& stage, Connection& connection) {
    stage.settle();
    const std::string bytes = connection.received().substr(connection.consumed);
    connection.consumed = connection.received().size();
    return bytes;
}

Talk talk(Stage& stage, const base::Endpoint& to) {
    Talk result;
    Connection& connection = *stage.open("hint", 1).front();
    connection.connect(to, std::nullopt);
    result.greeting = fresh(stage, connection);
    connection.send({.bytes = kWord, .pieces = {}, .with_fin = false});
    result.for_word = fresh(stage, connection);
    connection.send({.bytes = "\n", .pieces = {}, .with_fin = false});
    result.for_line = fresh(stage, connection);
    result.ending = connection.ending();
    return result;
}

bool equal_but_for_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) ==
               std::tolower(static_cast<unsigned char>(y));
    });
}

std::string on_answer(const Talk& seen) {
    const std::string answer = seen.for_word + seen.for_line;
    if (seen.for_word.empty() && seen.for_line.starts_with(kWord)) {
        return "it answers whole lines only: nothing came for a word, all of it once a line feed "
               "was sent";
    }
    if (answer.empty() && seen.ending == peer::Ending::open)
        return "it takes bytes and answers nothing";
    if (answer.empty()) return "it closes the connection without an answer";
    if (seen.for_word == kWord) return {};
    if (equal_but_for_case(answer.substr(0, 5), kWord))
        return "it changes the letters' case: " + base::quoted(answer, kShown);
    const std::string ends = seen.ending == peer::Ending::open ? "" : ", then it closes";
    return fmt::format("it answers {}{}", base::quoted(answer, kShown), ends);
}

// The profile that describes what was seen, unless it is the one that was asked for.
std::string on_profile(const std::string& asked, const std::string& fitting) {
    if (fitting.empty() || fitting == asked) return {};
    return fmt::format("that is what the profile {0} describes: --profile {0}\n", fitting);
}

std::string fitting_profile(const Talk& seen) {
    if (!seen.greeting.empty()) return {};
    if (seen.for_word == kWord) return "echo";
    const bool ended = seen.ending != peer::Ending::open;
    return seen.for_word == "hi" && seen.for_line.empty() && ended ? "one-shot" : "";
}

std::string observe_datagrams(Stage& stage, const std::string& profile) {
    const auto to = reachable(stage.listeners(casefile::Transport::udp), casefile::Family::any);
    if (!to) return {};
    const DatagramTalk seen = talk_in_datagrams(stage, *to);
    return seen.text + on_profile(profile, seen.fitting_profile);
}

std::string observe_server(const Settings& settings, const std::vector<Listener>& listeners) {
    Stage stage(settings);
    if (!stage.start_target(listeners).empty()) return {};
    const auto to = reachable(stage.listeners(casefile::Transport::tcp), casefile::Family::any);
    if (!to) return observe_datagrams(stage, settings.profile);
    const Talk seen = talk(stage, *to);
    std::string text;
    if (!seen.greeting.empty()) {
        text += fmt::format("it speaks first: {}\n", base::quoted(seen.greeting, kShown));
    }
    const std::string answer = on_answer(seen);
    if (!answer.empty()) text += answer + "\n";
    return text + on_profile(settings.profile, fitting_profile(seen));
}

std::string observe_client(const Settings& settings, const std::vector<Listener>& listeners) {
    Stage stage(settings);
    const std::string said = said_when_given(stage, listeners, kWord);
    if (said.empty()) return "given a message, it says nothing before it is answered\n";
    const bool greets = said == one_shot_greeting(listeners.front().transport);
    const std::string fitting = greets ? "one-shot" : said == kWord ? "echo" : "";
    std::string text;
    if (said != kWord) {
        text = fmt::format("given the message {}, it says {}\n", base::quoted(kWord, kShown),
                           base::quoted(said, kShown));
    }
    if (said.find(kWord) == std::string::npos && fitting.empty()) {
        text +=
            "a client takes its message from stdin, or from its command line where COMMAND has "
            "{message}\n";
    }
    return text + on_profile(settings.profile, fitting);
}

std::string observe(const Settings& settings, const std::vector<Listener>& listeners) {
    return settings.role == casefile::Role::client ? observe_client(settings, listeners)
                                                   : observe_server(settings, listeners);
}

}  // namespace

std::vector<std::string> observe_behaviour(const Settings& settings,
                                           const std::vector<Listener>& listeners) {
    const auto limit = settings.start_limit + settings.case_limit;
    std::vector<std::string> hints;
    try {
        const std::string text =
            in_worker(settings.isolation, limit, [&] { return observe(settings, listeners); });
        for (const std::string& line : base::split(text, '\n')) {
            if (!line.empty()) hints.push_back(line);
        }
    } catch (const base::HarnessError&) {
        // A hint is a courtesy: that the target could not be asked again is no finding.
    }
    return hints;
}

}  // namespace echospec::engine
