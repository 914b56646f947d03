// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include "base/text.hpp"
#include "engine/actions.hpp"
#include "verdict/sender.hpp"
#include "verdict/shown.hpp"

namespace echospec::engine {
namespace {

using verdict::Finality;
using verdict::Judgement;
using Read = sandbox::Output (sandbox::Target::*)();
using Judge = std::function<Judgement(std::string_view, Finality)>;

uint64_t size_of(const sandbox::Output& output) {
    return output.head.size() + output.tail.size() + output.left_out;
}

// Asks again whenever the target has printed more, until it can print nothing more.
StepEnd await_output(Stage& stage, Read read, const Judge& judge) {
    Judgement judgement = judge("", Finality::open);
    uint64_t size = 0;  // of what was judged
    const auto is_known = [&] {
        const sandbox::Output output = (stage.target().*read)();
        if (size_of(output) == size) return false;
        size = size_of(output);
        judgement = judge(output.text(), Finality::open);
        return judgement.state != Judgement::State::pending;
    };
    const Waited waited = stage.wait(is_known, Purpose::reply);
    if (judgement.state == Judgement::State::pending) {
        judgement = judge((stage.target().*read)().text(), Finality::final);
    }
    StepEnd end = judged(judgement, waited);
    end.too_slow = waited.under_way;
    return end;
}

std::string sent_on(ActionContext& context, const std::string& name) {
    if (context.transport == casefile::Transport::tcp)
        return context.stage.find(name).front()->sent();
    const auto& datagrams = context.stage.datagrams().find(name).front()->sent();
    return base::join({datagrams.begin(), datagrams.end()}, "");
}

std::vector<verdict::Sent> all_sent(Stage& stage) {
    std::vector<verdict::Sent> all;
    for (const auto& socket : stage.datagrams().all()) {
        for (const base::Bytes& payload : socket->sent())
            all.push_back({socket->local(), payload});
    }
    return all;
}

std::string wanted_bytes(ActionContext& context, const casefile::Stdout& action) {
    switch (action.what) {
        case casefile::Stdout::What::payload:
            return casefile::expand(action.payload, context.seed);
        case casefile::Stdout::What::message:
            return context.stage.message();
        case casefile::Stdout::What::sent:
            return sent_on(context, action.on);
        case casefile::Stdout::What::only_text:
        case casefile::Stdout::What::sender:
        case casefile::Stdout::What::with_sender:
            return {};
    }
    return {};
}

Judge judge_of(ActionContext& context, const casefile::Stdout& action) {
    using What = casefile::Stdout::What;
    if (action.what == What::only_text) return verdict::judge_only_text;
    if (action.what == What::sender) {
        const base::Endpoint sender = context.stage.datagrams().find(action.on).front()->local();
        return [sender](std::string_view output, Finality finality) {
            return verdict::judge_sender(sender, output, finality);
        };
    }
    if (action.what == What::with_sender) {
        return [sent = all_sent(context.stage)](std::string_view output, Finality finality) {
            return verdict::judge_with_sender(sent, output, finality);
        };
    }
    return [bytes = wanted_bytes(context, action), &action,
            &shows = context.stage.settings().shows](std::string_view output, Finality finality) {
        return verdict::judge_shown({bytes, action.at_least, action.at_most, shows}, output,
                                    finality);
    };
}

}  // namespace

StepEnd act(ActionContext& context, const casefile::Stdout& action) {
    return await_output(context.stage, &sandbox::Target::standard_output,
                        judge_of(context, action));
}

StepEnd act(ActionContext& context, const casefile::Stderr&) {
    return await_output(context.stage, &sandbox::Target::standard_error, verdict::judge_not_empty);
}

}  // namespace echospec::engine
