// SPDX-License-Identifier: Apache-2.0
#include "casefile/check_transport.hpp"

#include <fmt/format.h>

#include "casefile/values.hpp"

namespace echospec::casefile {
namespace {

struct Complaint {
    std::string message;  // empty: nothing is wrong
    std::string hint;
};

const Complaint kNoEnd{"in UDP nothing ends a conversation, and there is no half of one",
                       "`close` closes the tester's socket; `silence` says that nothing came"};

const Complaint kNoStates{"in UDP there is no handshake, and there are no states", ""};

// What a case for UDP cannot say.
struct InUdp {
    Complaint operator()(const Send& step) const {
        if (step.pieces) return {"a datagram is not sent in pieces", "each `send` is one datagram"};
        if (step.with_fin) return kNoEnd;
        if (size_of(step.payload) <= kDatagramSizes.high) return {};
        return {fmt::format("a datagram holds at most {} bytes", kDatagramSizes.high), ""};
    }
    Complaint operator()(const Receive& step) const {
        if (const auto* const echo = std::get_if<ExpectEcho>(&step.expected)) {
            if (echo->size) return {"in UDP an echo is made of whole datagrams", "{echo: all}"};
            return {};
        }
        return std::holds_alternative<ExpectBytes>(step.expected) ? Complaint{} : kNoEnd;
    }
    Complaint operator()(const Connect& step) const {
        return step.answer == Answer::accepted ? Complaint{} : kNoStates;
    }
    Complaint operator()(const States&) const { return kNoStates; }
    Complaint operator()(const HalfClose&) const { return kNoEnd; }
    Complaint operator()(const Abort&) const { return kNoEnd; }
    Complaint operator()(const PauseReading&) const {
        return {"in UDP a tester that does not read only loses datagrams", ""};
    }
    Complaint operator()(const ResumeReading&) const { return (*this)(PauseReading{}); }
    template <class Other>
    Complaint operator()(const Other&) const {
        return {};
    }
};

// What a case for TCP cannot say.
struct InTcp {
    Complaint operator()(const Connect& step) const {
        if (!step.from && !step.port && !step.to) return {};
        return {"`from`, `port` and `to` are for cases of UDP", "applies: {transport: udp}"};
    }
    Complaint operator()(const Receive& step) const {
        const auto* const echo = std::get_if<ExpectEcho>(&step.expected);
        if (!echo || !echo->in_order) return {};
        return {"`order` is for cases of UDP", "TCP keeps the order always"};
    }
    template <class Other>
    Complaint operator()(const Other&) const {
        return {};
    }
};

}  // namespace

void check_transport(const std::vector<Step>& steps, Transport transport, Mistakes& mistakes) {
    for (const Step& step : steps) {
        const Complaint complaint = transport == Transport::udp ? std::visit(InUdp{}, step.action)
                                                                : std::visit(InTcp{}, step.action);
        if (!complaint.message.empty())
            mistakes.add(step.position, complaint.message, complaint.hint);
        if (const auto* const repeat = std::get_if<Repeat>(&step.action)) {
            check_transport(repeat->steps, transport, mistakes);
        }
    }
}

}  // namespace echospec::casefile
