// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "engine/steps.hpp"

// What each kind of step does: one function a kind. Those of the tester's connections are in
// connection_actions.cpp, those that make it a server for clients in client_actions.cpp, and both
// over UDP in datagram_actions.cpp and datagram_client_actions.cpp. Those of the target's process
// are in process_actions.cpp, of what it prints in output_actions.cpp, and what compares states in
// evidence.cpp.

namespace echospec::engine {

// What the steps of one case share.
struct ActionContext {
    Stage& stage;
    const std::vector<Listener>& listeners;
    uint64_t seed;
    casefile::Transport transport;
    uint64_t payloads = 0;     // sent so far: each random payload differs from the others
    uint64_t losses_told = 0;  // datagrams that the kernel dropped, and a step has said so
};

StepEnd act(ActionContext& context, const casefile::Connect& action);
StepEnd act(ActionContext& context, const casefile::Listen& action);
StepEnd act(ActionContext& context, const casefile::StartTarget& action);
StepEnd act(ActionContext& context, const casefile::Accept& action);
StepEnd act(ActionContext& context, const casefile::RetriesOrEnds& action);
StepEnd act(ActionContext& context, const casefile::EchoBack& action);
StepEnd act(ActionContext& context, const casefile::Send& action);
StepEnd act(ActionContext& context, const casefile::Receive& action);
StepEnd act(ActionContext& context, const casefile::Silence& action);
StepEnd act(ActionContext& context, const casefile::HalfClose& action);
StepEnd act(ActionContext& context, const casefile::Close& action);
StepEnd act(ActionContext& context, const casefile::Abort& action);
StepEnd act(ActionContext& context, const casefile::PauseReading& action);
StepEnd act(ActionContext& context, const casefile::ResumeReading& action);
StepEnd act(ActionContext& context, const casefile::States& action);
StepEnd act(ActionContext& context, const casefile::StillServes& action);
StepEnd act(ActionContext& context, const casefile::Settle& action);
StepEnd act(ActionContext& context, const casefile::Signal& action);
StepEnd act(ActionContext& context, const casefile::Exit& action);
StepEnd act(ActionContext& context, const casefile::Stdout& action);
StepEnd act(ActionContext& context, const casefile::Stderr& action);
StepEnd act(ActionContext& context, const casefile::Restart& action);
StepEnd act(ActionContext& context, const casefile::TargetCloses& action);
StepEnd act(ActionContext& context, const casefile::SecondInstance& action);
StepEnd act(ActionContext& context, const casefile::Idle& action);
StepEnd act(ActionContext& context, const casefile::Remember& action);
StepEnd act(ActionContext& context, const casefile::RawPeer& action);
StepEnd act(ActionContext& context, const casefile::Handshake& action);
StepEnd act(ActionContext& context, const casefile::HoldAcks& action);
StepEnd act(ActionContext& context, const casefile::ReleaseAcks& action);
StepEnd act(ActionContext& context, const casefile::Vanish& action);
StepEnd act(ActionContext& context, const casefile::SegmentStep& action);
StepEnd act(ActionContext& context, const casefile::InitialNumbers& action);
StepEnd act(ActionContext& context, const casefile::DatagramStep& action);
StepEnd act(ActionContext& context, const casefile::IcmpStep& action);
StepEnd act(ActionContext& context, const casefile::Repeat& action);

// Runs any step.
StepEnd act(ActionContext& context, const casefile::Step& step);

// A step that does not hold.
StepEnd broken(std::string expected, std::string observed, const Waited& waited);

// What `judge` makes of it: asked until it knows, while the stage goes on; what has settled is
// final.
struct Decided {
    verdict::Judgement judgement;
    Waited waited;
};
Decided decide(Stage& stage, Purpose purpose,
               const std::function<verdict::Judgement(verdict::Finality)>& judge);

// A step that was judged, at once or after a wait.
StepEnd judged(const verdict::Judgement& judgement);
StepEnd judged(const verdict::Judgement& judgement, const Waited& waited);

}  // namespace echospec::engine
