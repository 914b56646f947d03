// SPDX-License-Identifier: Apache-2.0
#include "casefile/describe.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "base/text.hpp"

namespace echospec::casefile {
namespace {

// "10 bytes of ", or nothing for all.
std::string part(const Part& part) {
    return part.size ? base::format_size(*part.size) + " of " : "";
}

struct ExpectedText {
    std::string operator()(const ExpectEcho& echo) const {
        if (echo.size) return base::format_size(*echo.size) + " of the echo";
        return echo.in_order ? "the whole echo, in order," : "the whole echo";
    }
    std::string operator()(const ExpectBytes& bytes) const { return describe(bytes.payload); }
    std::string operator()(const ExpectFin&) const { return "FIN"; }
    std::string operator()(const ExpectReset&) const { return "RST"; }
    std::string operator()(const ExpectEnd&) const { return "FIN or RST"; }
    std::string operator()(const ExpectMessage& message) const {
        return part(message.part) + "the client's message";
    }
    std::string operator()(const ExpectNothing&) const { return "no byte"; }
    std::string operator()(const ExpectAny& any) const { return describe(any); }
};

struct StepText {
    std::string operator()(const Connect& step) const {
        std::string text = "connect " + step.as;
        if (step.count > 1) text += fmt::format(", {} connections", step.count);
        if (step.family == Family::ipv4) text += ", over IPv4";
        if (step.family == Family::ipv6) text += ", over IPv6";
        if (step.receive_buffer) {
            text += fmt::format(", with a receive buffer of {}",
                                base::format_size(*step.receive_buffer));
        }
        if (step.answer == Answer::refused) text += ", to be refused";
        if (step.answer == Answer::any) text += ", which may be refused";
        if (step.from) text += ", from " + base::to_string(*step.from);
        if (step.port) text += fmt::format(", from port {}", *step.port);
        if (step.to) text += ", to " + base::to_string(*step.to);
        return text;
    }
    std::string operator()(const Listen& step) const {
        std::string text = "listen where the target connects to";
        if (step.receive_buffer) {
            text += ", with a receive buffer of " + base::format_size(*step.receive_buffer);
        }
        if (step.send_buffer) {
            text += ", with a send buffer of " + base::format_size(*step.send_buffer);
        }
        return text;
    }
    std::string operator()(const StartTarget&) const { return "start the target"; }
    std::string operator()(const Accept& step) const { return "accept " + step.as; }
    std::string operator()(const RetriesOrEnds& step) const {
        return fmt::format("unanswered, the target sends again on {}, or ends with a failure",
                           step.on);
    }
    std::string operator()(const EchoBack& step) const {
        std::string text = "from here on, send back what comes on " + step.on;
        if (step.holding) {
            text += fmt::format(", reading no more while {} wait to be sent",
                                base::format_size(*step.holding));
        }
        return text;
    }
    std::string operator()(const Send& step) const {
        const std::string what = step.echo ? part(*step.echo) + "the echo" : describe(step.payload);
        std::string text = fmt::format("send {} on {}", what, step.on);
        if (step.pieces) text += fmt::format(", {} at a time", base::format_size(*step.pieces));
        if (step.with_fin) text += ", the FIN on the last segment";
        return text;
    }
    std::string operator()(const Receive& step) const {
        return fmt::format("receive {} on {}", std::visit(ExpectedText{}, step.expected), step.on);
    }
    std::string operator()(const Silence& step) const {
        return "silence on " + (step.on.empty() ? "every connection" : step.on);
    }
    std::string operator()(const HalfClose& step) const { return "half-close " + step.on; }
    std::string operator()(const Close& step) const { return "close " + step.on; }
    std::string operator()(const Abort& step) const { return "abort " + step.on; }
    std::string operator()(const PauseReading& step) const { return "pause reading on " + step.on; }
    std::string operator()(const ResumeReading& step) const {
        return "resume reading on " + step.on;
    }
    std::string operator()(const States& step) const {
        std::vector<std::string> ends;
        for (const auto& [name, end] :
             {std::pair{"tester", &step.tester}, {"target", &step.target}}) {
            const std::string text = describe(*end);
            if (!text.empty()) ends.push_back(fmt::format("{} {}", name, text));
        }
        return fmt::format("state of {}: {}", step.on, base::join(ends, ", "));
    }
    std::string operator()(const Settle&) const { return "wait until the target has settled"; }
    std::string operator()(const Signal& step) const {
        return fmt::format("send SIG{} to the target", step.name);
    }
    std::string operator()(const Exit& step) const {
        std::string text = "the target ends";
        if (step.by_itself) text += " by itself, by no signal";
        if (step.failure) text += " with a failure: a status other than 0";
        if (step.status) text += fmt::format(" with status {}", *step.status);
        if (step.status && step.signal) text += " or";
        if (step.signal) text += " by SIG" + *step.signal;
        return text;
    }
    std::string operator()(const Stdout& step) const {
        if (step.what == Stdout::What::only_text) return "the target's stdout is text";
        if (step.what == Stdout::What::with_sender)
            return "the target's stdout shows a datagram and who sent it";
        std::string what = describe(step.payload);
        if (step.what == Stdout::What::sender) what = "the address and port of " + step.on;
        if (step.what == Stdout::What::message) what = "its message";
        if (step.what == Stdout::What::sent) what = "what was sent on " + step.on;
        if (step.at_least)
            what += fmt::format(", at least {} of it", base::format_size(*step.at_least));
        if (step.at_most)
            what += fmt::format(", at most {} of it", base::format_size(*step.at_most));
        return "the target's stdout shows " + what;
    }
    std::string operator()(const Stderr&) const { return "the target's stderr says something"; }
    std::string operator()(const Restart&) const { return "restart the target"; }
    std::string operator()(const TargetCloses&) const {
        return "the target closes its connections, and serves again";
    }
    std::string operator()(const SecondInstance&) const { return "start a second instance"; }
    std::string operator()(const Idle&) const { return "the target takes no processor time"; }
    std::string operator()(const Remember&) const { return "remember the target's resources"; }
    std::string operator()(const StillServes& step) const {
        if (step.times == 1) return "the target still serves a new connection";
        return fmt::format("the target still serves {} new connections, one after another",
                           step.times);
    }
    std::string operator()(const RawPeer& step) const { return describe(step); }
    std::string operator()(const Handshake& step) const { return "handshake on " + step.on; }
    std::string operator()(const HoldAcks& step) const {
        return "acknowledge nothing by itself on " + step.on;
    }
    std::string operator()(const ReleaseAcks& step) const {
        return "acknowledge what came and comes on " + step.on;
    }
    std::string operator()(const Vanish& step) const {
        return step.on + " vanishes and answers nothing any more";
    }
    std::string operator()(const SegmentStep& step) const { return describe(step); }
    std::string operator()(const DatagramStep& step) const { return describe(step); }
    std::string operator()(const InitialNumbers& step) const { return describe(step); }
    std::string operator()(const IcmpStep& step) const { return describe(step); }
    std::string operator()(const Repeat& step) const {
        std::vector<std::string> texts;
        for (const Step& inner : step.steps)
            texts.push_back(inner.text);
        return fmt::format("repeat {} time{}: {}", step.times, step.times == 1 ? "" : "s",
                           base::join(texts, "; "));
    }
};

}  // namespace

std::string describe(const ExpectAny& any) {
    static constexpr std::array<std::string_view, 4> kContents{
        "", ", text", ", one line of text", ", the seconds since 1900 in network order"};
    std::string text = fmt::format("at least {}", base::format_size(any.at_least));
    if (any.at_most == any.at_least) {
        text = "any " + base::format_size(any.at_least);
    } else if (any.at_most) {
        text = fmt::format("{} to {}", any.at_least, base::format_size(*any.at_most));
    }
    return text + std::string(kContents.at(static_cast<size_t>(any.content)));
}

std::string describe(const EndState& end) {
    std::vector<std::string> states;
    for (const wire::State state : end.states)
        states.emplace_back(to_string(state));
    std::vector<std::string> parts;
    if (!states.empty()) parts.push_back(base::join(states, " or "));
    if (end.unread) parts.push_back(fmt::format("{} octets unread", *end.unread));
    if (end.unconfirmed) parts.push_back(fmt::format("{} octets unconfirmed", *end.unconfirmed));
    return base::join(parts, ", ");
}

std::string describe(const Action& action) {
    return std::visit(StepText{}, action);
}

}  // namespace echospec::casefile
