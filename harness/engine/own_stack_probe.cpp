// SPDX-License-Identifier: Apache-2.0
#include "engine/own_stack_probe.hpp"

#include <algorithm>
#include <chrono>

namespace echospec::engine {
namespace {

constexpr const char* kName = "probe";
constexpr base::Duration kAskAgain = std::chrono::milliseconds(10);

bool is_acceptance(const peer::Arrival& arrival) {
    return arrival.segment.flags.syn && arrival.segment.flags.ack;
}

bool is_refusal(const peer::Arrival& arrival) {
    return arrival.segment.flags.rst;
}

}  // namespace

bool OwnStackProbe::is_answered() {
    if (answered_) return true;
    if (asking_) look();
    const base::Instant now = base::Clock::now();
    if (!answered_ && now - asked_at_ >= kAskAgain) ask();
    return answered_;
}

void OwnStackProbe::look() {
    const auto& arrivals = asking_->tcp().arrivals();
    refused_ = takes_refusal_ && std::any_of(arrivals.begin(), arrivals.end(), is_refusal);
    answered_ = refused_ || std::any_of(arrivals.begin(), arrivals.end(), is_acceptance);
    if (answered_) take_back();
}

// From another port each time: an earlier SYN may still be answered late.
void OwnStackProbe::ask() {
    asked_at_ = base::Clock::now();
    casefile::RawPeer peer;
    peer.as = kName;
    asking_ = ground_.open(peer, 0).front();
    asking_->write(asking_->draft({.syn = true}), false);
}

// Each SYN that went out: a stack that was slow to begin answers them all now.
void OwnStackProbe::take_back() {
    for (const auto& asked : ground_.every(kName))
        asked->abort();
}

}  // namespace echospec::engine
