// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "engine/actions.hpp"

// The steps of the raw peer.

namespace echospec::engine {
namespace {

[[noreturn]] StepEnd no_raw_peer() {
    throw base::HarnessError("a raw peer is not there yet");
}

}  // namespace

StepEnd act(ActionContext&, const casefile::RawPeer&) {
    no_raw_peer();
}
StepEnd act(ActionContext&, const casefile::Handshake&) {
    no_raw_peer();
}
StepEnd act(ActionContext&, const casefile::HoldAcks&) {
    no_raw_peer();
}
StepEnd act(ActionContext&, const casefile::ReleaseAcks&) {
    no_raw_peer();
}
StepEnd act(ActionContext&, const casefile::Vanish&) {
    no_raw_peer();
}
StepEnd act(ActionContext&, const casefile::SegmentStep&) {
    no_raw_peer();
}
StepEnd act(ActionContext&, const casefile::DatagramStep&) {
    no_raw_peer();
}
StepEnd act(ActionContext&, const casefile::IcmpStep&) {
    no_raw_peer();
}

}  // namespace echospec::engine
